using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Dispatch;

/// <summary>One part, ready for the wire.</summary>
internal readonly record struct PreparedPart(int Offset, ushort Length, byte Index, byte Part, byte Parts);

/// <summary>A part that was refused for a passing reason and goes again.</summary>
internal readonly record struct PartRetry(int Item, int Attempt, long NotBefore);

/// <summary>The part of a chunk that goes next: a refused one by its place among the retries, or one that goes for the first time
/// (place −1).</summary>
internal readonly record struct NextPart(int Item, int Attempt, int Retry)
{
    public bool IsFirst => Retry < 0;
}

/// <summary>The submit_sm bodies of a chunk in one pooled block. One owner at a time: the dispatcher, or the bind writer it was fed to
/// (then under that writer's lock).</summary>
internal sealed class PreparedChunk
{
    private byte[] octets = new byte[256 * 192];
    private readonly bool[] dropping = new bool[256];
    private int used;

    public ChunkBoard Board { get; private set; } = null!;

    public List<PreparedPart> Parts { get; } = new(256);

    public List<PartRetry> Retries { get; } = [];

    /// <summary>Parts before it went on the wire at least once.</summary>
    public int Cursor { get; set; }

    /// <summary>Parts written and not yet answered.</summary>
    public int Outstanding { get; set; }

    /// <summary>State of the gate that it was last checked at.</summary>
    public long CheckedAt { get; set; }

    /// <summary>Timestamp from which nothing of it may be written: the hours of its leads, or the validity of its sendout, end.</summary>
    public long ClosesAt { get; set; }

    /// <summary>Why it may not be sent now, found while it was prepared; nothing of it is rendered then.</summary>
    public ChunkHold? Hold { get; set; }

    /// <summary>Where its leads are, as far as hours go; all in one.</summary>
    public Place? Place { get; set; }

    /// <summary>Low 64 bits of the number key of each lead that was rendered, by its index.</summary>
    public ulong[] NumberKeys { get; } = new ulong[256];

    /// <summary>The opt-outs that bind it.</summary>
    public OptOutDomains OptOuts { get; set; } = OptOutDomains.None;

    /// <summary>Position of the gate log up to which its leads were checked against opt-outs in the store, by the plan or when it was
    /// prepared.</summary>
    public long OptOutsThrough { get; set; }

    public bool HasWork => Cursor < Parts.Count || Retries.Count > 0;

    public bool IsSettled => !HasWork && Outstanding == 0;

    public int Remaining => Parts.Count - Cursor + Retries.Count;

    public void Begin(ChunkBoard board)
    {
        Board = board;
        Parts.Clear();
        Retries.Clear();
        used = Cursor = Outstanding = 0;
        CheckedAt = -1;
        OptOuts = OptOutDomains.None;
        OptOutsThrough = 0;
        ClosesAt = long.MaxValue;
        (Hold, Place) = (null, null);
    }

    /// <summary>Room for one body, to be written before <see cref="Add"/>.</summary>
    public Span<byte> Room(int octetsNeeded)
    {
        if (octets.Length - used < octetsNeeded)
            Array.Resize(ref octets, Math.Max(octets.Length * 2, used + octetsNeeded));
        return octets.AsSpan(used);
    }

    public void Add(int length, byte index, int part, int parts)
    {
        Parts.Add(new(used, (ushort)length, index, (byte)part, (byte)parts));
        used += length;
    }

    public ReadOnlySpan<byte> Body(PreparedPart part) => octets.AsSpan(part.Offset, part.Length);

    /// <summary>The part that goes next: a refused one whose time has come, else the first that has not gone yet; null when there is
    /// none.</summary>
    public NextPart? Next(long now)
    {
        for (var i = 0; i < Retries.Count; i++)
        {
            if (Retries[i].NotBefore <= now)
                return new(Retries[i].Item, Retries[i].Attempt, i);
        }
        return Cursor < Parts.Count ? new(Cursor, 1, -1) : null;
    }

    /// <summary>Notes that this part goes on the wire.</summary>
    public void Take(NextPart next)
    {
        if (next.IsFirst)
            Cursor++;
        else
            Retries.RemoveAt(next.Retry);
        Outstanding++;
    }

    /// <summary>Takes out the leads of which parts have not gone on the wire; they are the caller's to account for.</summary>
    public void TakeUnsent(List<byte> leads)
    {
        for (var i = Cursor; i < Parts.Count; i++)
            AddLead(leads, Parts[i].Index);
        foreach (var retry in Retries)
            AddLead(leads, Parts[retry.Item].Index);
        Cursor = Parts.Count;
        Retries.Clear();
    }

    /// <summary>Takes out the parts, not yet on the wire, of people who have opted out of late; their leads are the caller's to account
    /// for.</summary>
    /// <returns>Parts taken out.</returns>
    public int DropOptedOut(RecentOptOuts recent, List<byte> leads)
    {
        var masks = OptOuts.Masks;
        if (masks.IsEmpty || recent.IsEmpty)
            return 0;
        var any = false;
        for (var i = 0; i < Board.States.Length; i++)
        {
            dropping[i] = false;
            foreach (var mask in masks)
                dropping[i] |= recent.Contains(NumberKeys[i] ^ mask);
            any |= dropping[i];
        }
        return any ? DropMarked(leads) : 0;
    }

    /// <summary>The same for leads with these number keys.</summary>
    public int Drop(IReadOnlySet<ulong> numberKeys, List<byte> leads)
    {
        for (var i = 0; i < Board.States.Length; i++)
            dropping[i] = numberKeys.Contains(NumberKeys[i]);
        return DropMarked(leads);
    }

    /// <summary>Parts that went on the wire keep their places: what is in flight is known by them.</summary>
    private int DropMarked(List<byte> leads)
    {
        var before = Remaining;
        var kept = Cursor;
        for (var i = Cursor; i < Parts.Count; i++)
        {
            if (dropping[Parts[i].Index])
                AddLead(leads, Parts[i].Index);
            else
                Parts[kept++] = Parts[i];
        }
        Parts.RemoveRange(kept, Parts.Count - kept);
        for (var i = Retries.Count - 1; i >= 0; i--)
        {
            if (!dropping[Parts[Retries[i].Item].Index])
                continue;
            AddLead(leads, Parts[Retries[i].Item].Index);
            Retries.RemoveAt(i);
        }
        return before - Remaining;
    }

    private static void AddLead(List<byte> leads, byte index)
    {
        if (leads.Count == 0 || (leads[^1] != index && !leads.Contains(index)))
            leads.Add(index);
    }
}
