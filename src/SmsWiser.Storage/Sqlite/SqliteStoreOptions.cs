namespace SmsWiser.Storage.Sqlite;

/// <summary>Bounds and rhythms of the embedded store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Transactions that may wait in one lane of one writer. Default 256, 1 to 100,000. When full: the caller waits.</summary>
    public int QueuedPerLane { get; init; } = 256;

    /// <summary>Read connections per database file. Default 4, 1 to 64. When all are in use: the reader waits.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>How often the write-ahead log is copied into the database file. Default 500 ms, above 0.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Size from which a wholly copied write-ahead log is cut to nothing when the writer is idle. Default 64 MiB, 1 MiB or
    /// more.</summary>
    public long TruncateLogBytes { get; init; } = 64L << 20;

    /// <summary>Page cache of a writer. Default 64 MiB, 1 MiB to 4 GiB. Memory is taken as it is needed.</summary>
    public long WriterCacheBytes { get; init; } = 64L << 20;

    /// <summary>Page cache of each reader. Default 4 MiB, 1 MiB to 4 GiB. Small: readers map the file.</summary>
    public long ReaderCacheBytes { get; init; } = 4L << 20;

    /// <summary>How much of a file each reader maps into memory; what all readers map counts as resident. Default 64 MiB; 0 maps
    /// nothing.</summary>
    public long ReaderMapBytes { get; init; } = 64L << 20;

    internal void Validate()
    {
        Check(nameof(QueuedPerLane), QueuedPerLane, 1, 100_000);
        Check(nameof(Readers), Readers, 1, 64);
        Check(nameof(CheckpointEvery), CheckpointEvery.Ticks, 1, long.MaxValue);
        Check(nameof(TruncateLogBytes), TruncateLogBytes, 1 << 20, long.MaxValue);
        Check(nameof(WriterCacheBytes), WriterCacheBytes, 1 << 20, 4L << 30);
        Check(nameof(ReaderCacheBytes), ReaderCacheBytes, 1 << 20, 4L << 30);
        Check(nameof(ReaderMapBytes), ReaderMapBytes, 0, long.MaxValue);
    }

    private static void Check(string option, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{nameof(SqliteStoreOptions)}.{option} is {value}; it must be from {least} to {most}");
    }
}
