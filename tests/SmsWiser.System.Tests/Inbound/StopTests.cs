using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Inbound;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Sealing;
using SmsWiser.Host.Time;
using SmsWiser.Smpp;
using SmsWiser.Smsc;
using SmsWiser.Storage.Sqlite;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Inbound;

/// <summary>STOP from the carrier to the wire, on a whole node.</summary>
public sealed class StopTests
{
    private const long French = 33_610_000_000;
    private const string Sender = "4512";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_in_the_middle_of_a_sendout_is_answered_and_its_lead_ends_suppressed()
    {
        const int leads = 3_000;
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 1, rate: 1_500);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, list);
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 200);

        // Whichever of them was written to already has its outcome; of so many some were not.
        foreach (var lead in Enumerable.Range(0, 100))
            site.Carrier.SendInbound(null, Text(French + (lead * 30), lead % 2 == 0 ? "Stop" : "please stop"));
        var totals = await site.FollowAsync(campaign);

        var suppressed = totals.Outcomes[Outcome.Suppressed];
        Assert.InRange(suppressed, 1, 100);
        Assert.Equal(leads - suppressed, totals.Outcomes[Outcome.Delivered]);
        Assert.Equal(100, site.Carrier.Snapshot().InboundAcked);
        // And one confirmation each.
        await UntilAsync(() => Task.FromResult(site.Carrier.Source(Sender).Received == leads - suppressed + 100));
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal(suppressed, report.SuppressedBy["opted_out"]);
    }

    [Fact]
    public async Task The_next_sendout_leaves_out_who_has_stopped_and_takes_in_again_who_has_started()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, French, 1_000);
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list));
        var topic = OptOutDomain.OfTopic((await site.Host.Store.Lists.FindAsync(list, Token))!.Id);

        for (var lead = 0; lead < 10; lead++)
            site.Carrier.SendInbound(null, Text(French + lead, "STOP"));
        await UntilAsync(async () => await site.Host.Store.OptOuts.CountAsync(topic, Token) == 10);

        // The topic is left, so another sender of the same list leaves them out too.
        Assert.Equal("planned 1000, parts 990: Delivered 990, Suppressed 10",
            SendingSite.Line(await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "4513", list))));

        for (var lead = 0; lead < 4; lead++)
            site.Carrier.SendInbound(null, Text(French + lead, "Start"));
        await UntilAsync(async () => await site.Host.Store.OptOuts.CountAsync(topic, Token) == 6);
        Assert.Equal("planned 1000, parts 994: Delivered 994, Suppressed 6",
            SendingSite.Line(await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list))));
    }

    [Fact]
    public async Task Words_are_those_of_the_languages_that_the_carriers_numbers_have()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.Demo.Carrier(SendingSite.Alpha).SetAsync(new Dictionary<string, string> { ["keyword_set"] = "fr" });
        var list = await site.ImportAsync(SendingSite.Owner, French, 10);
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list));

        site.Carrier.SendInbound(null, Text(French, "BAJA"));
        site.Carrier.SendInbound(null, Text(French + 1, "ARRET"));
        // Whose a message is, is found out after the carrier was answered.
        await UntilAsync(async () => (await site.Demo.OwnerAccount.InboundAsync(null, 10)).Count == 2);

        var rows = await site.Demo.OwnerAccount.InboundAsync(null, 10);
        Assert.Equal(["ARRET stop", "BAJA message"], rows.Select(row => $"{row.Text} {row.Kind}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_answered_with_the_carriers_own_code()
    {
        await using var carrier = new DeliveringCarrier();
        await using var site = await SendingSite.OpenAsync(dispatch: new() { WaitingInbound = 0 });
        await site.ConnectAsync("delivering", carrier.Port, binds: 1, window: 10);
        carrier.Deliver($"{French}", Sender, "Hello");
        Assert.Equal(CommandStatus.TemporaryReceiverError, await carrier.NextAnswerAsync());

        await site.Demo.Carrier("delivering").SetAsync(new Dictionary<string, string> { ["deliver_error"] = "0x14" });
        carrier.Deliver($"{French}", Sender, "Hello");
        Assert.Equal(CommandStatus.MessageQueueFull, await carrier.NextAnswerAsync());
    }

    [Fact]
    public async Task A_start_undoes_the_stop_to_its_sender_and_no_wider_one()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, French, 10);
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list));
        var stored = (await site.Host.Store.Lists.FindAsync(list, Token))!;
        var optOuts = site.Host.Store.OptOuts;
        site.Carrier.SendInbound(null, Text(French + 1, "STOP ALL"));
        await UntilAsync(async () => await optOuts.CountAsync(OptOutDomain.OfTopic(stored.Id), Token) == 1);

        site.Carrier.SendInbound(null, Text(French + 1, "START"));
        await UntilAsync(async () => await optOuts.CountAsync(OptOutDomain.OfTopic(stored.Id), Token) == 0);

        Assert.Equal(0, await optOuts.CountAsync(OptOutDomain.OfSender(stored.Owner, Sender), Token));
        Assert.Equal(1, await optOuts.CountAsync(OptOutDomain.OfAccount(stored.Owner), Token));
        Assert.Equal("planned 10, parts 9: Delivered 9, Suppressed 1",
            SendingSite.Line(await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list))));
    }

    [Fact]
    public async Task A_thousand_stops_during_a_flat_out_run_are_each_held_from_the_moment_they_are_answered()
    {
        const int leads = 30_000;
        await using var carrier = new StoppingCarrier(Sender);
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync("stopping", carrier.Port, binds: 1, window: 40);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, leads));
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);

        carrier.Stop(Enumerable.Range(0, 1_000).Select(i => (ulong)(French + (i * 30))));
        await UntilAsync(async () => await AnsweredAsync(site, campaign) == leads);

        var (people, messages) = carrier.Received;
        var withheld = carrier.Acknowledged.Except(people).Count();
        Assert.Empty(carrier.Late);
        Assert.Equal(1_000, carrier.Acknowledged.Count);
        Assert.Equal((leads - withheld, leads - withheld), (people.Count, messages));
        Assert.InRange(withheld, 100, 1_000);
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal(((long)messages, (long)withheld), (report.Own.Accepted, report.SuppressedBy["opted_out"]));
        await UntilAsync(() => Task.FromResult(carrier.Confirmations == 1_000));
    }

    [Fact]
    public async Task What_was_planned_before_a_restart_and_a_stop_is_withheld_after_it()
    {
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        string campaign;
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier, rate: 500);
            campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, 2_000));
            await site.FollowUntilAsync(campaign, _ => site.Submitted >= 50);
            await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
            foreach (var lead in Enumerable.Range(0, 2_000))
                carrier.SendInbound(null, Text(French + lead, "STOP"));
            await UntilAsync(() => Task.FromResult(carrier.Snapshot().InboundAcked == 2_000));
        }
        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        await again.ConnectAsync(at: carrier);
        var sent = (await again.Demo.Campaign(campaign).ProgressAsync(SendingSite.Owner)).PartsSubmitted;
        await again.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner);

        Assert.InRange(sent, 50, 1_999);
        Assert.Equal($"planned 2000, parts {sent}: Delivered {sent}, Suppressed {2_000 - sent}",
            SendingSite.Line(await again.FollowAsync(campaign)));
        await UntilAsync(() => Task.FromResult(carrier.Source(Sender).Received == sent + 2_000));
    }

    [Fact]
    public async Task A_stop_that_was_stored_when_the_node_died_leaves_the_topic_after_the_next_start()
    {
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        string list;
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier);
            list = await site.ImportAsync(SendingSite.Owner, French, 100);
            await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, list));
        }
        var keys = MasterKeyFile.LoadOrCreate(directory.Path, new SystemRandom());
        var id = new InboundId(1_000_000);
        await using (var store = await SqliteStore.OpenAsync(
            directory.Path, new ThreadLoops(), TimeProvider.System, new SqliteStoreOptions(), Token))
        {
            var message = new InboundMessage(
                id, new(1), Sender, 77, 78, InboundKind.Stop, "STOP", InboundMarks.None, default, "Bye",
                InboundSeal.Seal(keys, id, $"{French + 5}", "STOP"), DateTimeOffset.UtcNow);
            await store.Inbound.AddAsync(new([new(message, [])], [], []), TimeSpan.Zero, Token);
        }

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        var topic = OptOutDomain.OfTopic((await again.Host.Store.Lists.FindAsync(list, Token))!.Id);
        await UntilAsync(async () => await again.Host.Store.OptOuts.CountAsync(topic, Token) == 1);

        var row = Assert.Single(await again.Demo.OwnerAccount.InboundAsync(null, 10));
        Assert.Equal(($"{French + 5}", "STOP", "stop"), (row.From, row.Text, row.Kind));
    }

    private static async Task<long> AnsweredAsync(SendingSite site, string campaign)
    {
        var totals = (await site.Demo.Campaign(campaign).ProgressAsync(SendingSite.Owner)).Totals;
        return totals.Planned - totals.Open;
    }

    private static InboundSms Text(long number, string text) => new(number.ToString(), Sender, Encoding.ASCII.GetBytes(text));

    /// <summary>What the node does by itself behind an answer shows in its store only.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(10, patience.Token);
    }
}
