using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Ledger;
using SmsWiser.Storage.Shares;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Sendouts, plans and counters in <c>main.db</c>.</summary>
internal sealed class SqliteSendoutStore(DatabaseFile main) : ISendoutStore
{
    private const int EndedPerTransaction = 500;

    private readonly SqlitePlans plans = new(main);

    public Task<bool> BeginAsync(Sendout sendout, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Begin(db, sendout), cancellation);

    public Task<bool> LaunchAsync(Sendout sendout, CampaignSchedule seen, CampaignSchedule next, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => !IsRunning(db, sendout.Campaign) && CampaignRows.Schedule(db, sendout.Campaign, seen, next) && Begin(db, sendout),
            cancellation);

    public Task AppendAsync(IReadOnlyList<PlannedChunk> chunks, CancellationToken cancellation) => plans.AppendAsync(chunks, cancellation);

    public Task<Sendout?> FinishPlanAsync(
        SendoutId sendout, IReadOnlyList<GrantPlan> grants, DateTimeOffset at, CancellationToken cancellation) =>
        plans.FinishAsync(sendout, grants, at, cancellation);

    public Task DropPlanAsync(SendoutId sendout, CancellationToken cancellation) => plans.DropAsync(sendout, cancellation);

    public Task FailPlanAsync(SendoutId sendout, string error, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Campaigns/fail_plan").Bind(sendout.Value).Bind(error).Bind(at).Execute() == 1,
            cancellation);

    public async Task<Sendout?> FindAsync(SendoutId sendout, CancellationToken cancellation) =>
        await main.ReadAsync(db => Find(db, sendout), cancellation);

    public async Task<Sendout?> FindLatestAsync(CampaignId campaign, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/find_latest_sendout").Bind(campaign.Value).First(Map), cancellation);

    public async Task<IReadOnlyList<Sendout>> ListByCampaignAsync(CampaignId campaign, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/list_sendouts_of_campaign").Bind(campaign.Value).All(Map), cancellation);

    public async Task<IReadOnlyList<Sendout>> ListUnderwayAsync(ListId list, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/list_sendouts_over_list").Bind(list.Value).All(Map), cancellation);

    public async Task<IReadOnlyList<ChunkLeads>> ReadLeadsAsync(
        SendoutId sendout, ListId list, int after, int maxChunks, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/read_chunk_leads").Bind(sendout.Value).Bind(list.Value).Bind(after).Bind(maxChunks)
                .All(row => new ChunkLeads(row.Int(0), list, row.Blob(1).ToArray())),
            cancellation);

    public async Task<ChunkLeads?> FindLeadsAsync(ChunkKey chunk, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/find_chunk_leads").Bind(chunk.Sendout.Value).Bind(chunk.No)
                .First(row => new ChunkLeads(chunk.No, new(row.Long(0)), row.Blob(1).ToArray())),
            cancellation);

    public async Task<IReadOnlyList<Sendout>> ListActiveAsync(DateTimeOffset since, CancellationToken cancellation) =>
        await main.ReadAsync<IReadOnlyList<Sendout>>(
            db =>
            [
                .. db.Get("Campaigns/list_unfinished_sendouts").All(Map),
                .. db.Get("Campaigns/list_finished_sendouts").Bind(since).All(Map),
            ],
            cancellation);

    public Task<Sendout?> ChangeStateAsync(
        SendoutId sendout, IReadOnlyList<SendoutState> from, SendoutState to, DateTimeOffset at, CancellationToken cancellation)
    {
        var kind = to switch
        {
            SendoutState.Paused => GateKind.SendoutPaused,
            SendoutState.Sending => GateKind.SendoutResumed,
            SendoutState.Cancelled => GateKind.SendoutCancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, "a sendout is paused, resumed (sending) or cancelled"),
        };
        if (from.Any(state => !MayLeave(state, to)))
            throw new ArgumentException($"a sendout cannot become {to} from {string.Join(", ", from)}", nameof(from));
        return ChangeAsync(sendout, from, to, kind, at, cancellation);
    }

    public async Task<IReadOnlyList<HeldLeads>> HeldAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/list_held").Bind(sendout.Value).Bind(at).All(row =>
                new HeldLeads(new(row.Long(0)), new((SuppressionReason)row.Int(1), row.Time(2)), row.Long(3))),
            cancellation);

