using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Folds entries into their boards and packs them into one flush. Journal loop only.</summary>
internal sealed class FlushBuilder(NodeId node)
{
    private readonly EntryWriter writer = new();
    private readonly List<SendoutTotals> dirty = [];
    private readonly List<SendoutCharges> charged = [];
    private readonly List<ChunkKey> done = [];
    private readonly long[] entries = new long[(int)EntryState.Cancelled + 1];
    private readonly long[] refusals = new long[(int)CommandStatusClass.Delivery + 1];
    private long flushes;

    public int Octets => writer.Length;

    public bool IsEmpty => writer.Count == 0;

    /// <summary>Entries taken in that state since the start. Any thread.</summary>
    public long Entries(EntryState state) => Volatile.Read(ref entries[(int)state]);

    /// <summary>Of them the parts refused for good or given up, by class of the status; those without a status are not among them. Any
    /// thread.</summary>
    public long Refusals(CommandStatusClass status) => Volatile.Read(ref refusals[(int)status]);

    /// <summary>Takes one entry. Withholding a lead that has been answered meanwhile says nothing and is left out.</summary>
    public void Add(ChunkBoard board, in Entry entry)
    {
        ref var state = ref board.States[entry.Index];
        var before = state.Outcome;
        if (before != Outcome.Open && entry.State >= EntryState.Revoked)
            return;
        writer.Write(entry);
        entries[(int)entry.State]++;
        if (entry is { State: EntryState.Rejected or EntryState.LateRejected or EntryState.Failed, Code: not 0 })
            refusals[(int)((CommandStatus)entry.Code).Classify()]++;
        state = state.Fold(entry);
        var after = state.Outcome;
        var totals = board.Totals;
        var wasDirty = totals.IsDirty;
        if (entry.State is EntryState.Accepted or EntryState.Rejected or EntryState.Failed or EntryState.Unknown)
            totals.AddPart();
        if (before != after)
            totals.Move(before, after);
        if (!wasDirty && totals.IsDirty)
            dirty.Add(totals);
        if (board.Charges is { } charges)
            Charge(charges, entry.State);
        if (before == Outcome.Open && after != Outcome.Open && --board.Open == 0)
            done.Add(board.Key);
    }

    /// <summary>The flush of everything added since the last call. Its octets are valid until the next <see cref="Add"/>.</summary>
    public Flush Take(DateTimeOffset at)
    {
        var flush = new Flush(node, ++flushes, at, writer.Count, writer.Packed, dirty.ConvertAll(totals => totals.Take()), [.. done])
        {
            Charges = charged.ConvertAll(charges => charges.Take()),
        };
        dirty.Clear();
        charged.Clear();
        done.Clear();
        writer.Clear();
        return flush;
    }

    private void Charge(SendoutCharges charges, EntryState state)
    {
        var wasEmpty = charges.IsEmpty;
        charges.Count(state);
        if (wasEmpty && !charges.IsEmpty)
            charged.Add(charges);
    }
}
