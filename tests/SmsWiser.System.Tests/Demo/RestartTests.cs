using SmsWiser.Core.Dispatch;
using SmsWiser.Host.Demo;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Demo;

/// <summary>A run that ends in the middle goes on from its data directory: after an orderly stop, Ctrl-C and kill -9.</summary>
public sealed class RestartTests
{
    private const long French = 33_610_000_000;

    [Fact]
    public async Task After_an_orderly_stop_the_next_start_goes_on_by_itself_and_nothing_is_unknown()
    {
        const int leads = 4_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier(new() { ResponseDelay = TimeSpan.FromMilliseconds(5) });
        string campaign;
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier, rate: 4_000);
            campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, French, leads));
            await site.FollowUntilAsync(campaign, _ => site.Submitted >= 1_000);
        }
        Assert.InRange(carrier.Snapshot().Accepted, 1_000, leads - 500);

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        await again.ConnectAsync(at: carrier);
        var totals = await again.FollowAsync(campaign);

        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(totals));
        Assert.Equal((leads, leads, 0, 0), Seen(carrier, again.Host.Engine.RecoveredUnknown));
    }

    [Fact]
    public async Task After_an_interrupt_it_says_how_to_go_on_and_the_second_run_completes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT on Windows.");
        const int leads = 6_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        var command = $"--no-story --template Sale --leads {leads} --rate 3000 --data {directory.Path} --smsc 127.0.0.1:{carrier.Port}";
        using var first = DemoProcess.Start(command);
        await first.UntilSubmittedAsync(500);

        first.Interrupt();
        var interrupted = await first.EndAsync();
        var second = await DemoProcess.RunAsync($"{command} --json");

        Assert.Equal((1, $"smswiser demo: stopped; run it again with --data {directory.Path} to go on."),
            (interrupted.Code, interrupted.Error));
        Assert.Equal((0, ""), (second.Code, second.Error));
        Assert.Equal((leads, leads), (second.Json.GetProperty("planned").GetInt32(), second.Json.GetProperty("delivered").GetInt32()));
        Assert.Equal((leads, leads, 0, 0), Seen(carrier, 0));
    }

    [Fact]
    public async Task An_interrupt_does_not_wait_for_answers_that_never_come_and_only_their_leads_are_unknown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT on Windows.");
        const int leads = 4_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier(new() { DropEvery = 100 });
        var command = $"--no-story --template Sale --leads {leads} --rate 2000 --data {directory.Path} --smsc 127.0.0.1:{carrier.Port}";
        using var first = DemoProcess.Start(command);
        await first.UntilSubmittedAsync(500);

        first.Interrupt();
        var interrupted = await first.EndAsync();
        var dropped = carrier.Snapshot().Unanswered;
        await using var site = await SendingSite.ReopenAsync(directory.Path, carrier);
        var campaign = Assert.Single(await site.Demo.OwnerAccount.CampaignsAsync());
        var totals = await DemoTotals.FoldAsync(site.Host, campaign.Id, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (interrupted.Code, site.Host.Engine.RecoveredUnknown));
        Assert.InRange(dropped, 1, leads / 100);
        Assert.Equal(dropped, totals.Outcomes[Outcome.Unknown]);
    }

    [Fact]
    public async Task After_kill_9_the_second_run_completes_sends_nothing_twice_and_reports_what_it_cannot_know()
    {
        const int leads = 6_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        var command = $"--no-story --template Sale --leads {leads} --rate 2000 --data {directory.Path} --smsc 127.0.0.1:{carrier.Port}";
        using var first = DemoProcess.Start(command);
        await first.UntilSubmittedAsync(500);

        await first.KillAsync();
        var second = await DemoProcess.RunAsync($"{command} --json --receipt-wait 20");

        Assert.Equal((0, ""), (second.Code, second.Error));
        var counts = Enum.GetValues<Outcome>().ToDictionary(
            outcome => outcome, outcome => second.Json.GetProperty(outcome.ToString().ToLowerInvariant()).GetInt64());
        Assert.Equal((leads, leads, 0), (second.Json.GetProperty("planned").GetInt64(), counts.Values.Sum(), counts[Outcome.Open]));
        Assert.InRange(counts[Outcome.Unknown], 1, leads - 1_000);
        Assert.Equal(leads, counts[Outcome.Delivered] + counts[Outcome.Unknown]);
        var seen = carrier.Snapshot();
        Assert.Equal((0, seen.Accepted), (seen.Duplicates, seen.DistinctParts));
        Assert.InRange(seen.Accepted, counts[Outcome.Delivered], leads);
    }

    [Fact]
    public async Task After_kill_9_a_stop_of_the_share_withholds_what_is_open_and_nothing_more_is_sent()
    {
        const int leads = 6_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        using var first = DemoProcess.Start(
            $"--no-story --template Sale --leads {leads} --rate 2000 --stop-share-after {leads} --data {directory.Path} "
            + $"--smsc 127.0.0.1:{carrier.Port}");
        await first.UntilSubmittedAsync(500);
        await first.KillAsync();

        await using var site = await SendingSite.ReopenAsync(directory.Path, carrier);
        var received = carrier.Snapshot().Submits;
        var list = Assert.Single(await site.Demo.OwnerAccount.OwnListsAsync());
        var share = Assert.Single(await site.Demo.List(list.Id).SharesAsync(SendingSite.Owner));
        var stop = await site.Demo.Share(share.Id).StopAsync(SendingSite.Owner, "stop");
        await site.ConnectAsync("demo", carrier);
        var campaign = Assert.Single(await site.Demo.RecipientAccount.CampaignsAsync());
        var totals = await DemoTotals.FoldAsync(site.Host, campaign.Id, TestContext.Current.CancellationToken);

        var unknown = site.Host.Engine.RecoveredUnknown;
        Assert.InRange(unknown, 1, leads - 1_000);
        Assert.Equal((stop.Withheld, unknown, 0),
            (totals.Outcomes[Outcome.Revoked], totals.Outcomes[Outcome.Unknown], totals.Outcomes[Outcome.Open]));
        Assert.Equal(leads, totals.Outcomes.Answered);
        Assert.InRange(stop.Withheld, 1, leads - received);
        Assert.Equal((received, 0), (carrier.Snapshot().Submits, carrier.Snapshot().Duplicates));
    }

    [Fact]
    public async Task A_paused_campaign_stays_paused_over_a_restart_and_completes_when_resumed()
    {
        const int leads = 4_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        string campaign;
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier, rate: 4_000);
            campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, French, leads));
            await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);
            await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
        }
        var sent = carrier.Source("SHOP").Received;

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        await again.ConnectAsync(at: carrier);
        var other = await again.ImportAsync(SendingSite.Recipient, French + leads, 500);
        await again.FollowAsync(await again.StartAsync(SendingSite.Recipient, "OTHER", other));
        Assert.Equal(sent, carrier.Source("SHOP").Received);
        await again.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner);

        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(await again.FollowAsync(campaign)));
        Assert.Equal(0, carrier.Snapshot().Duplicates);
    }

    private static (long Accepted, long Distinct, long Duplicates, long Unknown) Seen(SmscSimulator carrier, long unknown)
    {
        var seen = carrier.Snapshot();
        return (seen.Accepted, seen.DistinctParts, seen.Duplicates, unknown);
    }
}
