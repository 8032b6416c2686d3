using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Ledger.PaidRoad;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>A sendout's way from hold to settlement to release, in the transactions of the store.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task A_plan_holds_the_price_of_the_most_parts_of_every_open_lead()
    {
        await using var road = await OpenAsync(1_000_000);

        var sendout = await road.Road.PlanAsync(Chunk(0, 3, maxParts: 2), Chunk(1, 4, price: 10_000), Road.Chunk(2, 5, Road.NoRoute));

        Assert.Equal(SendoutState.Sending, sendout.State);
        Assert.Equal((660_000L, 340_000L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task A_balance_that_does_not_suffice_pauses_the_planned_sendout_and_holds_nothing()
    {
        await using var road = await OpenAsync(149_999);

        var sendout = await road.Road.PlanAsync(Chunk(0, 3));

        Assert.Equal((SendoutState.Paused, PauseReason.NoCredit), (sendout.State, sendout.PauseReason));
        Assert.Equal((149_999L, 0L, 0L), await road.BalanceAsync());
        Assert.Equal([Road.Sendout], await road.Ledger.ListHeldBackAsync(Road.Sender, None));
        Assert.Empty(await road.Road.ClaimAsync());
    }

    [Fact]
    public async Task Resuming_holds_what_was_not_held_and_stays_paused_while_it_does_not_suffice()
    {
        await using var road = await OpenAsync(100_000);
        await road.Road.PlanAsync(Chunk(0, 3));

        var early = (await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending))!;
        await road.PayAsync(50_000);
        var resumed = (await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending))!;

        Assert.Equal((SendoutState.Paused, PauseReason.NoCredit), (early.State, early.PauseReason));
        Assert.Equal(SendoutState.Sending, resumed.State);
        Assert.Equal((0L, 150_000L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task Pausing_and_resuming_by_a_person_holds_once()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.Road.PlanAsync(Chunk(0, 3));

        await road.ChangeAsync(SendoutState.Sending, SendoutState.Paused);
        await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending);

        Assert.Equal((850_000L, 150_000L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task A_persons_pause_outlasts_a_top_up()
    {
        await using var road = await OpenAsync(0);
        await road.Road.PlanAsync(Chunk(0, 3));

        Assert.Null(await road.ChangeAsync(SendoutState.Sending, SendoutState.Paused));
        await road.PayAsync(1_000_000);

        Assert.Empty(await road.Ledger.ListHeldBackAsync(Road.Sender, None));
    }

    [Fact]
    public async Task Accepted_parts_are_charged_and_the_rest_goes_back_when_the_sendout_ends()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3, maxParts: 2);
        await road.Road.PlanAsync(chunk);

        await road.FlushAsync(Step.Accepted(chunk, 0), Step.Rejected(chunk, 1));
        Assert.Equal((700_000L, 250_000L, 0L), await road.BalanceAsync());
        await road.FlushAsync(Step.Accepted(chunk, 2));

        Assert.Equal((900_000L, 0L, 0L), await road.BalanceAsync());
        Assert.Equal((100_000L, 200_000L, HoldState.Done), Of(await road.HoldAsync()));
    }

    [Fact]
    public async Task A_repeated_flush_charges_nothing()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3);
        await road.Road.PlanAsync(chunk);

        Assert.True(await road.FlushAsync(7, Step.Accepted(chunk, 0)));
        Assert.False(await road.FlushAsync(7, Step.Accepted(chunk, 0)));

        Assert.Equal((850_000L, 100_000L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task Unknown_parts_wait_in_suspense_until_they_are_charged_refused_or_given_back_after_72_hours()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3);
        await road.Road.PlanAsync(chunk);

        await road.FlushAsync(Step.Unknown(chunk, 0), Step.Unknown(chunk, 1), Step.Unknown(chunk, 2));
        Assert.Equal((850_000L, 0L, 150_000L), await road.BalanceAsync());
        await road.FlushAsync(Step.Late(chunk, 0, accepted: true));
        Assert.Equal((850_000L, 0L, 100_000L), await road.BalanceAsync());
        await road.FlushAsync(Step.Late(chunk, 1, accepted: false));
        Assert.Equal((900_000L, 0L, 50_000L), await road.BalanceAsync());
        Assert.Equal(0, await SweepAsync(road, TimeSpan.FromHours(72) - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(1, await SweepAsync(road, TimeSpan.FromHours(72)));

        Assert.Equal((950_000L, 0L, 0L), await road.BalanceAsync());
        Assert.Equal((50_000L, 100_000L, HoldState.Done), Of(await road.HoldAsync()));
    }

    [Fact]
    public async Task Evidence_after_the_return_is_written_off_and_not_taken_from_the_account()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 1);
        await road.Road.PlanAsync(chunk);
        await road.FlushAsync(Step.Unknown(chunk, 0));
        await SweepAsync(road, TimeSpan.FromHours(72));

        await road.FlushAsync(Step.Late(chunk, 0, accepted: true));

        Assert.Equal((1_000_000L, 0L, 0L), await road.BalanceAsync());
        Assert.Contains((await road.Ledger.HoldsAsync(Road.Sender, 0, 1, None)).Single().Charges,
            charge => charge == new ChargeSum(TransferKind.WriteOff, PartPrice, 1, PartPrice));
    }

    [Fact]
    public async Task Cancelling_gives_back_at_once_what_no_part_on_the_wire_can_cost()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.Road.PlanAsync(Chunk(0, 3), Chunk(1, 4));

        await road.ChangeAsync(SendoutState.Sending, SendoutState.Cancelled);

        Assert.Equal((1_000_000L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task After_a_cancel_of_texts_of_several_parts_the_rest_goes_back_once_a_part_on_the_wire_must_have_been_answered()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3, maxParts: 2);
        await road.Road.PlanAsync(chunk);

        await road.ChangeAsync(SendoutState.Sending, SendoutState.Cancelled);
        Assert.Equal((700_000L, 300_000L, 0L), await road.BalanceAsync());
        await road.FlushAsync(new Step(chunk, 0, Core.Dispatch.EntryState.Accepted));
        Assert.Equal(0, await SweepAsync(road, TimeSpan.FromSeconds(59)));
        Assert.Equal(1, await SweepAsync(road, TimeSpan.FromSeconds(60)));

        Assert.Equal((950_000L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task A_stopped_share_gives_its_credits_back()
    {
        await using var road = await OpenAsync(1_000_000);
        await road.Road.ShareAsync(Road.Grant);
        await road.Road.PlanAsync(Chunk(0, 3, grant: Road.Grant));

        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);
        await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None);

        Assert.Equal((1_000_000L, 0L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task An_unbilled_account_holds_nothing()
    {
        await using var road = await OpenAsync(0);
        await road.AgreeAsync(AccountTerms.Unbilled(Road.Sender));
        var chunk = Road.Chunk(0, 3);

        var sendout = await road.Road.PlanAsync(chunk);
        await road.FlushAsync(Step.Accepted(chunk, 0));

        Assert.Equal(SendoutState.Sending, sendout.State);
        Assert.Empty(await road.Ledger.HoldsAsync(Road.Sender, 0, 10, None));
    }

    [Fact]
    public async Task An_invoiced_account_sends_up_to_its_limit()
    {
        await using var road = await OpenAsync(0);
        await road.AgreeAsync(new(Road.Sender, AccountKind.Invoiced, default, 149_999, null, 0));

        var sendout = await road.Road.PlanAsync(Chunk(0, 3));
        await road.AgreeAsync(new(Road.Sender, AccountKind.Invoiced, default, 150_000, null, 0));
        var resumed = await road.ChangeAsync(SendoutState.Paused, SendoutState.Sending);

        Assert.Equal(SendoutState.Paused, sendout.State);
        Assert.Equal(SendoutState.Sending, resumed!.State);
        Assert.Equal((-150_000L, 150_000L, 0L), await road.BalanceAsync());
    }

    [Fact]
    public async Task A_release_says_what_was_charged()
    {
        await using var road = await OpenAsync(1_000_000);
        var (dear, cheap) = (Chunk(0, 2), Chunk(1, 2, price: 10_000));
        await road.Road.PlanAsync(dear, cheap);
        await road.FlushAsync(Step.Accepted(dear, 0), Step.Accepted(dear, 1), Step.Accepted(cheap, 0), Step.Rejected(cheap, 1));

        var statement = await road.Ledger.StatementAsync(Road.Sender, 0, 10, None);

        Assert.Equal([(TransferKind.Release, 10_000L), (TransferKind.Hold, -120_000), (TransferKind.TopUp, 1_000_000)],
            statement.Select(entry => (entry.Transfer.Kind, entry.ChangeMicros)));
        Assert.Equal([new(TransferKind.Charge, 10_000, 1, 10_000), new(TransferKind.Charge, PartPrice, 2, 100_000)], statement[0].Charges);
        Assert.Equal("Spring", statement[0].Campaign!.Name);
        Assert.Equal([TransferKind.Hold], (await road.Ledger.StatementAsync(Road.Sender, 1, 1, None)).Select(entry => entry.Transfer.Kind));
    }

    private static (long Settled, long Released, HoldState State) Of(Hold hold) =>
        (hold.SettledMicros, hold.ReleasedMicros, hold.State);

    private static Task<int> SweepAsync(PaidRoad road, TimeSpan later) =>
        road.Ledger.SweepAsync(new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(72)), Now + later, None);
}
