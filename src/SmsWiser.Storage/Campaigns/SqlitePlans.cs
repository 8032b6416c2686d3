using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>The plan of a sendout: chunks appended, finished or dropped.</summary>
internal sealed class SqlitePlans(DatabaseFile main)
{
    private const int DroppedPerTransaction = 500;
    private const int BytesPerLead = 8;
    private const int MaxLeads = 256;

    public Task AppendAsync(IReadOnlyList<PlannedChunk> chunks, CancellationToken cancellation)
    {
        foreach (var chunk in chunks)
        {
            if (chunk.Leads is < 1 or > MaxLeads || chunk.Body.Length != chunk.Leads * BytesPerLead)
                throw new ArgumentException(
                    $"chunk {chunk.Key} has {chunk.Leads} leads in {chunk.Body.Length} octets; expected 1 to 256 of 8 octets");
            if (chunk.Reason is null == (chunk.Route.Value == 0))
                throw new ArgumentException(
                    $"chunk {chunk.Key} has route {chunk.Route.Value} and reason {chunk.Reason}; expected one of both");
            if (chunk.Hold is not null && chunk.Reason is not null)
                throw new ArgumentException($"chunk {chunk.Key} is suppressed for {chunk.Reason} and held for {chunk.Hold.Reason}");
        }
        return main.WriteAsync(WriteLane.Bulk, db => Append(db, chunks), cancellation);
    }

    public Task<Sendout?> FinishAsync(
        SendoutId sendout, IReadOnlyList<GrantPlan> grants, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Finish(db, sendout, grants, at), cancellation);

    public async Task DropAsync(SendoutId sendout, CancellationToken cancellation)
    {
        while (await main.WriteAsync(WriteLane.Bulk, db => Drop(db, sendout), cancellation) == DroppedPerTransaction)
        {
            // The next transaction takes the next chunks; other lanes go in between.
        }
    }

    private static int Append(Database db, IReadOnlyList<PlannedChunk> chunks)
    {
        var checkedSendout = default(SendoutId);
        foreach (var chunk in chunks)
        {
            if (chunk.Key.Sendout != checkedSendout)
            {
                checkedSendout = chunk.Key.Sendout;
                var state = SqliteSendoutStore.FindState(db, checkedSendout);
                // Cancelled while its planner still runs: finishing will tell the planner.
                if (state == SendoutState.Cancelled)
                    return 0;
                if (state != SendoutState.Planning)
                    throw new InvalidOperationException(
                        $"sendout {checkedSendout.Value} is {state?.ToString() ?? "unknown"}; chunks are added while planning");
            }
            Add(db, chunk);
        }
        return chunks.Count;
    }

    internal static void Add(Database db, PlannedChunk chunk)
    {
        var leads = db.Get("Campaigns/add_chunk_leads").Bind(chunk.Body.Span).Scalar()!.Value;
        var state = chunk.Reason is null ? ChunkState.Open : ChunkState.Suppressed;
        db.Get("Campaigns/add_chunk").Bind(chunk.Key.Sendout.Value).Bind(chunk.Key.No).Bind(chunk.Route.Value).Bind(chunk.List.Value)
            .Bind(chunk.Grant.Value).Bind(chunk.Epoch).Bind(chunk.GatePosition).Bind(chunk.Leads)
            .Bind(chunk.Reason is null ? chunk.Leads : 0)
            .Bind((long)state).Bind((long?)chunk.Reason).Bind(leads).Bind(chunk.PriceMicros).Bind(chunk.MaxParts)
            .Bind(chunk.Hold?.NotBefore.ToUnixTimeMilliseconds() ?? 0).Bind((long?)chunk.Hold?.Reason).Execute();
    }

    private static Sendout? Finish(Database db, SendoutId sendout, IReadOnlyList<GrantPlan> grants, DateTimeOffset at)
    {
        if (SqliteSendoutStore.FindState(db, sendout) != SendoutState.Planning)
            return null;
        var chunks = Check(db, sendout, grants);
        if (Holds.FindExcess(db, sendout) is { } excess)
        {
            db.Get("Campaigns/fail_plan").Bind(sendout.Value).Bind(excess).Bind(at).Execute();
            return SqliteSendoutStore.Find(db, sendout);
        }
        db.Get("Campaigns/finish_plan").Bind(sendout.Value).Bind(grants.Sum(grant => grant.Planned)).Bind(chunks).Execute();
        foreach (var grant in grants)
        {
            db.Get("Campaigns/add_counter").Bind(sendout.Value).Bind(grant.Grant.Value).Bind(grant.Planned).Bind(grant.Suppressed)
                .Execute();
            if (grant.Grant.Value != 0)
                RevokeStopped(db, sendout, grant.Grant);
        }
        Counters.Finish(db, sendout, at);
        var planned = SqliteSendoutStore.Find(db, sendout)!;
        if (planned.State != SendoutState.Sending || Holds.Start(db, sendout, planned.Account, at) is not { } reason)
            return planned;
        SqliteSendoutStore.SetState(db, sendout, SendoutState.Paused, reason);
        return planned with { State = SendoutState.Paused, PauseReason = reason };
    }

    // planned = open + all outcomes must hold from the first moment, so the planner's figures are held against its chunks.
    private static int Check(Database db, SendoutId sendout, IReadOnlyList<GrantPlan> grants)
    {
        var stored = db.Get("Campaigns/sum_plan").Bind(sendout.Value)
            .All(row => (Plan: new GrantPlan(new(row.Long(0)), row.Long(2), row.Long(3)), Chunks: row.Int(1)));
        var given = grants.Where(grant => grant.Planned != 0 || grant.Suppressed != 0).OrderBy(grant => grant.Grant.Value);
        if (!given.SequenceEqual(stored.Select(sum => sum.Plan)))
        {
            throw new InvalidOperationException(
                $"plan of sendout {sendout.Value} does not match its chunks: planned {string.Join(", ", grants)}; stored "
                + string.Join(", ", stored.Select(sum => sum.Plan)));
        }
        return stored.Sum(sum => sum.Chunks);
    }

    private static void RevokeStopped(Database db, SendoutId sendout, GrantId grant)
    {
        var (chunks, leads) = (0L, 0L);
        var sums = db.Get("Campaigns/sum_stopped_chunks").Bind(sendout.Value).Bind(grant.Value);
        while (sums.Step())
            (chunks, leads) = (sums.Long(0), sums.Long(1));
        if (chunks == 0)
            return;
        Counters.Withhold(db, sendout, grant, Outcome.Revoked, leads);
        db.Get("Campaigns/revoke_stopped_chunks").Bind(sendout.Value).Bind(grant.Value).Execute();
    }

    internal static int Drop(Database db, SendoutId sendout)
    {
        if (db.Get("Campaigns/find_droppable_plan").Bind(sendout.Value).Scalar() is null)
            throw new InvalidOperationException($"sendout {sendout.Value} has no unfinished plan to drop");
        db.Get("Campaigns/drop_plan_leads").Bind(sendout.Value).Bind(DroppedPerTransaction).Execute();
        return db.Get("Campaigns/drop_plan_chunks").Bind(sendout.Value).Bind(DroppedPerTransaction).Execute();
    }
}
