using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Testing.Campaigns;

namespace SmsWiser.Tests.Dispatch;

/// <summary>A store whose answers to claims and releases the test gives, in the order it wants.</summary>
internal sealed class HeldDispatchStore(MemorySendouts memory) : IDispatchStore
{
    private readonly MemoryDispatchStore store = new(memory);

    public List<TaskCompletionSource<IReadOnlyList<PlannedChunk>>> Claims { get; } = [];

    public List<TaskCompletionSource> Releases { get; } = [];

    public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
        NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at,
        CancellationToken cancellation)
    {
        Claims.Add(new());
        return Claims[^1].Task;
    }

    public Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation) =>
        store.FindNextDueAsync(sendout, after, cancellation);

    public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation)
    {
        Releases.Add(new());
        return Releases[^1].Task;
    }

    public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation) => store.CommitFlushAsync(flush, cancellation);

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
