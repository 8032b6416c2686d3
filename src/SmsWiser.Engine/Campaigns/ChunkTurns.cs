using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Campaigns;

/// <summary>When the chunks of a sendout get their turn: the pilot first and the others when a person continues, or all of them evenly over
/// some time, in an order that only the key tells. One owner; not thread-safe.</summary>
/// <param name="terms">The campaign's.</param>
/// <param name="start">When the sendout began, UTC.</param>
/// <param name="leads">Leads of all targets, before filters.</param>
internal sealed class ChunkTurns(CampaignTerms terms, DateTimeOffset start, long leads)
{
    private const int FewestLeads = 8;
    private static readonly ChunkHold AfterPilot = new(SuppressionReason.Pilot, DateTimeOffset.MaxValue);

    private readonly int slots = Math.Max(1, (int)terms.Spread.TotalMinutes);
    private int pilotLeft = terms.PilotLeads;
    private bool isPilotOver;

    /// <summary>Leads of a chunk at most: what is to be spread comes in small ones, so that each minute has some.</summary>
    public int LeadsPerChunk { get; } = terms.Spread == TimeSpan.Zero
        ? ChunkBuilder.MaxLeads
        : (int)Math.Clamp(leads / Math.Max(1, (long)terms.Spread.TotalMinutes), FewestLeads, ChunkBuilder.MaxLeads);

    /// <summary>Key of the order of turns.</summary>
    public ulong Key { get; set; }

    /// <summary>Takes one more lead that is to be sent.</summary>
    /// <returns>True when it is the last of the pilot: the chunks begun so far go first.</returns>
    public bool IsLastOfPilot() => pilotLeft > 0 && --pilotLeft == 0;

    /// <summary>What a chunk waits for.</summary>
    /// <param name="hold">What its leads wait for anyway, or null.</param>
    /// <param name="chunkNo">Its number.</param>
    public ChunkHold? Of(ChunkHold? hold, int chunkNo)
    {
        if (terms.PilotLeads > 0 && isPilotOver)
            return AfterPilot;
        if (slots == 1 || hold?.NotBefore == DateTimeOffset.MaxValue)
            return hold;
        var slot = (int)Math.BigMul(KeyedOrder.Derive(Key, chunkNo), (ulong)slots, out _);
        return slot == 0 ? hold : new(hold?.Reason ?? SuppressionReason.Validity, (hold?.NotBefore ?? start).AddMinutes(slot));
    }

    /// <summary>The chunks of the pilot are complete; all further ones wait.</summary>
    public void EndPilot() => isPilotOver = true;
}
