using SmsWiser.Contracts.Compliance;
using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Inbound;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Inbound;

/// <summary>What accounts read and set of messages and opt-outs, through their grains.</summary>
public sealed class InboxTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Opt_outs_entered_by_an_account_bind_what_they_speak_of_until_a_later_consent()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 100);
        await bench.Account(Owner).OptOutAsync(new() { Number = "+33 6 00 00 00 01", Sender = "Shop", At = At });
        await bench.Account(Owner).OptOutAsync(new() { Number = "+33 6 00 00 00 02", Sender = "Other", At = At });
        await bench.Account(Owner).OptOutAsync(new() { Number = "+33 6 00 00 00 03", At = At });
        await bench.List(list).OptOutAsync(Owner, "+33 6 00 00 00 04", At);
        await bench.Account(Recipient).OptOutAsync(new() { Number = "+33 6 00 00 00 05", At = At });
        Assert.Equal(3, (await bench.RunAsync(Owner, Spec(list))).Sendout.Planned - await OpenLeadsAsync());

        await bench.Account(Owner).OptInAsync(new() { Number = "+33 6 00 00 00 01", Sender = "Shop", At = At.AddMinutes(-1) });
        await bench.Account(Owner).OptInAsync(new() { Number = "+33 6 00 00 00 03", Sender = "Shop" });
        Assert.Equal(3, (await bench.RunAsync(Owner, Spec(list))).Sendout.Planned - await OpenLeadsAsync());

        await bench.Account(Owner).OptInAsync(new() { Number = "+33 6 00 00 00 01", Sender = "Shop" });
        await bench.List(list).OptInAsync(Owner, "+33 6 00 00 00 04", null);
        Assert.Equal(1, (await bench.RunAsync(Owner, Spec(list))).Sendout.Planned - await OpenLeadsAsync());

        async Task<long> OpenLeadsAsync()
        {
            var campaign = (await bench.Account(Owner).CampaignsAsync())[0];
            return (await bench.Campaign(campaign.Id).ProgressAsync(Owner)).Totals.Open;
        }
    }

    [Fact]
    public async Task Counts_are_by_scope_sender_and_day_and_the_same_person_counts_once()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        foreach (var number in new[] { "+33600000001", "+33600000002", "+33600000001" })
            await bench.Account(Owner).OptOutAsync(new() { Number = number, Sender = "Shop", At = At });
        await bench.Account(Owner).OptOutAsync(new() { Number = "+33600000001", At = At.AddDays(-1) });
        await bench.List(list).OptOutAsync(Owner, "+33600000001", At);

        var counts = await bench.Account(Owner).OptOutCountsAsync();

        Assert.Equal(
            [("sender", "Shop", At.Date, 2L, 0L), ("account", null, At.Date.AddDays(-1), 1L, 0L)],
            counts.Select(day => (day.Scope, day.Sender, day.Day.Date, day.Outs, day.Ins)));
        Assert.Equal(("topic", 1L), (await bench.List(list).OptOutCountsAsync(Owner)).Select(day => (day.Scope, day.Outs)).Single());
        Assert.Empty(await bench.Account(Recipient).OptOutCountsAsync());
    }

    [Theory]
    [InlineData("0612345678", null)]
    [InlineData("abc", null)]
    [InlineData("+33612345678", "a sender far too long")]
    public async Task A_number_or_sender_that_cannot_be_is_refused(string number, string? sender)
    {
        await using var bench = await OpenAsync();

        await RefusedAsync("invalid_value", () => bench.Account(Owner).OptOutAsync(new() { Number = number, Sender = sender }));
    }

    [Fact]
    public async Task A_time_in_the_future_is_refused()
    {
        await using var bench = await OpenAsync();
        var person = new OptOutSpec { Number = "+33612345678", At = bench.Time.GetUtcNow().AddSeconds(1) };

        await RefusedAsync("invalid_value", () => bench.Account(Owner).OptInAsync(person));
    }

    [Fact]
    public async Task The_owner_of_the_list_reads_an_answer_to_a_shared_send_and_the_sender_a_rounded_total()
    {
        await using var bench = await OpenAsync();
        var owner = (await bench.Accounts.FindAsync(Owner, Token))!.Id;
        var recipient = (await bench.Accounts.FindAsync(Recipient, Token))!.Id;
        var shared = Message(bench, 900, "This is Anna", InboundKind.Message);
        var own = Message(bench, 901, "Hello", InboundKind.Message);
        await bench.Inbound.AddAsync(new([new(shared, []), new(own, [])], [], []), TimeSpan.Zero, Token);
        Assert.Empty(await bench.Account(Recipient).InboundAsync(null, 10));

        await bench.Inbound.ResolveAsync(
            [new(shared, recipient, owner, new(5), new(6)), new(own, recipient, default, default, default)], Token);

        Assert.Equal(["Hello"], (await bench.Account(Recipient).InboundAsync(null, 10)).Select(row => row.Text));
        Assert.Equal([("33612345678", "4512", "This is Anna", "message", 900)],
            (await bench.Account(Owner).InboundAsync(null, 10)).Select(row => (row.From, row.To, row.Text, row.Kind, row.No)));
        Assert.Equal("<300", (await bench.Account(Recipient).InboundOverSharesAsync())["message"]);
        Assert.Empty(await bench.Account(Stranger).InboundAsync(null, 10));
    }

    [Fact]
    public async Task Keywords_are_set_replaced_and_removed_and_none_takes_the_place_of_a_stop()
    {
        await using var bench = await OpenAsync();
        var account = bench.Account(Owner);
        await account.SetKeywordAsync("taco", "Tacos are 2 for 1 today");
        await account.SetKeywordAsync("Help", "Call 0800");
        await account.SetKeywordAsync("« TACO »", "No tacos");

        Assert.Equal([("HELP", "Call 0800"), ("TACO", "No tacos")],
            (await account.KeywordsAsync()).Select(one => (one.Word, one.Answer)));
        await account.SetKeywordAsync("taco", null);
        Assert.Equal(["HELP"], (await account.KeywordsAsync()).Select(one => one.Word));
        Assert.Empty(await bench.Account(Recipient).KeywordsAsync());
        foreach (var word in new[] { "unsubscribe", "stop all", "", "??", "remove me", new string('A', 31) })
            await RefusedAsync("invalid_value", () => account.SetKeywordAsync(word, "no"));
        await RefusedAsync("invalid_value", () => account.SetKeywordAsync("taco", " "));
        await RefusedAsync("invalid_value", () => account.SetKeywordAsync("taco", "See shop.example.com/tacos"));
        await RefusedAsync("invalid_value", () => account.SetSenderWordsOffAsync("4512", ["STOP"]));
        await account.SetSenderWordsOffAsync("4512", ["end", "Quit"]);
    }

    private static InboundMessage Message(ControlBench bench, long id, string text, InboundKind kind) =>
        new(new(id), new(1), "4512", 7, 8, kind, null, InboundMarks.None, default, null,
            InboundSeal.Seal(bench.Keys, new(id), "33612345678", text), At);
}
