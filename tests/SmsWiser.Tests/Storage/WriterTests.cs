using System.Threading.Channels;
using SmsWiser.Core.Time;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class WriterTests
{
    [Fact]
    public async Task Waiting_work_is_done_in_the_order_of_the_lanes()
    {
        using var database = Database.Open(":memory:");
        var loops = new HeldLoops();
        var writer = new Writer(database, "main", loops, TimeProvider.System, queuedPerLane: 8);
        var order = new List<string>();

        var tasks = new List<Task<bool>>
        {
            RunAsync(WriteLane.Bulk, "bulk 1"), RunAsync(WriteLane.Claim, "claim 1"), RunAsync(WriteLane.Flush, "flush 1"),
            RunAsync(WriteLane.Stop, "stop"), RunAsync(WriteLane.Bulk, "bulk 2"), RunAsync(WriteLane.Flush, "flush 2"),
        };
        Assert.Empty(order);
        loops.RunHeld();
        await Task.WhenAll(tasks);

        Assert.Equal(["stop", "flush 1", "flush 2", "claim 1", "bulk 1", "bulk 2"], order);
        await loops.CloseAsync(writer);

        Task<bool> RunAsync(WriteLane lane, string name) => writer.RunAsync(lane, _ => { order.Add(name); return true; }, None);
    }

    [Fact]
    public async Task A_full_lane_makes_its_callers_wait_and_no_other_lane()
    {
        using var database = Database.Open(":memory:");
        var loops = new HeldLoops();
        var writer = new Writer(database, "main", loops, TimeProvider.System, queuedPerLane: 2);
        var done = 0;

        var bulk = Enumerable.Range(0, 5).Select(_ => writer.RunAsync(WriteLane.Bulk, _ => ++done, None)).ToArray();
        var flush = writer.RunAsync(WriteLane.Flush, _ => done, None);
        loops.RunHeld();

        Assert.Equal(0, await flush);
        Assert.Equal([1, 2, 3, 4, 5], (await loops.WhileRunningAsync(Task.WhenAll(bulk))).Order());
        await loops.CloseAsync(writer);
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_refuses_what_comes()
    {
        using var database = Database.Open(":memory:");
        var loops = new HeldLoops();
        var writer = new Writer(database, "main", loops, TimeProvider.System, queuedPerLane: 8);

        var waiting = writer.RunAsync(WriteLane.Bulk, _ => 42, None);
        var closing = writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.RunAsync(WriteLane.Stop, _ => 0, None));
        loops.RunHeld();

        Assert.Equal(42, await waiting);
        await closing;
    }

    [Fact]
    public async Task Work_cancelled_before_its_turn_is_not_done()
    {
        using var database = Database.Open(":memory:");
        using var cancelling = new CancellationTokenSource();
        var loops = new HeldLoops();
        var writer = new Writer(database, "main", loops, TimeProvider.System, queuedPerLane: 8);
        var done = false;

        var waiting = writer.RunAsync(WriteLane.Bulk, _ => done = true, cancelling.Token);
        cancelling.Cancel();
        loops.RunHeld();

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.False(done);
        await loops.CloseAsync(writer);
    }

    [Fact]
    public async Task Work_that_fails_fails_its_caller_alone()
    {
        using var database = Database.Open(":memory:");
        var loops = new HeldLoops();
        var writer = new Writer(database, "main", loops, TimeProvider.System, queuedPerLane: 8);

        var failing = writer.RunAsync<int>(WriteLane.Stop, _ => throw new FormatException(), None);
        var next = writer.RunAsync(WriteLane.Bulk, _ => 7, None);
        loops.RunHeld();

        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(7, await next);
        await loops.CloseAsync(writer);
    }

    /// <summary>A loop that goes on only when it is told to.</summary>
    private sealed class HeldLoops : SynchronizationContext, ILoops
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> held = new();
        private readonly Channel<bool> posted =
            Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public Task Start(string name, Func<Task> loop)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return loop();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (held)
                held.Enqueue((d, state));
            posted.Writer.TryWrite(true);
        }

        public void RunHeld()
        {
            var before = Current;
            SetSynchronizationContext(this);
            while (TryTake(out var work))
                work.Callback(work.State);
            SetSynchronizationContext(before);
        }

        public async Task<T> WhileRunningAsync<T>(Task<T> task)
        {
            while (!task.IsCompleted)
            {
                await Task.WhenAny(task, posted.Reader.WaitToReadAsync(None).AsTask());
                posted.Reader.TryRead(out _);
                RunHeld();
            }
            return await task;
        }

        public async Task CloseAsync(Writer writer)
        {
            var closing = writer.DisposeAsync();
            RunHeld();
            await closing;
        }

        private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
        {
            lock (held)
                return held.TryDequeue(out work);
        }
    }
}
