using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Time;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.System.Tests.Storage;

public sealed class CheckpointsTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tick_copies_the_log_into_the_file_and_leaves_a_small_log_alone()
    {
        using var directory = new TemporaryDirectory();
        var time = new TickedTime();
        await using var store = await OpenAsync(directory, time);
        await WriteAsync(store, pages: 20);
        var before = File(directory, "leads.db").Length;

        time.Tick();

        Assert.True(before < 20 * 16_384);
        Assert.True(File(directory, "leads.db").Length >= 20 * 16_384);
        Assert.InRange(File(directory, "leads.db-wal").Length, 20 * 16_384, Megabyte - 1);
    }

    [Fact]
    public async Task A_tick_cuts_a_large_log()
    {
        using var directory = new TemporaryDirectory();
        var time = new TickedTime();
        await using var store = await OpenAsync(directory, time);
        await WriteAsync(store, pages: 200);
        Assert.InRange(File(directory, "leads.db-wal").Length, Megabyte, 16 * Megabyte);

        time.Tick();

        Assert.Equal(0, File(directory, "leads.db-wal").Length);
        Assert.False(store.Completion.IsCompleted);
        var batch = new PageBatch();
        await store.Pages.ReadAsync(new(1), 0, 1_000, batch, None);
        Assert.Equal(200, batch.Count);
    }

    [Fact]
    public async Task Without_a_tick_no_commit_copies_anything()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await OpenAsync(directory, new TickedTime());
        var before = File(directory, "leads.db").Length;

        await WriteAsync(store, pages: 1_500);

        Assert.Equal(before, File(directory, "leads.db").Length);
    }

    private static async Task WriteAsync(SqliteStore store, int pages)
    {
        var page = new byte[12_000];
        Assert.True(await store.Pages.WriteAsync(
            new(1), Enumerable.Range(0, pages).Select(no => new SealedPage(no, 1, 1, new byte[4], page)).ToArray(), None));
    }

    private static FileInfo File(TemporaryDirectory directory, string name) => new(Path.Combine(directory.Path, name));

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory, TimeProvider time) =>
        SqliteStore.OpenAsync(directory.Path, new InlineLoops(), time, new SqliteStoreOptions { TruncateLogBytes = Megabyte }, None);

    /// <summary>Loops run inside the call that wakes them.</summary>
    private sealed class InlineLoops : ILoops
    {
        public Task Start(string name, Func<Task> loop)
        {
            var before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            try
            {
                return loop();
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }
    }

    /// <summary>Timers fire when the test says so.</summary>
    private sealed class TickedTime : TimeProvider
    {
        private readonly List<Timer> timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state);
            timers.Add(timer);
            return timer;
        }

        public void Tick()
        {
            foreach (var timer in timers)
                timer.Fire();
        }

        private sealed class Timer(TimerCallback callback, object? state) : ITimer
        {
            private bool stopped;

            public void Fire()
            {
                if (!stopped)
                    callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => !stopped;

            public void Dispose() => stopped = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
