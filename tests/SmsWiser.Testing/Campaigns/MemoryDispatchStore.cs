using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Claims, journal and withdrawals in memory, by the contract of the port.</summary>
public sealed class MemoryDispatchStore(MemorySendouts memory) : IDispatchStore
{
    private readonly List<ReceiptOrphan> kept = [];

    public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
        NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (memory.Sendouts[sendout.Value].State != SendoutState.Sending)
                return Task.FromResult<IReadOnlyList<PlannedChunk>>([]);
            var claimed = memory.ChunksOf(sendout)
                .Where(chunk => chunk.State == ChunkState.Open && routes.Contains(chunk.Planned.Route)
                    && !(chunk.Hold?.NotBefore > at))
                .OrderBy(chunk => chunk.Planned.Key.No).Take(maxChunks).ToList();
            claimed.ForEach(chunk => (chunk.State, chunk.Node, chunk.Hold) = (ChunkState.Claimed, node, null));
            return Task.FromResult<IReadOnlyList<PlannedChunk>>([.. claimed.Select(chunk => chunk.Planned with { Hold = null })]);
        }
    }

    public Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult(memory.HeldBeyond(sendout, after).Min(chunk => chunk.Hold?.NotBefore));
    }

    public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            foreach (var released in chunks)
            {
                var chunk = memory.Chunks.Single(chunk => chunk.Planned.Key == released.Key && chunk.Node == node);
                (chunk.State, chunk.Open, chunk.Hold) = (ChunkState.Open, released.Open, released.Hold);
                if (memory.Sendouts[released.Key.Sendout.Value].State == SendoutState.Cancelled)
                    memory.End(chunk, ChunkState.Cancelled, at);
            }
        }
        return Task.CompletedTask;
    }

    public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (memory.Journal.Exists(known => known.Flush.Node == flush.Node && known.Flush.No == flush.No))
                return Task.FromResult(false);
            memory.Journal.Add((flush with { Body = flush.Body.ToArray() }, memory.Journal.Count + 1));
            foreach (var done in flush.Done)
            {
                var chunk = memory.Chunks.Single(chunk => chunk.Planned.Key == done);
                (chunk.State, chunk.Open) = (ChunkState.Done, 0);
            }
            foreach (var delta in flush.Deltas)
                memory.Count(delta.Sendout, delta.Grant, delta.Outcomes, delta.PartsSubmitted, flush.At);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<StoredFlush>>(
                [.. memory.Journal.Where(row => row.Id > after).Take(maxRows)
                    .Select(row => new StoredFlush(row.Id, row.Flush.At, row.Flush.Body))]);
        }
    }

    public Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var open = memory.Chunks.Where(chunk =>
                chunk.State == ChunkState.Open && chunk.Planned.Grant == grant && chunk.Planned.Epoch == epoch);
            var withdrawals = open.GroupBy(chunk => chunk.Planned.Key.Sendout)
                .Select(sendout => new Withdrawal(sendout.Key, grant, sendout.Count(), sendout.Sum(chunk => chunk.Open))).ToList();
            foreach (var chunk in open.ToList())
                memory.End(chunk, ChunkState.Revoked, at);
            return Task.FromResult<IReadOnlyList<Withdrawal>>(withdrawals);
        }
    }

    public Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult<IReadOnlyList<ChunkHead>>([.. memory.ChunksOf(sendout).Select(chunk => chunk.Head)]);
    }

    /// <summary>Chunks of a sendout with their leads, for tests.</summary>
    public IReadOnlyList<PlannedChunk> Planned(SendoutId sendout)
    {
        lock (memory.Guard)
            return [.. memory.ChunksOf(sendout).Select(chunk => chunk.Planned)];
    }

    public Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<ChunkHead>>(
                [.. memory.Chunks.Where(chunk => chunk.State == ChunkState.Claimed && chunk.Node != self).Select(chunk => chunk.Head)]);
        }
    }

    public Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation)
    {
        lock (memory.Guard)
            kept.AddRange(orphans);
        return Task.CompletedTask;
    }
}
