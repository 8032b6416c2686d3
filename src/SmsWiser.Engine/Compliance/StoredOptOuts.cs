using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Compliance;

/// <summary>Checks a chunk against the opt-outs in the store, when it was planned so long ago that the node does not have all those behind
/// its plan in memory: after a restart, mostly. Dispatcher loop only.</summary>
internal sealed class StoredOptOuts(IOptOutStore store, Gate gate, Journal journal, TimeProvider time)
{
    private readonly List<byte> leads = [];

    /// <summary>True when the plan is older than what the gate knows.</summary>
    public bool MustCheck(PreparedChunk chunk) => chunk.OptOutsThrough < gate.OptOuts.Floor;

    /// <summary>Takes out of the chunk those who have opted out; they end suppressed.</summary>
    public async Task CheckAsync(PreparedChunk chunk)
    {
        // What the gate has read is committed, so the store's answer holds all up to here.
        var position = gate.Position;
        var keys = new HashSet<ulong>();
        foreach (var part in chunk.Parts)
            keys.Add(chunk.NumberKeys[part.Index]);
        var gone = await store.FindAsync(chunk.OptOuts.All, keys, CancellationToken.None);
        chunk.OptOutsThrough = position;
        if (gone.Count == 0)
            return;
        leads.Clear();
        chunk.Drop(gone, leads);
        lock (journal.Guard)
        {
            foreach (var lead in leads)
                journal.Intake.AddLead(
                    chunk.Board, EntryState.Suppressed, lead, (uint)SuppressionReason.OptedOut, time.GetTimestamp());
        }
        journal.Notify();
    }
}
