using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Campaigns;

/// <summary>Sendouts, their plans and counters in the store. Every method is one transaction. Any thread.</summary>
public interface ISendoutStore
{
    /// <summary>Registers a sendout in state planning; its first flush is set to the journal's end.</summary>
    /// <returns>False when the campaign has a sendout that is planning, sending or paused.</returns>
    Task<bool> BeginAsync(Sendout sendout, CancellationToken cancellation);

    /// <summary>Registers the sendout of a scheduled start and moves the schedule on, both or neither.</summary>
    /// <param name="sendout">As for <see cref="BeginAsync"/>.</param>
    /// <param name="seen">The schedule as it was read.</param>
    /// <param name="next">The schedule after this start.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the schedule was changed meanwhile, or the campaign has a sendout under way.</returns>
    Task<bool> LaunchAsync(Sendout sendout, CampaignSchedule seen, CampaignSchedule next, CancellationToken cancellation);

    /// <summary>Lets the leads go that wait for the end of the pilot. Small transactions; may be repeated.</summary>
    /// <returns>How many.</returns>
    Task<long> ContinueAsync(SendoutId sendout, CancellationToken cancellation);

    /// <summary>Adds chunks to a plan. Nothing of it can be claimed before <see cref="FinishPlanAsync"/>.</summary>
    Task AppendAsync(IReadOnlyList<PlannedChunk> chunks, CancellationToken cancellation);

    /// <summary>Makes the plan claimable: sets planned and chunks, adds one counter row per grant (planned leads, suppressed leads), and
    /// moves the sendout to sending, or to sent when every lead is suppressed. Chunks of a share that was stopped meanwhile end revoked in
    /// the same transaction. A paying account's credits for all its parts are held; where they do not suffice, or the account is suspended,
    /// the sendout is paused instead. Where they would be more than the campaign's maximum spend, it fails with the reason, and its chunks
    /// are to be dropped.</summary>
    /// <returns>The sendout as it is now; null when it is not planning (cancelled meanwhile).</returns>
    Task<Sendout?> FinishPlanAsync(SendoutId sendout, IReadOnlyList<GrantPlan> grants, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Removes the chunks of an unfinished plan, so that planning can start over after a crash. Small transactions.</summary>
    Task DropPlanAsync(SendoutId sendout, CancellationToken cancellation);

    /// <summary>Ends planning with an error.</summary>
    Task FailPlanAsync(SendoutId sendout, string error, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The sendout, or null.</summary>
    Task<Sendout?> FindAsync(SendoutId sendout, CancellationToken cancellation);

    /// <summary>The latest sendout of a campaign, or null.</summary>
    Task<Sendout?> FindLatestAsync(CampaignId campaign, CancellationToken cancellation);

    /// <summary>All sendouts of a campaign, oldest first.</summary>
    Task<IReadOnlyList<Sendout>> ListByCampaignAsync(CampaignId campaign, CancellationToken cancellation);

    /// <summary>Sendouts that are planning, sending or paused and target a list, whoever sends.</summary>
    Task<IReadOnlyList<Sendout>> ListUnderwayAsync(ListId list, CancellationToken cancellation);

    /// <summary>Leads of a sendout's chunks over one list of the sender's own, in ascending number of the chunk.</summary>
    /// <param name="sendout">The sendout.</param>
    /// <param name="list">The list.</param>
    /// <param name="after">Chunks up to this number are passed over; −1 for none.</param>
    /// <param name="maxChunks">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    Task<IReadOnlyList<ChunkLeads>> ReadLeadsAsync(
        SendoutId sendout, ListId list, int after, int maxChunks, CancellationToken cancellation);

    /// <summary>Leads of one chunk, or null when it is not there.</summary>
    Task<ChunkLeads?> FindLeadsAsync(ChunkKey chunk, CancellationToken cancellation);

    /// <summary>Sendouts that are planning, sending or paused, and those sent or cancelled after <paramref name="since"/> (their receipts
    /// still come).</summary>
    Task<IReadOnlyList<Sendout>> ListActiveAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Pauses, resumes or cancels by compare-and-set on the state, with an entry of the gate log. Cancelling also moves unclaimed
    /// chunks to cancelled and their open leads to the counter. Resuming holds credits that are not held yet; where they do not suffice, or
    /// the account is suspended, the sendout stays paused and says so.</summary>
    /// <returns>The sendout as it is now; null when its state is not in <paramref name="from"/>.</returns>
    Task<Sendout?> ChangeStateAsync(
        SendoutId sendout, IReadOnlyList<SendoutState> from, SendoutState to, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Leads of unclaimed chunks that are held beyond <paramref name="at"/>, by grant, reason and moment.</summary>
    Task<IReadOnlyList<HeldLeads>> HeldAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Sending and paused sendouts with open leads of which nothing may be submitted any more at
    /// <paramref name="at"/>.</summary>
    Task<IReadOnlyList<SendoutId>> ListExpiredAsync(DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Ends the open, unclaimed chunks of a sendout whose validity is over as suppressed, and counts their open leads: by what
    /// held them to the end, else as <see cref="SuppressionReason.Validity"/>. Small transactions; may be repeated, each call ends what is
    /// left.</summary>
    Task ExpireAsync(SendoutId sendout, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Counters of a sendout, one row per grant (0 = own lists).</summary>
    Task<IReadOnlyList<SendoutCounter>> CountersAsync(SendoutId sendout, CancellationToken cancellation);

    /// <summary>Counters of all sendouts that relied on a grant: what its owner's totals are made of.</summary>
    Task<IReadOnlyList<SendoutCounter>> CountersByGrantAsync(GrantId grant, CancellationToken cancellation);
}

/// <summary>What a plan holds of one grant.</summary>
/// <param name="Grant">The grant; 0 = own lists.</param>
/// <param name="Planned">Leads planned, suppressed ones included.</param>
/// <param name="Suppressed">Leads that planning suppressed.</param>
public sealed record GrantPlan(GrantId Grant, long Planned, long Suppressed);

/// <summary>The leads of one chunk.</summary>
/// <param name="No">Number of the chunk in its sendout.</param>
/// <param name="List">List of them all.</param>
/// <param name="Body">As in <see cref="PlannedChunk.Body"/>.</param>
public sealed record ChunkLeads(int No, ListId List, ReadOnlyMemory<byte> Body);
