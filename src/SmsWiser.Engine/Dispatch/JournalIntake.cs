using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Dispatch;

/// <summary>One entry on its way to the journal.</summary>
internal readonly record struct JournalRecord(
    int Ticket, EntryState State, byte Index, byte Part, byte Parts, byte Attempt, uint Code, CarrierId Carrier, long At, int IdOffset,
        byte IdLength);

/// <summary>One receipt on its way to the journal; answered once it is durable.</summary>
internal readonly record struct ReceiptRecord(
    EsmeSession Session, uint Sequence, CarrierId Carrier, EntryState State, byte RawState, uint Code, long At, int IdOffset,
        byte IdLength);

/// <summary>What waits for the next flush. Filled under the journal's guard, emptied by the journal loop.</summary>
internal sealed class JournalIntake
{
    private byte[] ids = new byte[64 * 1024];
    private int idsUsed;

    public List<JournalRecord> Records { get; } = new(4096);

    public List<ReceiptRecord> Receipts { get; } = new(4096);

    public int Count => Records.Count + Receipts.Count;

    public ReadOnlySpan<byte> Id(int offset, byte length) => ids.AsSpan(offset, length);

    public void Add(ChunkBoard board, EntryState state, in PartCookie part, uint code, CarrierId carrier, long at, ReadOnlySpan<byte> id =
        default)
    {
        var offset = Keep(id, out var length);
        Records.Add(new(board.Ticket, state, part.Index, part.Part, part.Parts, (byte)Math.Min(part.Attempt, byte.MaxValue), code, carrier,
            at,
            offset, length));
    }

    /// <summary>Adds an entry for a whole lead: revoked, suppressed or cancelled.</summary>
    public void AddLead(ChunkBoard board, EntryState state, byte index, uint code, long at) =>
        Records.Add(new(board.Ticket, state, index, 0, 0, 1, code, default, at, 0, 0));

    public void AddReceipt(
        EsmeSession session, uint sequence, CarrierId carrier, EntryState state, byte rawState, uint code, long at, ReadOnlySpan<byte> id)
    {
        var offset = Keep(id, out var length);
        Receipts.Add(new(session, sequence, carrier, state, rawState, code, at, offset, length));
    }

    public void Clear()
    {
        Records.Clear();
        Receipts.Clear();
        idsUsed = 0;
    }

    private int Keep(ReadOnlySpan<byte> id, out byte length)
    {
        length = (byte)Math.Min(id.Length, byte.MaxValue);
        if (ids.Length - idsUsed < length)
            Array.Resize(ref ids, ids.Length * 2);
        id[..length].CopyTo(ids.AsSpan(idsUsed));
        var offset = idsUsed;
        idsUsed += length;
        return offset;
    }
}
