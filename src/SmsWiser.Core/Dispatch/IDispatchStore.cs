using SmsWiser.Core.Compliance;
using SmsWiser.Core.Ledger;

namespace SmsWiser.Core.Dispatch;

/// <summary>One packed batch of the journal: entries and receipts of many chunks, the change they make to the counters, and the chunks
/// they finish.</summary>
/// <param name="Node">The node that writes.</param>
/// <param name="No">Number of the flush on that node, from 1; (node, no) makes a repeated flush harmless.</param>
/// <param name="At">Base of the entries' times, UTC.</param>
/// <param name="Entries">Entries in the body.</param>
/// <param name="Body">Packed entries, see <see cref="EntryWriter"/>.</param>
/// <param name="Deltas">Change of the counters.</param>
/// <param name="Done">Chunks of which every lead now has an outcome.</param>
public sealed record Flush(
    NodeId Node, long No, DateTimeOffset At, int Entries, ReadOnlyMemory<byte> Body, IReadOnlyList<SendoutCounter> Deltas,
    IReadOnlyList<ChunkKey> Done)
{
    /// <summary>What it says of priced parts, one per sendout and price; settled in the flush's transaction.</summary>
    public IReadOnlyList<Charge> Charges { get; init; } = [];

    /// <summary>People written to since earlier runs, this flush included; stored in its transaction.</summary>
    public IReadOnlyList<FrequencyRun> Runs { get; init; } = [];
}

/// <summary>A flush as it lies in the store.</summary>
/// <param name="Id">Row, ascending in commit order.</param>
/// <param name="At">Base of the entries' times, UTC.</param>
/// <param name="Body">Packed entries.</param>
public sealed record StoredFlush(long Id, DateTimeOffset At, ReadOnlyMemory<byte> Body);

/// <summary>A released chunk and the leads in it that have no outcome.</summary>
public readonly record struct ReleasedChunk(ChunkKey Key, int Open)
{
    /// <summary>Why and until when it is not to be claimed again, or null.</summary>
    public ChunkHold? Hold { get; init; }
}

/// <summary>What a withdrawal ended in one sendout.</summary>
public readonly record struct Withdrawal(SendoutId Sendout, GrantId Grant, int Chunks, long Leads);

/// <summary>Claims, journal and withdrawals in the store: what the data plane needs. Every method is one transaction. Any thread.</summary>
public interface IDispatchStore
{
    /// <summary>Claims up to <paramref name="maxChunks"/> open chunks of a sending sendout on any of the routes, in ascending number; none
    /// that is held beyond <paramref name="at"/>.</summary>
    Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
        NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at,
        CancellationToken cancellation);

    /// <summary>When the next held chunk of a sendout may be claimed, later than <paramref name="after"/>; null when none is
    /// held.</summary>
    Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation);

    /// <summary>Gives claimed chunks of this node back: they are open again with so many open leads, perhaps held. All their entries must
    /// have been flushed. A chunk whose sendout was cancelled or whose share was stopped meanwhile ends as such at once, and its open leads
    /// are counted.</summary>
    Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Appends a flush: journal row, counters, finished chunks and charges in one transaction; sendouts without open leads become
    /// sent.</summary>
    /// <returns>False when this flush was committed before; nothing is changed then.</returns>
    Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation);

    /// <summary>Flushes with an id above <paramref name="after"/>, ascending, at most <paramref name="maxRows"/>.</summary>
    Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation);

    /// <summary>Ends the open, unclaimed chunks of a stopped epoch as revoked and counts their open leads. May be repeated; each call ends
    /// what is left.</summary>
    Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Chunks of a sendout without their leads, in ascending number.</summary>
    Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation);

    /// <summary>Chunks claimed by other nodes: after a crash of the embedded node, what its earlier life left behind.</summary>
    Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation);

    /// <summary>Keeps a receipt that matches nothing known to this node.</summary>
    Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation);
}

/// <summary>A receipt whose message id matches nothing known.</summary>
/// <param name="Carrier">Where it came from.</param>
/// <param name="MessageId">Message id, octets as received.</param>
/// <param name="State">Message state of the receipt, SMPP 3.4 §5.2.28.</param>
/// <param name="Error">Error code as received.</param>
/// <param name="At">UTC.</param>
public sealed record ReceiptOrphan(CarrierId Carrier, ReadOnlyMemory<byte> MessageId, byte State, string Error, DateTimeOffset At);
