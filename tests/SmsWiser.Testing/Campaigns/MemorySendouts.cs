using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Testing.Campaigns;

/// <summary>A chunk with what changes in it.</summary>
internal sealed class StoredChunk(PlannedChunk planned)
{
    public PlannedChunk Planned { get; } = planned;

    public ChunkState State { get; set; } = planned.Reason is null ? ChunkState.Open : ChunkState.Suppressed;

    public int Open { get; set; } = planned.Reason is null ? planned.Leads : 0;

    public NodeId Node { get; set; }

    public ChunkHold? Hold { get; set; } = planned.Hold;

    public SuppressionReason? Reason { get; set; } = planned.Reason;

    public ChunkHead Head =>
        new(Planned.Key, Planned.Grant, Planned.Epoch, Planned.Leads, Open, State, Reason) { Hold = Hold };
}

/// <summary>What the sendout store and the dispatch store in memory share: sendouts, chunks, counters and the journal, under one
/// lock.</summary>
public sealed class MemorySendouts
{
    internal Lock Guard { get; } = new();

    internal SortedDictionary<long, Sendout> Sendouts { get; } = [];

    internal List<StoredChunk> Chunks { get; } = [];

    internal List<SendoutCounter> Counters { get; } = [];

    internal List<(Flush Flush, long Id)> Journal { get; } = [];

    internal IEnumerable<StoredChunk> ChunksOf(SendoutId sendout) => Chunks.Where(chunk => chunk.Planned.Key.Sendout == sendout);

    internal bool IsRunning(CampaignId campaign)
    {
        lock (Guard)
        {
            return Sendouts.Values.Any(known => known.Campaign == campaign
                && known.State is SendoutState.Planning or SendoutState.Sending or SendoutState.Paused);
        }
    }

    internal IEnumerable<StoredChunk> HeldBeyond(SendoutId sendout, DateTimeOffset at) =>
        ChunksOf(sendout).Where(chunk => chunk.State == ChunkState.Open && chunk.Hold?.NotBefore > at);

    /// <summary>Adds outcomes to a counter row and ends the sendout when nothing of it is open.</summary>
    internal void Count(SendoutId sendout, GrantId grant, OutcomeCounts outcomes, long parts, DateTimeOffset at)
    {
        var index = Counters.FindIndex(counter => counter.Sendout == sendout && counter.Grant == grant);
        var known = Counters[index];
        known.Outcomes.Add(outcomes);
        Counters[index] = known with { PartsSubmitted = known.PartsSubmitted + parts };
        Settle(sendout, at);
    }

    /// <summary>Ends a chunk that nobody works on.</summary>
    internal void End(StoredChunk chunk, ChunkState state, DateTimeOffset at)
    {
        var outcome = state switch
        {
            ChunkState.Revoked => Outcome.Revoked,
            ChunkState.Suppressed => Outcome.Suppressed,
            _ => Outcome.Cancelled,
        };
        var outcomes = new OutcomeCounts { [outcome] = chunk.Open };
        (chunk.State, chunk.Open) = (state, 0);
        Count(chunk.Planned.Key.Sendout, chunk.Planned.Grant, outcomes, 0, at);
    }

    internal void Settle(SendoutId id, DateTimeOffset at)
    {
        var sendout = Sendouts[id.Value];
        var answered = Counters.Where(counter => counter.Sendout == id).Sum(counter => counter.Outcomes.Answered);
        if (answered != sendout.Planned || sendout.FinishedAt is not null)
            return;
        var state = sendout.State == SendoutState.Cancelled ? SendoutState.Cancelled : SendoutState.Sent;
        Sendouts[id.Value] = sendout with { State = state, FinishedAt = at };
    }
}
