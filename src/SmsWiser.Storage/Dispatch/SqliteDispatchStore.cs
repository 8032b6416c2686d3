using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Campaigns;
using SmsWiser.Storage.Compliance;
using SmsWiser.Storage.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Dispatch;

/// <summary>Claims, journal and withdrawals in <c>main.db</c>.</summary>
internal sealed class SqliteDispatchStore(DatabaseFile main) : IDispatchStore
{
    private const int RevokedPerTransaction = 500;

    public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
        NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxChunks, 1);
        return main.WriteAsync<IReadOnlyList<PlannedChunk>>(WriteLane.Claim, db =>
            Claim(db, node, sendout, routes, maxChunks, at), cancellation);
    }

    public async Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Dispatch/find_next_due").Bind(sendout.Value).Bind(after).Scalar(), cancellation) is { } due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due)
            : null;

    public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Release(db, node, chunks, at), cancellation);

    public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Flush, db => Commit(db, flush), cancellation);

    public async Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        return await main.ReadAsync(
            db => db.Get("Dispatch/read_journal").Bind(after).Bind(maxRows)
                .All(row => new StoredFlush(row.Long(0), row.Time(1), row.Blob(2).ToArray())),
            cancellation);
    }

    public async Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grant.Value, 1);
        var sums = new SortedDictionary<long, Withdrawal>();
        while (true)
        {
            var ended = await main.WriteAsync(WriteLane.Claim, db => Revoke(db, grant, epoch, at), cancellation);
            foreach (var (key, open) in ended)
            {
                var sum = sums.GetValueOrDefault(key.Sendout.Value, new(key.Sendout, grant, 0, 0));
                sums[key.Sendout.Value] = sum with { Chunks = sum.Chunks + 1, Leads = sum.Leads + open };
            }
            if (ended.Count < RevokedPerTransaction)
                return [.. sums.Values];
        }
    }

    public async Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Dispatch/list_chunks").Bind(sendout.Value).All(MapHead), cancellation);

    public async Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Dispatch/list_abandoned_chunks").Bind(self.Value).All(MapHead), cancellation);

    public Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Flush, db => AddOrphans(db, orphans), cancellation);

    private static List<PlannedChunk> Claim(
        Database db, NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at)
    {
        if (SqliteSendoutStore.FindState(db, sendout) != SendoutState.Sending)
            return [];
        var numbers = new List<int>();
        foreach (var route in routes)
        {
            var claimable = db.Get("Dispatch/find_claimable").Bind(sendout.Value).Bind(route.Value).Bind(at).Bind(maxChunks);
            while (claimable.Step())
                numbers.Add(claimable.Int(0));
        }
        numbers.Sort();
        if (numbers.Count > maxChunks)
            numbers.RemoveRange(maxChunks, numbers.Count - maxChunks);
        var chunks = new List<PlannedChunk>(numbers.Count);
        foreach (var no in numbers)
        {
            // A route named twice finds its chunks twice.
            if (db.Get("Dispatch/claim_chunk").Bind(sendout.Value).Bind(no).Bind(node.Value).Execute() == 1)
                chunks.Add(Read(db, new(sendout, no)));
        }
        return chunks;
    }

    private static PlannedChunk Read(Database db, ChunkKey key) =>
        db.Get("Dispatch/read_chunk").Bind(key.Sendout.Value).Bind(key.No).First(row =>
            new PlannedChunk(
                key, new(row.Long(0)), new(row.Long(1)), new(row.Long(2)), row.Int(3), row.Long(4), row.Int(5), MapReason(row, 6),
                row.Blob(7).ToArray()) { PriceMicros = row.Long(8), MaxParts = row.Int(9) })
        ?? throw new InvalidDataException($"chunk {key} has no leads in the store");

    private static bool Release(Database db, NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at)
    {
        var ended = new SortedSet<long>();
        foreach (var chunk in chunks)
        {
            var found = db.Get("Dispatch/find_claimed").Bind(chunk.Key.Sendout.Value).Bind(chunk.Key.No).Bind(node.Value)
                .First(row => new ClaimedChunk((SendoutState)row.Int(0), new(row.Long(1)), row.Int(2), row.Long(3) != 0))
                ?? throw new InvalidOperationException($"chunk {chunk.Key} is not claimed by node {node.Value}");
            if (chunk.Open < 0 || chunk.Open > found.Leads)
                throw new ArgumentException($"chunk {chunk.Key} of {found.Leads} leads released with {chunk.Open} open");
            var state = found switch
            {
                _ when chunk.Open == 0 => ChunkState.Done,
                { Sendout: SendoutState.Cancelled } => ChunkState.Cancelled,
                { Stands: false } => ChunkState.Revoked,
                _ => ChunkState.Open,
            };
            db.Get("Dispatch/release_chunk").Bind(chunk.Key.Sendout.Value).Bind(chunk.Key.No).Bind((long)state).Bind(chunk.Open)
                .Bind(chunk.Hold?.NotBefore.ToUnixTimeMilliseconds() ?? 0).Bind((long?)chunk.Hold?.Reason).Execute();
            if (state is not (ChunkState.Cancelled or ChunkState.Revoked))
                continue;
            var outcome = state == ChunkState.Cancelled ? Outcome.Cancelled : Outcome.Revoked;
            Counters.Withhold(db, chunk.Key.Sendout, found.Grant, outcome, chunk.Open);
            ended.Add(chunk.Key.Sendout.Value);
        }
        foreach (var sendout in ended)
            Counters.Finish(db, new(sendout), at);
        return true;
    }

    private static bool Commit(Database db, Flush flush)
    {
        if (db.Get("Dispatch/add_flush").Bind(flush.Node.Value).Bind(flush.No).Bind(flush.At).Bind(flush.Entries).Bind(flush.Body.Span)
            .Execute() == 0)
            return false;
        foreach (var chunk in flush.Done)
            db.Get("Dispatch/finish_chunk").Bind(chunk.Sendout.Value).Bind(chunk.No).Bind(flush.Node.Value).Execute();
        foreach (var delta in flush.Deltas)
            Counters.Change(db, delta);
        Holds.Settle(db, flush);
        SqliteFrequencyStore.Add(db, flush);
        foreach (var delta in flush.Deltas)
            Counters.Finish(db, delta.Sendout, flush.At);
        return true;
    }

    private static List<(ChunkKey Key, int Open)> Revoke(Database db, GrantId grant, int epoch, DateTimeOffset at)
    {
        if (db.Get("Dispatch/find_standing_grant").Bind(grant.Value).Bind(epoch).Scalar() is not null)
            throw new InvalidOperationException($"grant {grant.Value} is accepted at epoch {epoch}; only a stopped epoch is revoked");
        var ended = db.Get("Dispatch/find_revocable").Bind(grant.Value).Bind(epoch).Bind(RevokedPerTransaction)
            .All(row => (Key: new ChunkKey(new(row.Long(0)), row.Int(1)), Open: row.Int(2)));
        foreach (var (key, _) in ended)
            db.Get("Dispatch/revoke_chunk").Bind(key.Sendout.Value).Bind(key.No).Execute();
        foreach (var sendout in ended.GroupBy(chunk => chunk.Key.Sendout))
        {
            Counters.Withhold(db, sendout.Key, grant, Outcome.Revoked, sendout.Sum(chunk => (long)chunk.Open));
            Counters.Finish(db, sendout.Key, at);
        }
        return ended;
    }

    private static bool AddOrphans(Database db, IReadOnlyList<ReceiptOrphan> orphans)
    {
        foreach (var orphan in orphans)
        {
            db.Get("Dispatch/add_orphan").Bind(orphan.Carrier.Value).Bind(orphan.MessageId.Span).Bind(orphan.State).Bind(orphan.Error)
                .Bind(orphan.At).Execute();
        }
        return true;
    }

    private static ChunkHead MapHead(Statement row) =>
        new(new(new(row.Long(0)), row.Int(1)), new(row.Long(2)), row.Int(3), row.Int(4), row.Int(5), (ChunkState)row.Int(6),
            MapReason(row, 7))
        {
            PriceMicros = row.Long(8),
            Hold = MapReason(row, 10) is { } reason ? new(reason, row.Time(9)) : null,
        };

    private static SuppressionReason? MapReason(Statement row, int column) =>
        row.IsNull(column) ? null : (SuppressionReason)row.Int(column);

    private sealed record ClaimedChunk(SendoutState Sendout, GrantId Grant, int Leads, bool Stands);
}
