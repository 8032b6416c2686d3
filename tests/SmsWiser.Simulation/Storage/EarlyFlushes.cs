using SmsWiser.Core;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Simulation.Storage;

/// <summary>The mutant <see cref="Mutant.FlushEarly"/>: a flush is told to be durable when it has only been handed over.</summary>
internal sealed class EarlyFlushes(World world, IDispatchStore store) : IDispatchStore
{
    public static IDispatchStore Perhaps(World world, IDispatchStore store) =>
        world.Mutant == Mutant.FlushEarly ? new EarlyFlushes(world, store) : store;

    public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation)
    {
        _ = world.Schedule.Start("early flush", () => store.CommitFlushAsync(flush, cancellation));
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
        NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at, CancellationToken cancellation) =>
        store.ClaimAsync(node, sendout, routes, maxChunks, at, cancellation);

    public Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation) =>
        store.FindNextDueAsync(sendout, after, cancellation);

    public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation) =>
        store.ReleaseAsync(node, chunks, at, cancellation);

    public Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation) =>
        store.ReadJournalAsync(after, maxRows, cancellation);

    public Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation) =>
        store.RevokeAsync(grant, epoch, at, cancellation);

    public Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation) =>
        store.ListChunksAsync(sendout, cancellation);

    public Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation) =>
        store.ListAbandonedAsync(self, cancellation);

    public Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation) =>
        store.AddOrphansAsync(orphans, cancellation);
}
