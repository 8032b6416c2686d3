using SmsWiser.Core.Time;
using SQLitePCL;

namespace SmsWiser.Storage.Sqlite;

/// <summary>Copies the write-ahead log into the database file in the background, so that no commit has to, and cuts a large log when
/// nothing else is to be done. Has a loop and a connection of its own; takes no lock that the writer or a reader wants.</summary>
internal sealed class Checkpoints(Database database, string logPath, TimeProvider time, SqliteStoreOptions options) : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(options.CheckpointEvery, time);

    /// <summary>Ends with the loop, or with its error.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public void Start(ILoops loops, Writer writer) =>
        Completion = loops.Start($"store checkpoints {Path.GetFileName(logPath)}", () => LoopAsync(writer));

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        try
        {
            await Completion;
        }
        finally
        {
            database.Dispose();
        }
    }

    private async Task LoopAsync(Writer writer)
    {
        while (await timer.WaitForNextTickAsync())
        {
            if (Run(database, raw.SQLITE_CHECKPOINT_PASSIVE) && new FileInfo(logPath) is { Exists: true } log
                && log.Length >= options.TruncateLogBytes)
                await TruncateAsync(writer);
        }
    }

    // On the writer's own connection and in its last lane: the truncation needs the write lock, and nobody may wait for a lock.
    private static async Task TruncateAsync(Writer writer)
    {
        try
        {
            await writer.RunAsync(WriteLane.Bulk, database =>
                database.WithoutLockWait(db => Run(db, raw.SQLITE_CHECKPOINT_TRUNCATE)), CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The store is closing; closing cuts the log.
        }
    }

    /// <returns>True when the whole log lies in the database file. A lock held by a reader is no error: the next round finds it
    /// gone.</returns>
    private static bool Run(Database database, int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(database.Handle, null, mode, out var frames, out var copied);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
            throw database.Error("checkpoint");
        return code == raw.SQLITE_OK && frames == copied;
    }
}
