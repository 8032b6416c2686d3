using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Ledger.PaidRoad;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>What holds for money whatever happens in whatever order: random runs over the real store, one seed a case; with SMSWISER_LONG
/// set, many more.</summary>
public sealed class LedgerPropertyTests
{
    private const int Steps = 120;

    public static TheoryData<int> Seeds { get; } =
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("SMSWISER_LONG") is null ? 12 : 1_000)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Books_balance_at_every_step_and_in_the_end_each_accepted_part_was_paid_once(int seed)
    {
        await using var run = await RandomRun.OpenAsync(seed);

        for (var step = 0; step < Steps; step++)
        {
            var what = await run.StepAsync();
            Assert.True(await run.Road.Store.Audit.RunAsync(None) is var difference && difference is null,
                $"seed {seed}, step {step}, {what}: {difference}");
        }
        await run.EndAsync();

        Assert.Null(await run.Road.Store.Audit.RunAsync(None));
        Assert.Equal((run.Paid - run.Earned, 0L, 0L), await run.Road.BalanceAsync());
        Assert.True(run.Accepted > 0, $"seed {seed} accepted no part: it tells nothing");
        var holds = await run.Road.Ledger.HoldsAsync(Road.Sender, 0, 500, None);
        Assert.All(holds, entry => Assert.Equal(
            (HoldState.Done, 0L, 0L), (entry.Hold.State, entry.Hold.OpenMicros, entry.Hold.UnknownMicros)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_order_of_answers_late_evidence_and_the_release_does_not_change_the_balance(int seed)
    {
        var random = new Random(seed);
        await using var road = await OpenAsync(1_000_000);
        var (first, second) = (Chunk(0, 4), Chunk(1, 3, price: 20_000));
        await road.Road.PlanAsync(first, second);
        // Each row is what happens to one lead, in its own order; the rows are interleaved at random.
        var rows = new List<Queue<Step>>
        {
            new([Step.Accepted(first, 0)]),
            new([Step.Unknown(first, 1), Step.Late(first, 1, accepted: true)]),
            new([Step.Unknown(first, 2), Step.Late(first, 2, accepted: false)]),
            new([Step.Rejected(first, 3)]),
            new([Step.Unknown(second, 0), Step.Late(second, 0, accepted: true)]),
            new([Step.Unknown(second, 1)]),
            new([Step.Accepted(second, 2)]),
        };

        while (rows.Count > 0)
        {
            var flush = new List<Step>();
            for (var size = random.Next(1, 4); size > 0 && rows.Count > 0; size--)
            {
                var row = rows[random.Next(rows.Count)];
                flush.Add(row.Dequeue());
                rows.RemoveAll(one => one.Count == 0);
            }
            Assert.True(await road.FlushAsync([.. flush]));
        }

        // Charged: two parts at 50,000 and two at 20,000; one of 20,000 is unknown.
        Assert.Equal((840_000L, 0L, 20_000L), await road.BalanceAsync());
        await road.Ledger.SweepAsync(new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(72)), Now.AddHours(73), None);
        Assert.Equal((860_000L, 0L, 0L), await road.BalanceAsync());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_hold_gives_each_unit_away_once_whatever_is_asked_of_it(int seed)
    {
        var random = new Random(seed);
        var hold = new Hold(new(1), new(2), random.Next(1, 2_000), 0, 0, 0, 1, HoldState.Open, Now);
        var postings = new List<Posting>();

        for (var step = 0; step < 40; step++)
        {
            var before = hold;
            hold = random.Next(6) switch
            {
                0 => hold.Close(postings),
                1 => hold.GiveUp(postings),
                _ => hold.Settle(
                    new(hold.Sendout, random.Next(1, 9), random.Next(9), random.Next(9), random.Next(9), random.Next(9)), postings),
            };
            Assert.True(hold is { OpenMicros: >= 0, SettledMicros: >= 0, UnknownMicros: >= 0, ReleasedMicros: >= 0 }, $"{hold}");
            Assert.True(hold.SettledMicros >= before.SettledMicros && hold.ReleasedMicros >= before.ReleasedMicros, $"{before} to {hold}");
            Assert.True(hold.State == HoldState.Open || hold.OpenMicros == 0, $"{hold}");
        }

        Assert.All(postings, posting => Assert.True(posting.AmountMicros > 0 && posting.Debit != posting.Credit, $"{posting}"));
        Assert.Equal(hold.AmountMicros - hold.OpenMicros - hold.UnknownMicros, Net(LedgerKind.Available) + Net(LedgerKind.Revenue)
            + Net(LedgerKind.WriteOff));
        Assert.Equal((hold.OpenMicros - hold.AmountMicros, hold.UnknownMicros), (Net(LedgerKind.Held), Net(LedgerKind.Suspense)));

        long Net(LedgerKind kind) => postings.Sum(posting =>
            posting.Credit == kind ? posting.AmountMicros : posting.Debit == kind ? -posting.AmountMicros : 0);
    }

    [Fact]
    public async Task A_flush_that_fails_halfway_charges_nothing_and_charges_once_when_it_is_repeated()
    {
        await using var road = await OpenAsync(1_000_000);
        var chunk = Chunk(0, 3);
        await road.Road.PlanAsync(chunk);
        var good = NewFlush(1, Step.Accepted(chunk, 0));
        var broken = good with { Charges = [.. good.Charges, new(new(999), 1, 1, 0, 0, 0)] };

        await Assert.ThrowsAsync<InvalidOperationException>(() => road.Store.Dispatch.CommitFlushAsync(broken, None));
        Assert.Equal((850_000L, 150_000L, 0L), await road.BalanceAsync());
        Assert.True(await road.Store.Dispatch.CommitFlushAsync(good, None));
        Assert.False(await road.Store.Dispatch.CommitFlushAsync(good, None));

        Assert.Equal((850_000L, 100_000L, 0L), await road.BalanceAsync());
    }
}
