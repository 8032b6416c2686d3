using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Test messages, and the numbers that they may go to.</summary>
public sealed class TestSendGrainTests
{
    private const string Number = "+33 6 99 00 00 01";

    [Fact]
    public async Task A_number_is_verified_by_the_code_that_it_was_sent()
    {
        await using var bench = await OpenAsync();
        var account = bench.Account(Owner);

        var sent = await account.AddOwnNumberAsync(Number, "Shop");
        var pending = Assert.Single(await account.OwnNumbersAsync());
        var code = await CodeAsync(bench, sent);
        await RefusedAsync("invalid_value", () => account.ConfirmOwnNumberAsync(Number, code == "000000" ? "000001" : "000000"));
        var verified = await account.ConfirmOwnNumberAsync(Number, $" {code} ");

        Assert.Equal(("+33699000001", "pending", 5), (pending.Number, pending.State, pending.TriesLeft));
        Assert.Equal(bench.Time.GetUtcNow().AddMinutes(10), pending.CodeUntil);
        Assert.Null(sent.Preview);
        Assert.Equal(("verified", 0), (verified.State, verified.TriesLeft));
        await RefusedAsync("already_exists", () => account.AddOwnNumberAsync(Number, "Shop"));
        Assert.Empty(await bench.Account(Recipient).OwnNumbersAsync());
    }

    [Fact]
    public async Task A_code_counts_for_ten_minutes_and_five_tries()
    {
        await using var bench = await OpenAsync();
        var account = bench.Account(Owner);
        var sent = await account.AddOwnNumberAsync(Number, "Shop");
        for (var i = 0; i < 5; i++)
            await RefusedAsync("invalid_value", () => account.ConfirmOwnNumberAsync(Number, "12345"));

        await RefusedAsync("wrong_state", async () => await account.ConfirmOwnNumberAsync(Number, await CodeAsync(bench, sent)));
        var again = await account.AddOwnNumberAsync(Number, "Shop");
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await RefusedAsync("wrong_state", async () => await account.ConfirmOwnNumberAsync(Number, await CodeAsync(bench, again)));
        await account.RemoveOwnNumberAsync(Number);
        await RefusedAsync("not_found", () => account.ConfirmOwnNumberAsync(Number, "12345"));
        await RefusedAsync("not_found", () => account.RemoveOwnNumberAsync(Number));
    }

    [Fact]
    public async Task A_test_goes_to_a_verified_number_alone_and_as_a_hidden_campaign()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "List", 33_610_000_000, 3);
        var campaign = await bench.Account(Owner).CreateCampaignAsync(Spec(list) with { MaxParts = 2 });
        await RefusedAsync("not_found", () => bench.Campaign(campaign).TestAsync(Owner, new() { Number = Number }));
        await bench.Account(Owner).VouchOwnNumberAsync(Number);

        var test = await bench.Campaign(campaign).TestAsync(
            Owner, new() { Number = "+33699000001", Sample = new Dictionary<string, string> { ["first_name"] = "Zoé" } });
        await bench.Planning.DrainedAsync();

        Assert.Equal("Hi Zoé", test.Preview!.Text);
        var carrier = (await bench.Campaigns.FindAsync(test.CampaignId, Token))!;
        Assert.Equal((TrafficClass.Transactional, "Hi {first_name|there}", "Shop", 2),
            (carrier.Class, carrier.Template, carrier.Sender, carrier.Terms.MaxParts));
        Assert.Equal(1, (await bench.LatestAsync(test.CampaignId)).Planned);
        Assert.Equal([campaign], (await bench.Account(Owner).CampaignsAsync()).Select(one => one.Id));
        Assert.Equal([list], (await bench.Account(Owner).OwnListsAsync()).Select(one => one.Id));
        Assert.Equal("draft", (await bench.Campaign(campaign).GetAsync(Owner)).State);
        await RefusedAsync("not_found", () => bench.Campaign(campaign).TestAsync(Recipient, new() { Number = Number }));
    }

    [Fact]
    public async Task Tests_and_codes_are_twenty_in_an_hour()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "List", 33_610_000_000, 3);
        var campaign = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        await bench.Account(Owner).VouchOwnNumberAsync(Number);
        await bench.Account(Owner).AddOwnNumberAsync("+33699000002", "Shop");
        for (var i = 1; i < TestSends.MostPerHour; i++)
            await bench.Campaign(campaign).TestAsync(Owner, new() { Number = Number });

        await RefusedAsync("overloaded", () => bench.Campaign(campaign).TestAsync(Owner, new() { Number = Number }));
        await RefusedAsync("overloaded", () => bench.Account(Owner).AddOwnNumberAsync("+33699000003", "Shop"));
        bench.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        Assert.NotNull((await bench.Campaign(campaign).TestAsync(Owner, new() { Number = Number })).Preview);
    }

    [Fact]
    public async Task An_account_has_twenty_own_numbers()
    {
        await using var bench = await OpenAsync();
        for (var i = 0; i < 20; i++)
            await bench.Account(Owner).VouchOwnNumberAsync($"+336990000{i:D2}");

        await RefusedAsync("overloaded", () => bench.Account(Owner).VouchOwnNumberAsync("+33699000100"));
        await bench.Account(Owner).VouchOwnNumberAsync("+33699000003");

        Assert.Equal(20, (await bench.Account(Owner).OwnNumbersAsync()).Count);
    }

    /// <summary>The code as the receiver reads it: the value of the hidden lead.</summary>
    private static async Task<string> CodeAsync(ControlBench bench, TestSendView sent)
    {
        var carrier = (await bench.Campaigns.FindAsync(sent.CampaignId, Token))!;
        var list = (await bench.Lists.FindAsync(carrier.Targets[0].List, Token))!;
        var lead = await bench.Service<LeadEditor>().FindAsync(list, 33_699_000_001, Token);
        return System.Text.Encoding.UTF8.GetString(new LeadView(0, lead!.Record.Span).Field(0));
    }
}
