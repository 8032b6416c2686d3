namespace SmsWiser.Engine.Dispatch;

/// <summary>Bounds of the data plane. Every queue in it is bounded by one of these.</summary>
internal sealed record DispatchOptions
{
    /// <summary>Chunks prepared ahead of one bind, 1 to 64. Default 6. When full: the dispatcher waits.</summary>
    public int PreparedChunksPerBind { get; init; } = 6;

    /// <summary>Claimed work ahead of a bind, in time at its rate; one chunk at least. Default 2 s.</summary>
    public TimeSpan ClaimAhead { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Prepared work ahead of a bind, in time at its rate; one chunk at least. Default 1 s.</summary>
    public TimeSpan PrepareAhead { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Chunks claimed in one transaction, 1 to 64. Default 8.</summary>
    public int ChunksPerClaim { get; init; } = 8;

    /// <summary>How often the store is asked for work that nobody announced. Default 400 ms.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Chunks whose leads' states are held in memory for receipts; a power of two. Default 65,536 (16.7 million leads, about 140
    /// MB).
    /// When full: the oldest finished chunk is forgotten and its later receipts become orphans.</summary>
    public int BoardSlots { get; init; } = 65_536;

    /// <summary>Message ids waiting for their receipts in memory. Default 8 million (about 260 MB when full). When full: the oldest half is
    /// forgotten.</summary>
    public int WaitingReceipts { get; init; } = 8_000_000;

    /// <summary>Receipts held unanswered because their message id is not known yet. Default 10,000. When full: the oldest become
    /// orphans.</summary>
    public int ParkedReceipts { get; init; } = 10_000;

    /// <summary>How long a receipt waits for its message id before it becomes an orphan. Default 2 s.</summary>
    public TimeSpan ParkTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages of people waiting to be taken in, unanswered. Default 10,000. When full: the carrier is told to keep
    /// its message.</summary>
    public int WaitingInbound { get; init; } = 10_000;

    /// <summary>Records waiting for a flush at which submits pause. Default 200,000. They resume at half.</summary>
    public int UnflushedRecords { get; init; } = 200_000;

    /// <summary>A flush starts when anything waits, held back this long while input keeps coming. Default 20 ms.</summary>
    public TimeSpan FlushHold { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Entries that are worth a commit: with so many waiting a flush is not held back. Default 500.</summary>
    public int FlushEntries { get; init; } = 500;

    /// <summary>Octets of one flush. Default 256 KiB.</summary>
    public int FlushBytes { get; init; } = 256 * 1024;

    /// <summary>Attempts of a part that is refused for a passing reason, throttling not counted, 1 to 10. Default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>First pause before another attempt; doubles with each. Default 2 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a part may stay unanswered before its outcome is unknown; it is never sent again. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Parts of one SMS at most, 1 to 15. Default 10. Longer texts are suppressed, never cut.</summary>
    public int MaxParts { get; init; } = 10;

    /// <summary>Leads whose hours end within this time are not begun any more. Default 5 s.</summary>
    public TimeSpan ClosingMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long at most a sendout rests of which the store has nothing but held leads, before it is asked again. Default 5 s.
    /// What another node gives back is found that late at most.</summary>
    public TimeSpan HeldPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for the answers to what was on the wire before it turns to TCP, and to a reset. Default 1
    /// s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an orderly stop of the node waits for answers. Default 30 s.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long no bind of a carrier is up before carriers of a lower priority take over its routes. Default 3 s.</summary>
    public TimeSpan FailOverAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a carrier that others stand in for has to be up before it has its routes back. Default 30 s.</summary>
    public TimeSpan FailBackAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a carrier that is ahead of its share of a route waits for one that takes nothing. Default 2 s.</summary>
    public TimeSpan SharePatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Sends of each carrier whose time and parts are remembered, for tests of the pace; the first ones. Default 0:
    /// none.</summary>
    public int TracedSends { get; init; }
}
