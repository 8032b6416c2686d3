using System.Threading.Channels;
using SmsWiser.Core.Time;

namespace SmsWiser.Storage.Sqlite;

/// <summary>One database file: its writer, its readers and its checkpoints. Any thread.</summary>
internal sealed class DatabaseFile : IAsyncDisposable
{
    private readonly Database writing;
    private readonly Writer writer;
    private readonly Channel<Database> readers;
    private readonly Checkpoints? checkpoints;

    private DatabaseFile(
        Database writing, string name, IReadOnlyList<Database> reading, ILoops loops, TimeProvider time, SqliteStoreOptions options,
        Checkpoints? checkpoints)
    {
        this.writing = writing;
        this.checkpoints = checkpoints;
        readers = Channel.CreateBounded<Database>(reading.Count);
        foreach (var reader in reading)
            readers.Writer.TryWrite(reader);
        writer = new Writer(writing, name, loops, time, options.QueuedPerLane);
        checkpoints?.Start(loops, writer);
        Completion = WatchAsync(writer.Completion, checkpoints?.Completion);
    }

    /// <summary>Ends when the file is closed, or with the error of a loop that died.</summary>
    public Task Completion { get; }

    internal Writer Writer => writer;

    /// <summary>Opens or creates the file and brings it to the current version. <paramref name="path"/> null: a database in memory, whose
    /// one connection serves writer and readers; then all callers and loops must share one thread.</summary>
    public static DatabaseFile Open(
        string? path, string folder, int pageBytes, ILoops loops, TimeProvider time, SqliteStoreOptions options, Action<Database>? prepare)
    {
        var opened = new List<Database>();
        try
        {
            var writing = Database.Open(path ?? ":memory:",
                $"page_size={pageBytes}", "journal_mode=wal", "synchronous=full", "wal_autocheckpoint=0", "foreign_keys=on",
                $"cache_size=-{options.WriterCacheBytes / 1024}", "temp_store=memory");
            opened.Add(writing);
            if (path is not null && writing.Text("pragma journal_mode") != "wal")
                throw new StoreException($"{path} cannot have a write-ahead log here; use a local file system", 0);
            Migrator.Apply(writing, folder, path ?? ":memory:", time.GetUtcNow());
            prepare?.Invoke(writing);
            if (path is null)
                return new DatabaseFile(writing, folder, [writing], loops, time, options, checkpoints: null);
            for (var i = 0; i < options.Readers; i++)
            {
                opened.Add(Database.Open(path,
                    "query_only=on", $"cache_size=-{options.ReaderCacheBytes / 1024}", $"mmap_size={options.ReaderMapBytes}",
                    "temp_store=memory"));
            }
            var checkpointing = Database.Open(path, "synchronous=full", "wal_autocheckpoint=0", "cache_size=-1024");
            opened.Add(checkpointing);
            var checkpoints = new Checkpoints(checkpointing, path + "-wal", time, options);
            return new DatabaseFile(writing, folder, opened[1..^1], loops, time, options, checkpoints);
        }
        catch
        {
            foreach (var database in opened)
                database.Dispose();
            throw;
        }
    }

    /// <summary>One write transaction in its turn.</summary>
    public Task<T> WriteAsync<T>(WriteLane lane, Func<Database, T> work, CancellationToken cancellation) =>
        writer.RunAsync(lane, database => database.Write(work), cancellation);

    /// <summary>One read on one snapshot, on the caller's thread; waits only when all readers are in use.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<Database, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Database? reader;
        while (!readers.Reader.TryRead(out reader))
        {
            if (!await readers.Reader.WaitToReadAsync(cancellation))
                throw new ObjectDisposedException(nameof(SqliteStore), "the store is closed");
        }
        try
        {
            return reader.Read(work);
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>Finishes waiting writes, then closes the connections; a read that still runs closes its own.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (checkpoints is not null)
                await checkpoints.DisposeAsync();
        }
        finally
        {
            await writer.DisposeAsync();
            readers.Writer.TryComplete();
            while (readers.Reader.TryRead(out var reader))
                reader.Dispose();
            writing.Dispose();
        }
    }

    private static async Task WatchAsync(Task writer, Task? checkpoints) =>
        await (checkpoints is null ? writer : await Task.WhenAny(writer, checkpoints));

    private void Return(Database reader)
    {
        if (!readers.Writer.TryWrite(reader))
            reader.Dispose();
    }
}
