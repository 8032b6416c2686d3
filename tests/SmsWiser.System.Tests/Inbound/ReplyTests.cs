using System.Text;
using SmsWiser.Contracts.Inbound;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Inbound;

/// <summary>What people are answered by the node itself, and what the account reads.</summary>
public sealed class ReplyTests
{
    private const long French = 33_610_000_000;
    private const string Sender = "4512";

    [Fact]
    public async Task Each_person_is_answered_once_an_hour_by_the_same_word_and_the_account_reads_everything()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, 10)));
        await site.Demo.OwnerAccount.SetKeywordAsync("taco", "Tacos are 2 for 1 today");

        string[] texts = ["STOP", "Stop!", "stop please", "help", "HELP ", "taco?", "Taco please", "When do you open?"];
        foreach (var text in texts)
            Write(site, French + 1, text);
        Write(site, French + 2, "help");
        var rows = await InboxAsync(site, texts.Length + 1);

        Assert.Equal(texts.Append("help").Order(), rows.Select(row => row.Text).Order());
        // One for STOP, one for HELP, one for the keyword; and one for HELP to the other person.
        await UntilAsync(async () => (await site.Demo.OwnerAccount.InboundAsync(null, 100)).Count(row => row.IsAnswered) == 4);
        await UntilAsync(() => Task.FromResult(site.Carrier.Source(Sender).Received == 10 + 4));
        Assert.Equal(
            ["help 3", "keyword 2", "message 1", "stop 3"],
            rows.GroupBy(row => row.Kind).Select(kind => $"{kind.Key} {kind.Count()}").Order(StringComparer.Ordinal));
        // Answers travel by themselves: neither their campaign nor their list is among those that the account has made.
        Assert.Single(await site.Demo.OwnerAccount.CampaignsAsync());
        Assert.Single(await site.Demo.OwnerAccount.OwnListsAsync());
    }

    [Fact]
    public async Task A_message_that_the_carrier_hands_over_twice_is_kept_once()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, 10)));

        Write(site, French + 1, "Is it you?");
        Write(site, French + 1, "Is it you?");
        Write(site, French + 2, "Is it you?");
        await UntilAsync(() => Task.FromResult(site.Carrier.Snapshot().InboundAcked == 3));

        Assert.Equal([$"{French + 1}", $"{French + 2}"], (await InboxAsync(site, 2)).Select(row => row.From).Order());
    }

    [Fact]
    public async Task A_message_in_parts_is_read_whole_whatever_their_order_and_over_a_restart()
    {
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier);
            await site.FollowAsync(
                await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, 10)));
            WritePart(carrier, 3, "arrêter 🛑"[..9]);
            WritePart(carrier, 1, "S'il vous plaît, ");
            WritePart(carrier, 1, "S'il vous plaît, ");
            await UntilAsync(() => Task.FromResult(carrier.Snapshot().InboundAcked == 3));
            Assert.Empty(await site.Demo.OwnerAccount.InboundAsync(null, 100));
        }

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        await again.ConnectAsync(at: carrier);
        WritePart(carrier, 2, "plus de SMS, ");

        var row = Assert.Single(await InboxAsync(again, 1));
        // The last part was cut in the middle of a surrogate pair, as some phones do.
        Assert.Equal(("S'il vous plaît, plus de SMS, arrêter \uFFFD", "stop", "PLUS DE SMS", true, false),
            (row.Text, row.Kind, row.Word, row.NeedsReview, row.IsPartial));
    }

    private static void WritePart(SmscSimulator carrier, byte no, string text) => carrier.SendInbound(null, new InboundSms(
        $"{French + 3}", Sender, (byte[])[5, 0, 3, 77, 3, no, .. Encoding.BigEndianUnicode.GetBytes(text.ToCharArray()).AsSpan()],
        DataCoding: 8, EsmClass: 0x40));

    private static void Write(SendingSite site, long number, string text) =>
        site.Carrier.SendInbound(null, new InboundSms(number.ToString(), Sender, Encoding.ASCII.GetBytes(text)));

    private static async Task<IReadOnlyList<InboundRow>> InboxAsync(SendingSite site, int count)
    {
        IReadOnlyList<InboundRow> rows = [];
        await UntilAsync(async () => (rows = await site.Demo.OwnerAccount.InboundAsync(null, 100)).Count == count);
        return rows;
    }

    /// <summary>What the node does by itself behind an answer shows in its store only.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(10, patience.Token);
    }
}
