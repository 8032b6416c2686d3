using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Ledger.PaidRoad;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>Payments, terms, prices and suspensions in the store, and what its audit finds.</summary>
public sealed class LedgerStoreTests
{
    [Fact]
    public async Task The_same_payment_twice_is_one_and_another_amount_under_its_id_is_refused()
    {
        await using var road = await OpenAsync(0);

        Assert.Equal(PostResult.Posted, await road.Ledger.PostAsync(Payment("a", 500), None));
        Assert.Equal(PostResult.Repeated, await road.Ledger.PostAsync(Payment("a", 500) with { At = Now.AddDays(1) }, None));
        Assert.Equal(PostResult.OtherContent, await road.Ledger.PostAsync(Payment("a", 501), None));

        Assert.Equal((500L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task A_correction_takes_no_more_than_there_is_and_a_repeated_one_is_known_when_nothing_is_left()
    {
        await using var road = await OpenAsync(500);

        Assert.Equal(PostResult.Insufficient, await road.Ledger.PostAsync(Taking("b", 501), None));
        Assert.Equal(PostResult.Posted, await road.Ledger.PostAsync(Taking("c", 500), None));
        Assert.Equal(PostResult.Repeated, await road.Ledger.PostAsync(Taking("c", 500), None));
        Assert.Equal(PostResult.OtherContent, await road.Ledger.PostAsync(Taking("c", 400), None));

        Assert.Equal((0L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task Terms_are_kept_and_a_parent_below_its_child_is_refused()
    {
        await using var road = await OpenAsync(0);
        var terms = new AccountTerms(Road.Owner, AccountKind.Invoiced, Road.Sender, 9_000, Now.AddDays(30), 700);

        await road.AgreeAsync(terms);

        Assert.Equal(terms with { LowSince = Now }, await road.Ledger.TermsAsync(Road.Owner, None));
        Assert.Equal(AccountTerms.Unbilled(Road.Other), await road.Ledger.TermsAsync(Road.Other, None));
        Assert.Equal(TermsResult.Circle, await road.Ledger.SetTermsAsync(
            new(Road.Sender, AccountKind.Prepaid, Road.Owner, 0, null, 0), Now, None));
        Assert.Equal(TermsResult.Circle, await road.Ledger.SetTermsAsync(
            new(Road.Other, AccountKind.Prepaid, Road.Other, 0, null, 0), Now, None));
    }

    [Fact]
    public async Task The_kind_changes_only_when_nothing_is_under_way_and_no_balance_is_left()
    {
        await using var road = await OpenAsync(1_000_000);
        var unbilled = AccountTerms.Unbilled(Road.Sender);

        Assert.Equal(TermsResult.InUse, await road.Ledger.SetTermsAsync(unbilled, Now, None));
        await road.Ledger.PostAsync(Taking("all", 1_000_000), None);
        await road.Road.PlanAsync(Chunk(0, 1));
        Assert.Equal(TermsResult.InUse, await road.Ledger.SetTermsAsync(unbilled, Now, None));
        await road.ChangeAsync(SendoutState.Paused, SendoutState.Cancelled);

        Assert.Equal(TermsResult.Stored, await road.Ledger.SetTermsAsync(unbilled, Now, None));
    }

    [Fact]
    public async Task The_latest_price_that_has_come_is_valid()
    {
        await using var road = await OpenAsync(0);
        await road.Ledger.SetPricesAsync(
            [new(new(1), "33", Now, 5), new(new(1), "33", Now.AddDays(1), 6), new(new(1), "336", Now.AddDays(2), 7)], None);
        await road.Ledger.SetPricesAsync([new(new(1), "33", Now.AddDays(1), 8)], None);

        Assert.Empty(await road.Ledger.ListPricesAsync(Now.AddMilliseconds(-1), None));
        Assert.Equal([5], (await road.Ledger.ListPricesAsync(Now, None)).Select(price => price.Micros));
        Assert.Equal([8L, 7], (await road.Ledger.ListPricesAsync(Now.AddDays(2), None)).Select(price => price.Micros));
    }

    [Fact]
    public async Task A_low_balance_is_noted_when_it_comes_and_forgotten_when_it_goes()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.AgreeAsync(new(Road.Sender, AccountKind.Prepaid, default, 0, null, 900_000));
        Assert.Null((await road.Ledger.TermsAsync(Road.Sender, None)).LowSince);

        await road.Road.PlanAsync(Chunk(0, 3));
        Assert.Equal(Now, (await road.Ledger.TermsAsync(Road.Sender, None)).LowSince);
        await road.PayAsync(50_000);

        Assert.Null((await road.Ledger.TermsAsync(Road.Sender, None)).LowSince);
    }

    [Fact]
    public async Task Suspending_a_parent_pauses_what_its_children_send_and_lifting_lets_it_go_on()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.AgreeAsync(new(Road.Owner, AccountKind.Prepaid, default, 0, null, 0));
        await road.AgreeAsync(new(Road.Other, AccountKind.Prepaid, Road.Owner, 0, null, 0));
        await road.AgreeAsync(new(Road.Sender, AccountKind.Prepaid, Road.Other, 0, null, 0));
        await road.Road.PlanAsync(Chunk(0, 3));

        Assert.Equal([Road.Sendout], await road.Ledger.SuspendAsync(Road.Owner, SuspensionReason.Spam, Now, None));
        var balance = await road.Ledger.BalanceAsync(Road.Sender, None);
        Assert.Equal((Road.Owner, SuspensionReason.Spam), (balance.SuspendedBy, balance.Suspended));
        Assert.Empty(await road.Road.ClaimAsync());
        var refused = (await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending))!;
        Assert.Equal((SendoutState.Paused, PauseReason.Suspended), (refused.State, refused.PauseReason));

        await road.Ledger.LiftAsync(Road.Owner, None);
        Assert.Equal([Road.Sendout], await road.Ledger.ListHeldBackAsync(Road.Owner, None));
        Assert.Equal(SendoutState.Sending, (await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending))!.State);
        Assert.Equal([0], await road.Road.ClaimAsync());
    }

    [Fact]
    public async Task A_plan_that_ends_under_a_suspension_is_paused()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.Ledger.SuspendAsync(Road.Sender, SuspensionReason.Operator, Now, None);

        var sendout = await road.Road.PlanAsync(Chunk(0, 3));

        Assert.Equal((SendoutState.Paused, PauseReason.Suspended), (sendout.State, sendout.PauseReason));
        Assert.Equal((1_000_000L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task Unpaid_are_accounts_overdue_and_over_their_limit_and_paying_ends_their_suspension()
    {
        await using var road = await OpenAsync(0);
        await road.AgreeAsync(new(Road.Sender, AccountKind.Invoiced, default, 200_000, Now.AddDays(1), 0));
        await road.Road.PlanAsync(Chunk(0, 3));

        Assert.Empty(await road.Ledger.ListUnpaidAsync(Now.AddDays(1).AddMilliseconds(-1), None));
        Assert.Equal([Road.Sender], await road.Ledger.ListUnpaidAsync(Now.AddDays(1), None));
        await road.AgreeAsync(new(Road.Sender, AccountKind.Invoiced, default, 100_000, null, 0));
        Assert.Equal([Road.Sender], await road.Ledger.ListUnpaidAsync(Now, None));
        await road.Ledger.SuspendAsync(Road.Sender, SuspensionReason.Unpaid, Now, None);
        Assert.Empty(await road.Ledger.ListUnpaidAsync(Now, None));

        await road.PayAsync(149_999);
        Assert.Equal(SuspensionReason.Unpaid, (await road.Ledger.BalanceAsync(Road.Sender, None)).Suspended);
        await road.PayAsync(1);
        Assert.Equal(SuspensionReason.None, (await road.Ledger.BalanceAsync(Road.Sender, None)).Suspended);
    }

    [Fact]
    public async Task Paying_a_debt_clears_its_due_date_and_a_payment_without_a_debt_does_not()
    {
        await using var road = await OpenAsync(0);
        await road.AgreeAsync(new(Road.Sender, AccountKind.Invoiced, default, 200_000, Now.AddDays(1), 0));
        await road.PayAsync(100_000);
        await road.Road.PlanAsync(Chunk(0, 3));

        await road.PayAsync(49_999);
        Assert.Equal(Now.AddDays(1), (await road.Ledger.TermsAsync(Road.Sender, None)).DueAt);
        await road.PayAsync(1);

        Assert.Null((await road.Ledger.TermsAsync(Road.Sender, None)).DueAt);
    }

    [Fact]
    public async Task Paying_does_not_end_a_suspension_for_spam()
    {
        await using var road = await OpenAsync(0);
        await road.Ledger.SuspendAsync(Road.Sender, SuspensionReason.Spam, Now, None);

        await road.PayAsync(500);

        Assert.Equal(SuspensionReason.Spam, (await road.Ledger.BalanceAsync(Road.Sender, None)).Suspended);
    }

    [Theory]
    [InlineData("update ledger_account set balance = balance + 1 where kind = 1", "the balances add up to 1, not to 0")]
    [InlineData("update ledger_account set balance = balance + case kind when 1 then 1 else -1 end where kind in (1, 5)",
        "Bank of account 0 is -1000001; its transfers come to -1000000")]
    [InlineData("update hold set settled = settled + 50000",
        "Revenue of account 0 is 100000; its transfers come to 50000")]
    [InlineData("update transfer set amount = 40000 where kind = 4", "Revenue of account 0 is 50000; its transfers come to 40000")]
    [InlineData("update chunk set price = 60000", "sendout 30 brought in 50000; the accepted parts of its journal come to 60000")]
    [InlineData("update hold set settled = 0, unknown = 50000; update transfer set kind = 5, credit = 4 where kind = 4",
        "sendout 30 brought in 0; the accepted parts of its journal come to 50000")]
    public async Task An_audit_names_the_first_difference(string damage, string found)
    {
        var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3);
        await road.Road.PlanAsync(chunk);
        await road.FlushAsync(Step.Accepted(chunk, 0));
        await road.AuditAsync();

        await road.Store.Main.WriteAsync(
            WriteLane.Bulk,
            db =>
            {
                db.ExecuteScript(damage);
                return 0;
            },
            None);

        Assert.Equal(found, await road.Store.Audit.RunAsync(None));
        await road.Road.DisposeAsync();
    }

    private static Transfer Taking(string id, long amount) =>
        new(TransferKey.OfRequest(Road.Sender, TransferKind.Adjust, id), TransferKind.Adjust, Road.Sender, LedgerKind.Available,
            LedgerKind.Adjustment, amount, Now) { Reference = "mistake" };
}
