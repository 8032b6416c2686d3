using System.Diagnostics;
using System.Threading.Channels;
using SmsWiser.Core.Time;

namespace SmsWiser.Storage.Sqlite;

/// <summary>The only place that writes to a database file: one loop, one connection, lanes in the order of <see cref="WriteLane"/>.
/// <see cref="RunAsync"/> from any thread.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly Database database;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly TagList[] tags;
    private readonly Channel<WorkItem>[] lanes;
    // Synchronous continuations: a loop without a context of its own (simulation, tests) then runs inside the call that brings work.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            AllowSynchronousContinuations = true,
        });
    private readonly Task loop;

    public Writer(Database database, string name, ILoops loops, TimeProvider time, int queuedPerLane)
    {
        this.database = database;
        this.name = name;
        this.time = time;
        tags = [.. Enum.GetValues<WriteLane>().Select(lane => new TagList
        {
            { "file", name.ToLowerInvariant() }, { "lane", lane.ToString().ToLowerInvariant() },
        })];
        var bound = new BoundedChannelOptions(queuedPerLane) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true };
        lanes = new Channel<WorkItem>[(int)WriteLane.Bulk + 1];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = Channel.CreateBounded<WorkItem>(bound);
        loop = loops.Start($"store writer {name}", LoopAsync);
    }

    /// <summary>Ends with the loop.</summary>
    public Task Completion => loop;

    /// <summary>Runs <paramref name="work"/> when its turn comes. A full lane makes the caller wait; work that has started is not
    /// cancelled.</summary>
    /// <exception cref="ObjectDisposedException">The store is closing.</exception>
    public async Task<T> RunAsync<T>(WriteLane lane, Func<Database, T> work, CancellationToken cancellation)
    {
        var item = new WorkItem<T>(work, time.GetTimestamp(), cancellation);
        try
        {
            await lanes[(int)lane].Writer.WriteAsync(item, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(name, $"the store's {name} is closing");
        }
        wake.Writer.TryWrite(true);
        return await item.Completion;
    }

    /// <summary>Refuses new work, finishes what waits, ends the loop. The connection stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
            lane.Writer.TryComplete();
        wake.Writer.TryComplete();
        await loop;
    }

    private async Task LoopAsync()
    {
        while (await wake.Reader.WaitToReadAsync())
        {
            wake.Reader.TryRead(out _);
            RunWaiting();
        }
        RunWaiting();
    }

    private void RunWaiting()
    {
        while (TryTake(out var item, out var lane))
        {
            var begun = time.GetTimestamp();
            item.Run(database);
            StoreInstruments.Write.Record(time.GetElapsedTime(begun).TotalSeconds, tags[lane]);
            StoreInstruments.Wait.Record(time.GetElapsedTime(item.AddedAt, begun).TotalSeconds, tags[lane]);
        }
    }

    private bool TryTake(out WorkItem item, out int lane)
    {
        for (lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane].Reader.TryRead(out item!))
                return true;
        }
        item = null!;
        return false;
    }
}
