using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;

namespace SmsWiser.Tests.Cluster;

/// <summary>The store as one node of a shared process sees it: once the node is dead, nothing that it does reaches the store, and nothing
/// is answered, as if its process were gone.</summary>
internal sealed class MortalDispatchStore(IDispatchStore store) : IDispatchStore
{
    private readonly TaskCompletionSource never = new();
    private volatile bool isDead;

    public void Die() => isDead = true;

    public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks,
        DateTimeOffset at, CancellationToken cancellation) =>
        Live(() => store.ClaimAsync(node, sendout, routes, maxChunks, at, cancellation));

    public Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation) =>
        Live(() => store.FindNextDueAsync(sendout, after, cancellation));

    public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation) =>
        isDead ? never.Task : store.ReleaseAsync(node, chunks, at, cancellation);

    public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation) =>
        Live(() => store.CommitFlushAsync(flush, cancellation));

    public Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation) =>
        Live(() => store.ReadJournalAsync(after, maxRows, cancellation));

    public Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation) =>
        Live(() => store.RevokeAsync(grant, epoch, at, cancellation));

    public Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation) =>
        Live(() => store.ListChunksAsync(sendout, cancellation));

    public Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation) =>
        Live(() => store.ListAbandonedAsync(self, cancellation));

    public Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation) =>
        isDead ? never.Task : store.AddOrphansAsync(orphans, cancellation);

    private async Task<T> Live<T>(Func<Task<T>> call)
    {
        if (isDead)
            await never.Task;
        return await call();
    }
}
