using SmsWiser.Contracts.Ledger;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Ledger;

/// <summary>What operators and accounts ask of the account's grain, and what a paying account's plan looks like.</summary>
public sealed class BillingTests
{
    [Fact]
    public async Task An_account_is_unbilled_until_terms_are_agreed()
    {
        await using var bench = await OpenAsync();

        var before = await bench.Account(Owner).BalanceAsync();
        var after = await bench.Account(Owner).SetTermsAsync(new() { Kind = "invoiced", CreditLimitMicros = 5, LowBalanceMicros = 7 });

        Assert.Equal(("unbilled", 0L, 0L), (before.Kind, before.AvailableMicros, before.CreditLimitMicros));
        Assert.Equal(("invoiced", 0L, 5L), (after.Kind, after.AvailableMicros, after.CreditLimitMicros));
        await RefusedAsync("wrong_state", () => bench.Account(Recipient).TopUpAsync("pay", 1));
    }

    [Theory]
    [InlineData("gold", 0, 0, null)]
    [InlineData("prepaid", 1, 0, null)]
    [InlineData("invoiced", -1, 0, null)]
    [InlineData("prepaid", 0, -1, null)]
    [InlineData("prepaid", 0, 0, Owner)]
    public async Task Terms_that_make_no_sense_are_refused(string kind, long limit, long low, string? parent)
    {
        await using var bench = await OpenAsync();

        await RefusedAsync("invalid_value", () => bench.Account(Owner).SetTermsAsync(
            new() { Kind = kind, CreditLimitMicros = limit, LowBalanceMicros = low, ParentClientId = parent }));
    }

    [Fact]
    public async Task A_payment_counts_once_and_the_statement_says_what_it_was()
    {
        await using var bench = await PrepaidAsync();

        await bench.Account(Owner).TopUpAsync("invoice 7", 2_500_000);
        await bench.Account(Owner).TopUpAsync("invoice 7", 2_500_000);
        var balance = await bench.Account(Owner).AdjustAsync("ticket 1", -500_000, "double payment");

        Assert.Equal(2_000_000, balance.AvailableMicros);
        Assert.Equal([("adjust", -500_000L, "correction: double payment"), ("top_up", 2_500_000, "payment invoice 7")],
            (await bench.Account(Owner).StatementAsync(0, 10)).Select(line => (line.Kind, line.ChangeMicros, line.Text)));
        await RefusedAsync("already_exists", () => bench.Account(Owner).TopUpAsync("invoice 7", 2));
        await RefusedAsync("insufficient_credit", () => bench.Account(Owner).AdjustAsync("ticket 2", -2_000_001, "mistake"));
        await RefusedAsync("invalid_value", () => bench.Account(Owner).TopUpAsync("invoice 8", 0));
        await RefusedAsync("invalid_value", () => bench.Account(Owner).TopUpAsync("", 1));
        await RefusedAsync("invalid_value", () => bench.Account(Owner).AdjustAsync("ticket 3", long.MinValue, "mistake"));
        await RefusedAsync("invalid_value", () => bench.Account(Owner).StatementAsync(0, 501));
    }

    [Fact]
    public async Task A_suspended_parent_starts_nothing_and_pauses_what_its_children_send_until_it_is_lifted()
    {
        await using var bench = await OpenAsync();
        await bench.Account(Recipient).SetTermsAsync(new() { Kind = "unbilled", ParentClientId = Owner });
        var list = await bench.AddListAsync(Recipient, "All", 33_600_000_000, 300);
        var (id, sendout) = await bench.RunAsync(Recipient, Spec(list));
        var other = await bench.Account(Recipient).CreateCampaignAsync(Spec(list));

        await bench.Account(Owner).SuspendAsync("spam");

        var balance = await bench.Account(Recipient).BalanceAsync();
        Assert.Equal(("spam", true), (balance.Suspended, balance.SuspendedAbove));
        var view = await bench.Campaign(id).GetAsync(Recipient);
        Assert.Equal(("paused", "suspended"), (view.State, view.PauseReason));
        await RefusedAsync("suspended", () => bench.Campaign(other).StartAsync(Recipient));

        await bench.Account(Owner).LiftAsync();

        Assert.Equal("sending", (await bench.Campaign(id).GetAsync(Recipient)).State);
        Assert.Equal([$"start {sendout.Id.Value}", $"pause {sendout.Id.Value}", $"resume {sendout.Id.Value}"], bench.Commands);
        await RefusedAsync("invalid_value", () => bench.Account(Owner).SuspendAsync("mood"));
    }