    public async Task<IReadOnlyList<SendoutId>> ListExpiredAsync(DateTimeOffset at, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/list_expired_sendouts").Bind(at + Sendout.LeastValidity).All(row => new SendoutId(row.Long(0))),
            cancellation);

    public async Task ExpireAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation)
    {
        while (await main.WriteAsync(WriteLane.Claim, db => ExpireChunks(db, sendout, at), cancellation) == EndedPerTransaction)
        {
            // The next transaction takes the next chunks; flushes and stops go in between.
        }
    }

    public async Task<IReadOnlyList<SendoutCounter>> CountersAsync(SendoutId sendout, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/list_counters").Bind(sendout.Value).All(Counters.Map), cancellation);

    public async Task<IReadOnlyList<SendoutCounter>> CountersByGrantAsync(GrantId grant, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grant.Value, 1);
        return await main.ReadAsync(db => db.Get("Campaigns/list_counters_by_grant").Bind(grant.Value).All(Counters.Map), cancellation);
    }

    public async Task<long> ContinueAsync(SendoutId sendout, CancellationToken cancellation)
    {
        var leads = 0L;
        while (true)
        {
            var (chunks, open) = await main.WriteAsync(WriteLane.Claim, db => FreePilotChunks(db, sendout), cancellation);
            leads += open;
            if (chunks < EndedPerTransaction)
                return leads;
        }
    }

    internal static Sendout? Find(Database db, SendoutId sendout) => db.Get("Campaigns/find_sendout").Bind(sendout.Value).First(Map);

    internal static SendoutState? FindState(Database db, SendoutId sendout) =>
        (SendoutState?)db.Get("Campaigns/find_sendout_state").Bind(sendout.Value).Scalar();

    private static bool MayLeave(SendoutState from, SendoutState to) => to switch
    {
        SendoutState.Paused => from == SendoutState.Sending,
        SendoutState.Sending => from == SendoutState.Paused,
        _ => from is SendoutState.Planning or SendoutState.Sending or SendoutState.Paused,
    };

    // The decision is one transaction ahead of all else. The chunks of a large sendout then end in small ones, so that flushes and stops go
    // in between; nothing can claim them any more, and a process that ends here finds them when it starts again.
    private async Task<Sendout?> ChangeAsync(
        SendoutId sendout, IReadOnlyList<SendoutState> from, SendoutState to, GateKind kind, DateTimeOffset at,
        CancellationToken cancellation)
    {
        var changed = await main.WriteAsync(WriteLane.Stop, db => ChangeState(db, sendout, from, to, kind, at), cancellation);
        if (changed is null || to != SendoutState.Cancelled)
            return changed;
        while (await main.WriteAsync(WriteLane.Claim, db => CancelChunks(db, sendout, at), CancellationToken.None) > 0)
        {
        }
        return await main.ReadAsync(db => Find(db, sendout), CancellationToken.None);
    }

    private static Sendout? ChangeState(
        Database db, SendoutId sendout, IReadOnlyList<SendoutState> from, SendoutState to, GateKind kind, DateTimeOffset at)
    {
        if (Find(db, sendout) is not { } known)
            return null;
        // A person's pause outlasts the ledger's: what a top-up would resume stays paused.
        if (known.State == SendoutState.Paused && to == SendoutState.Paused)
            SetState(db, sendout, SendoutState.Paused, PauseReason.Person);
        if (!from.Contains(known.State))
            return null;
        if (to == SendoutState.Sending && Holds.Start(db, sendout, known.Account, at) is { } reason)
        {
            SetState(db, sendout, SendoutState.Paused, reason);
            return Find(db, sendout);
        }
        SetState(db, sendout, to, PauseReason.Person);
        SqliteShareStore.AddGateEntry(db, kind, sendout.Value, 0, opId: null, at);
        Counters.Finish(db, sendout, at);
        return Find(db, sendout);
    }

    internal static void SetState(Database db, SendoutId sendout, SendoutState state, PauseReason reason) =>
        db.Get("Campaigns/set_sendout_state").Bind(sendout.Value).Bind((long)state).Bind((long)reason).Execute();

    /// <summary>Ends some unclaimed chunks of a cancelled sendout and counts their open leads.</summary>
    /// <returns>Chunks ended; 0 when none is left.</returns>
    internal static int CancelChunks(Database db, SendoutId sendout, DateTimeOffset at)
    {
        // A plan that was not finished has no counters; its chunks are dropped, not counted.
        if (Find(db, sendout) is not { State: SendoutState.Cancelled, FinishedAt: null })
            return 0;
        var chunks = db.Get("Campaigns/find_unclaimed_chunks").Bind(sendout.Value).Bind(EndedPerTransaction)
            .All(row => (No: row.Int(0), Grant: new GrantId(row.Long(1)), Open: row.Long(2)));
        foreach (var (no, _, _) in chunks)
            db.Get("Campaigns/cancel_chunk").Bind(sendout.Value).Bind(no).Execute();
        foreach (var grant in chunks.GroupBy(chunk => chunk.Grant))
            Counters.Withhold(db, sendout, grant.Key, Outcome.Cancelled, grant.Sum(chunk => chunk.Open));
        Counters.Finish(db, sendout, at);
        return chunks.Count;
    }

    private static int ExpireChunks(Database db, SendoutId sendout, DateTimeOffset at)
    {
        if (Find(db, sendout) is not { State: SendoutState.Sending or SendoutState.Paused } found)
            return 0;
        if (found.ClosesAt > at)
            throw new InvalidOperationException($"sendout {sendout.Value} is not over at {at:u}; it is at {found.ClosesAt:u}");
        var chunks = db.Get("Campaigns/find_expirable_chunks").Bind(sendout.Value).Bind(found.ClosesAt).Bind(EndedPerTransaction)
            .All(row => (No: row.Int(0), Grant: new GrantId(row.Long(1)), Open: row.Long(2),
                Reason: row.IsNull(3) ? SuppressionReason.Validity : (SuppressionReason)row.Int(3)));
        foreach (var (no, _, _, reason) in chunks)
            db.Get("Campaigns/expire_chunk").Bind(sendout.Value).Bind(no).Bind((long)reason).Execute();
        foreach (var grant in chunks.GroupBy(chunk => chunk.Grant))
            Counters.Withhold(db, sendout, grant.Key, Outcome.Suppressed, grant.Sum(chunk => chunk.Open));
        Counters.Finish(db, sendout, at);
        return chunks.Count;
    }

    private static (int Chunks, long Leads) FreePilotChunks(Database db, SendoutId sendout)
    {
        var chunks = db.Get("Campaigns/find_pilot_chunks").Bind(sendout.Value).Bind(EndedPerTransaction)
            .All(row => (No: row.Int(0), Open: row.Long(1)));
        foreach (var (no, _) in chunks)
            db.Get("Campaigns/free_chunk").Bind(sendout.Value).Bind(no).Execute();
        return (chunks.Count, chunks.Sum(chunk => chunk.Open));
    }

    private static bool IsRunning(Database db, CampaignId campaign) => db.Get("Campaigns/find_latest_sendout").Bind(campaign.Value)
        .First(Map) is { State: SendoutState.Planning or SendoutState.Sending or SendoutState.Paused };

    private static bool Begin(Database db, Sendout sendout) =>
        db.Get("Campaigns/add_sendout").Bind(sendout.Id.Value).Bind(sendout.Campaign.Value).Bind(sendout.Account.Value)
            .Bind((long)sendout.Class).Bind(sendout.CreatedAt).Bind(sendout.ValidUntil).Execute() == 1;

    private static Sendout Map(Statement row) =>
        new(new(row.Long(0)), new(row.Long(1)), new(row.Long(2)), (TrafficClass)row.Int(3), (SendoutState)row.Int(4), row.Long(5),
            row.Int(6), row.Long(7), row.TextOrNull(8), row.Time(9), row.TimeOrNull(10))
        {
            PauseReason = (PauseReason)row.Int(11),
            ValidUntil = row.TimeOrNull(12),
        };
}
