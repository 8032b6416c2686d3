using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Shares;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Sendouts in memory, by the contract of the port.</summary>
public sealed class MemorySendoutStore(MemorySendouts memory, IShareStore shares, MemoryCampaignStore campaigns) : ISendoutStore
{
    /// <summary>Number of <see cref="AppendAsync"/> calls.</summary>
    public int Transactions { get; private set; }

    /// <summary>Largest number of chunks of one call.</summary>
    public int LargestTransaction { get; private set; }

    public Task<bool> BeginAsync(Sendout sendout, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (memory.IsRunning(sendout.Campaign))
                return Task.FromResult(false);
            memory.Sendouts.Add(sendout.Id.Value, sendout with { FirstFlush = memory.Journal.Count });
            return Task.FromResult(true);
        }
    }

    public async Task<bool> LaunchAsync(
        Sendout sendout, CampaignSchedule seen, CampaignSchedule next, CancellationToken cancellation)
    {
        if (memory.IsRunning(sendout.Campaign) || !campaigns.Schedule(sendout.Campaign, seen, next))
            return false;
        return await BeginAsync(sendout, cancellation);
    }

    public Task<long> ContinueAsync(SendoutId sendout, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var waiting = memory.ChunksOf(sendout)
                .Where(chunk => chunk.State == ChunkState.Open && chunk.Hold?.Reason == SuppressionReason.Pilot).ToList();
            waiting.ForEach(chunk => chunk.Hold = null);
            return Task.FromResult(waiting.Sum(chunk => (long)chunk.Open));
        }
    }

    public Task AppendAsync(IReadOnlyList<PlannedChunk> chunks, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            memory.Chunks.AddRange(chunks.Select(chunk => new StoredChunk(chunk with { Body = chunk.Body.ToArray() })));
            Transactions++;
            LargestTransaction = Math.Max(LargestTransaction, chunks.Count);
        }
        return Task.CompletedTask;
    }

    public async Task<Sendout?> FinishPlanAsync(
        SendoutId sendout, IReadOnlyList<GrantPlan> grants, DateTimeOffset at, CancellationToken cancellation)
    {
        var now = new Dictionary<GrantId, ShareGrant?>();
        foreach (var grant in grants.Where(grant => grant.Grant.Value != 0))
            now[grant.Grant] = await shares.FindAsync(grant.Grant, cancellation);
        var campaign = await campaigns.FindAsync(memory.Sendouts[sendout.Value].Campaign, cancellation);
        lock (memory.Guard)
        {
            var known = memory.Sendouts[sendout.Value];
            if (known.State != SendoutState.Planning)
                return null;
            if (MaximumSpend.FindExcess(
                campaign?.Terms.MaxSpendMicros, MostOf(sendout, isOwn: true), MostOf(sendout, isOwn: false)) is { } excess)
                return memory.Sendouts[sendout.Value] = known with { State = SendoutState.Failed, Error = excess, FinishedAt = at };
            var planned = grants.Sum(grant => grant.Planned);
            memory.Sendouts[sendout.Value] = known with
            {
                State = SendoutState.Sending,
                Planned = planned,
                Chunks = memory.ChunksOf(sendout).Count(),
            };
            memory.Counters.AddRange(grants.Select(grant =>
                new SendoutCounter(sendout, grant.Grant, grant.Planned, new() { [Outcome.Suppressed] = grant.Suppressed }, 0)));
            memory.Settle(sendout, at);
            foreach (var chunk in memory.ChunksOf(sendout).Where(chunk => chunk.State == ChunkState.Open && chunk.Planned.Grant.Value != 0))
            {
                if (now[chunk.Planned.Grant] is not { State: GrantState.Accepted } grant || grant.Epoch != chunk.Planned.Epoch)
                    memory.End(chunk, ChunkState.Revoked, at);
            }
            return memory.Sendouts[sendout.Value];
        }
    }

    public Task DropPlanAsync(SendoutId sendout, CancellationToken cancellation)
    {
        lock (memory.Guard)
            memory.Chunks.RemoveAll(chunk => chunk.Planned.Key.Sendout == sendout);
        return Task.CompletedTask;
    }

    public Task FailPlanAsync(SendoutId sendout, string error, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (memory.Sendouts[sendout.Value] is { State: SendoutState.Planning } known)
                memory.Sendouts[sendout.Value] = known with { State = SendoutState.Failed, Error = error, FinishedAt = at };
        }
        return Task.CompletedTask;
    }

    public Task<Sendout?> FindAsync(SendoutId sendout, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult(memory.Sendouts.GetValueOrDefault(sendout.Value));
    }

    public Task<Sendout?> FindLatestAsync(CampaignId campaign, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult(memory.Sendouts.Values.LastOrDefault(sendout => sendout.Campaign == campaign));
    }

    public Task<IReadOnlyList<Sendout>> ListActiveAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<Sendout>>([.. memory.Sendouts.Values.Where(sendout =>
                sendout.State is SendoutState.Planning or SendoutState.Sending or SendoutState.Paused
                || (sendout.State is SendoutState.Sent or SendoutState.Cancelled && (sendout.FinishedAt ?? sendout.CreatedAt) > since))]);
        }
    }

    public Task<Sendout?> ChangeStateAsync(
        SendoutId sendout, IReadOnlyList<SendoutState> from, SendoutState to, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var known = memory.Sendouts[sendout.Value];
            if (!from.Contains(known.State))
                return Task.FromResult<Sendout?>(null);
            memory.Sendouts[sendout.Value] = known with { State = to };
            if (to == SendoutState.Cancelled && known.State != SendoutState.Planning)
            {
                foreach (var chunk in memory.ChunksOf(sendout).Where(chunk => chunk.State == ChunkState.Open))
                    memory.End(chunk, ChunkState.Cancelled, at);
            }
            return Task.FromResult<Sendout?>(memory.Sendouts[sendout.Value]);
        }
    }

    public Task<IReadOnlyList<HeldLeads>> HeldAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<HeldLeads>>(
                [.. memory.HeldBeyond(sendout, at).GroupBy(chunk => (chunk.Planned.Grant, Hold: chunk.Hold!))
                    .Select(group => new HeldLeads(group.Key.Grant, group.Key.Hold, group.Sum(chunk => chunk.Open)))]);
        }
    }

    public Task<IReadOnlyList<SendoutId>> ListExpiredAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<SendoutId>>([.. memory.Sendouts.Values
                .Where(sendout => sendout.State is SendoutState.Sending or SendoutState.Paused && sendout.ClosesAt <= at)
                .Select(sendout => sendout.Id)]);
        }
    }

    public Task ExpireAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var closed = memory.Sendouts[sendout.Value].ClosesAt;
            foreach (var chunk in memory.ChunksOf(sendout).Where(chunk => chunk.State == ChunkState.Open).ToList())
            {
                chunk.Reason = chunk.Hold is { } hold && hold.NotBefore > closed ? hold.Reason : SuppressionReason.Validity;
                memory.End(chunk, ChunkState.Suppressed, at);
            }
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Sendout>> ListByCampaignAsync(CampaignId campaign, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult<IReadOnlyList<Sendout>>([.. memory.Sendouts.Values.Where(sendout => sendout.Campaign == campaign)]);
    }

    public async Task<IReadOnlyList<Sendout>> ListUnderwayAsync(ListId list, CancellationToken cancellation)
    {
        var underway = await ListActiveAsync(DateTimeOffset.MaxValue, cancellation);
        var over = new List<Sendout>();
        foreach (var sendout in underway)
        {
            if (await campaigns.FindAsync(sendout.Campaign, cancellation) is { } campaign
                && campaign.Targets.Any(target => target.List == list))
                over.Add(sendout);
        }
        return over;
    }

    public Task<IReadOnlyList<ChunkLeads>> ReadLeadsAsync(
        SendoutId sendout, ListId list, int after, int maxChunks, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<ChunkLeads>>(
            [
                .. memory.ChunksOf(sendout).Select(chunk => chunk.Planned)
                    .Where(chunk => chunk.List == list && chunk.Grant.Value == 0 && chunk.Key.No > after)
                    .Take(maxChunks).Select(chunk => new ChunkLeads(chunk.Key.No, list, chunk.Body)),
            ]);
        }
    }

    public Task<ChunkLeads?> FindLeadsAsync(ChunkKey chunk, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var found = memory.ChunksOf(chunk.Sendout).FirstOrDefault(one => one.Planned.Key == chunk)?.Planned;
            return Task.FromResult(found is null ? null : new ChunkLeads(chunk.No, found.List, found.Body));
        }
    }

    public Task<IReadOnlyList<SendoutCounter>> CountersAsync(SendoutId sendout, CancellationToken cancellation) =>
        Counters(counter => counter.Sendout == sendout);

    public Task<IReadOnlyList<SendoutCounter>> CountersByGrantAsync(GrantId grant, CancellationToken cancellation) =>
        Counters(counter => counter.Grant == grant);

    private long MostOf(SendoutId sendout, bool isOwn) => memory.ChunksOf(sendout)
        .Where(chunk => chunk.Planned.Grant.Value == 0 == isOwn)
        .Sum(chunk => chunk.Open * chunk.Planned.PriceMicros * chunk.Planned.MaxParts);

    private Task<IReadOnlyList<SendoutCounter>> Counters(Func<SendoutCounter, bool> match)
    {
        lock (memory.Guard)
            return Task.FromResult<IReadOnlyList<SendoutCounter>>([.. memory.Counters.Where(match)]);
    }
}
