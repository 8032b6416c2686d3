using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Makes chunks of the leads that a walk tells of and stores them: memory is bounded by the chunks of one transaction and one open
/// chunk per route. One owner; not thread-safe.</summary>
/// <param name="sendout">The sendout planned.</param>
/// <param name="sendouts">Where its chunks go.</param>
/// <param name="turns">When they get their turn.</param>
/// <param name="tags">For the tags of their leads.</param>
/// <param name="gatePosition">Position of the gate log before anything was read.</param>
/// <param name="parts">Counts the parts of their texts.</param>
/// <param name="progress">Told after each transaction; may be null.</param>
internal sealed class PlanRun(
    SendoutId sendout, ISendoutStore sendouts, ChunkTurns turns, NumberTags tags, long gatePosition, PartCounter parts,
    Action<PlanProgress>? progress) : IAudienceSink
{
    private const int ChunksPerTransaction = 64;
    private const int TransactionsPerStateCheck = 16;

    private readonly ChunkBuilder chunks = new(sendout, tags, gatePosition, turns);
    private readonly Dictionary<GrantId, GrantPlan> grants = [];
    private PlanTarget? target;
    private ChunkHold? lastHold;
    private long planned, suppressed, plannedBefore;
    private int transactions;

    /// <summary>Plans what the walk comes upon.</summary>
    /// <returns>What was planned per grant; null when the sendout was cancelled meanwhile.</returns>
    public async Task<IReadOnlyList<GrantPlan>?> PlanAsync(
        AudienceWalk walk, IReadOnlyList<PlanTarget> targets, CancellationToken cancellation)
    {
        if (!await walk.WalkAsync(targets, this, cancellation))
            return null;
        if (chunks.Ready.Count > 0)
            await AppendAsync(walk.Walked, cancellation);
        return [.. grants.Values];
    }

    public void Begin(PlanTarget next, ulong key)
    {
        target = next;
        turns.Key = key;
        chunks.Begin(next);
    }

    public void Exclude(SuppressionReason reason, in EligibilityDecision decision, uint leadNo, ulong number)
    {
        planned++;
        suppressed++;
        chunks.Add(reason, leadNo, number);
    }

    public void Take(in Zone zone, in EligibilityDecision decision, uint leadNo, in LeadView lead)
    {
        planned++;
        var size = target!.Texts is { } texts ? parts.Count(texts, lead, zone.Route) : 0;
        chunks.Add(zone, decision.PlaceNo, HoldOf(decision), leadNo, lead.Number, size);
    }

    public ValueTask<bool> RestAsync(long walked, CancellationToken cancellation) =>
        chunks.Ready.Count < ChunksPerTransaction ? new(true) : new(AppendAsync(walked, cancellation));

    public void End()
    {
        chunks.End();
        plannedBefore += planned;
        var grant = target!.Grant;
        var known = grants.GetValueOrDefault(grant) ?? new(grant, 0, 0);
        grants[grant] = known with { Planned = known.Planned + planned, Suppressed = known.Suppressed + suppressed };
        (planned, suppressed) = (0, 0);
    }

    /// <summary>The hold of a decision; leads of one place share it.</summary>
    private ChunkHold? HoldOf(in EligibilityDecision decision)
    {
        if (decision.Verdict != EligibilityVerdict.Hold)
            return null;
        if (lastHold is null || lastHold.NotBefore != decision.NotBefore || lastHold.Reason != decision.Reason)
            lastHold = new(decision.Reason!.Value, decision.NotBefore);
        return lastHold;
    }

    /// <returns>False when the sendout is not planning any more.</returns>
    private async Task<bool> AppendAsync(long walked, CancellationToken cancellation)
    {
        await sendouts.AppendAsync(chunks.Ready, cancellation);
        chunks.Recycle();
        progress?.Invoke(new(sendout, walked, plannedBefore + planned));
        if (++transactions % TransactionsPerStateCheck != 0)
            return true;
        return await sendouts.FindAsync(sendout, cancellation) is { State: SendoutState.Planning };
    }
}