    [Fact]
    public async Task A_sweep_suspends_what_is_overdue()
    {
        await using var bench = await OpenAsync();
        var due = bench.Time.GetUtcNow().AddDays(30);
        await bench.Account(Owner).SetTermsAsync(new() { Kind = "invoiced", CreditLimitMicros = 900, DueAt = due });
        await bench.Account(Owner).AdjustAsync("old system", -500, "debt of the old system");

        await bench.Service<Engine.Ledger.LedgerSweep>().SweepAsync();
        Assert.Null((await bench.Account(Owner).BalanceAsync()).Suspended);
        bench.Time.Advance(TimeSpan.FromDays(30));
        await bench.Service<Engine.Ledger.LedgerSweep>().SweepAsync();

        Assert.Equal("unpaid", (await bench.Account(Owner).BalanceAsync()).Suspended);
    }

    [Fact]
    public async Task A_paying_accounts_chunks_carry_the_price_and_the_parts_of_their_longest_text()
    {
        await using var bench = await PrepaidAsync();
        await bench.Ledger.SetPricesAsync([new(new(1), "", DateTimeOffset.UnixEpoch, 40_000)], Token);
        var list = await bench.AddListAsync(Owner, "All", Enumerable.Range(0, 600)
            .Select(i => (33_600_000_000 + (ulong)i, i == 599 ? new string('x', 200) : "Anna", "Lyon", i)));

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list));

        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.All(chunks, chunk => Assert.Equal(40_000, chunk.PriceMicros));
        Assert.Equal([1, 1, 2], chunks.Select(chunk => chunk.MaxParts).Order());
    }

    [Fact]
    public async Task A_paying_account_is_refused_a_plan_over_a_carrier_without_a_price()
    {
        await using var bench = await PrepaidAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 3);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list));

        Assert.Equal((SendoutState.Failed, "carrier of a route has no price for all numbers; ask the operator of the platform to set one"),
            (sendout.State, sendout.Error));
        Assert.Empty(bench.Dispatch.Planned(sendout.Id));
    }

    [Fact]
    public async Task Prices_are_checked_and_listed()
    {
        await using var bench = await OpenAsync();
        var prices = bench.Service<Engine.Ledger.CarrierPrices>();
        var carrier = new CarrierId(1);

        await prices.SetAsync(carrier, [new() { Prefix = "33", Micros = 40_000 }, new() { Prefix = "", Micros = 90_000 }]);

        Assert.Equal([("", 90_000L), ("33", 40_000)],
            (await prices.ListAsync(carrier)).Select(price => (price.Prefix, price.Micros)).Order());
        Assert.Empty(await prices.ListAsync(new(2)));
        await RefusedAsync("invalid_value", () => prices.SetAsync(carrier, []));
        await RefusedAsync("invalid_value", () => prices.SetAsync(carrier, [new PriceSpec { Prefix = "+33", Micros = 1 }]));
        await RefusedAsync("invalid_value", () => prices.SetAsync(carrier, [new PriceSpec { Prefix = "33", Micros = 0 }]));
        await RefusedAsync("invalid_value", () => prices.SetAsync(carrier, [new PriceSpec { Prefix = "33", Micros = 1_000_000_001 }]));
    }

    private static async Task<ControlBench> PrepaidAsync()
    {
        var bench = await OpenAsync();
        await bench.Account(Owner).SetTermsAsync(new TermsSpec { Kind = "prepaid" });
        return bench;
    }
}
