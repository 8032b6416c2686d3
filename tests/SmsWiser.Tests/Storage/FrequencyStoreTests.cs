using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class FrequencyStoreTests
{
    private static readonly byte[] Keys = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];

    [Fact]
    public async Task A_cap_is_kept_replaced_and_removed()
    {
        await using var store = await OpenAsync();
        await store.Frequency.SetCapAsync(new(0), new(1, 5), None);
        await store.Frequency.SetCapAsync(new(3), new(2, 0), None);
        await store.Frequency.SetCapAsync(new(3), new(0, 7), None);

        Assert.Equal(
            [(0L, new FrequencyCap(1, 5)), (3L, new(0, 7))],
            (await store.Frequency.ListCapsAsync(None)).OrderBy(cap => cap.Key.Value).Select(cap => (cap.Key.Value, cap.Value)));
        await store.Frequency.SetCapAsync(new(0), default, None);
        Assert.Equal(new AccountId(3), Assert.Single(await store.Frequency.ListCapsAsync(None)).Key);
    }

    [Fact]
    public async Task Runs_come_with_their_flush_once()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        var frequency = road.Store.Frequency;
        Assert.Equal(default, await frequency.FindMarkAsync(None));
        var flush = Road.NewFlush(1, 2, Road.Own) with { Runs = [new(1, 100, new(2), Keys), new(2, 101, new(3), Keys)] };

        Assert.True(await road.Store.Dispatch.CommitFlushAsync(flush, None));
        Assert.False(await road.Store.Dispatch.CommitFlushAsync(flush, None));
        Assert.True(await road.Store.Dispatch.CommitFlushAsync(Road.NewFlush(2, 1, Road.Own), None));

        var first = (await road.Store.Dispatch.ReadJournalAsync(0, 1, None))[0];
        Assert.Equal(new(2, first.Id), await frequency.FindMarkAsync(None));
        var runs = await frequency.ReadRunsAsync(null, 0, 0, 10, None);
        Assert.Equal([(1L, 100, 2L), (2L, 101, 3L)], runs.Select(run => (run.No, run.Day, run.Account.Value)));
        Assert.All(runs, run => Assert.Equal(Keys, run.Keys.ToArray()));
    }

    [Fact]
    public async Task Runs_are_read_by_account_day_and_number_and_old_ones_are_dropped_but_the_last()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        var frequency = road.Store.Frequency;
        await road.Store.Dispatch.CommitFlushAsync(
            Road.NewFlush(1, 1, Road.Own) with
            {
                Runs = [.. Enumerable.Range(1, 6).Select(no => new FrequencyRun(no, 100 + no, new(no % 2), Keys))],
            },
            None);

        Assert.Equal([3L, 5L], (await frequency.ReadRunsAsync(new(1), 102, 0, 10, None)).Select(run => run.No));
        Assert.Equal([3L, 4L], (await frequency.ReadRunsAsync(null, 0, 2, 2, None)).Select(run => run.No));
        Assert.Equal(2, await frequency.DropRunsAsync(104, 2, None));
        Assert.Equal(1, await frequency.DropRunsAsync(104, 2, None));
        Assert.Equal(2, await frequency.DropRunsAsync(1_000, 10, None));
        Assert.Equal([6L], (await frequency.ReadRunsAsync(null, 0, 0, 10, None)).Select(run => run.No));
    }
}
