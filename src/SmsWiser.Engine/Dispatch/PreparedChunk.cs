using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>One part, ready for the wire.</summary>
internal readonly record struct PreparedPart(int Offset, ushort Length, byte Index, byte Part, byte Parts);

/// <summary>A part that was refused for a passing reason and goes again.</summary>
internal readonly record struct PartRetry(int Item, int Attempt, long NotBefore);

/// <summary>The submit_sm bodies of a chunk in one pooled block. One owner at a time: the dispatcher, or the bind writer it was fed to
/// (then under that writer's lock).</summary>
internal sealed class PreparedChunk
{
    private byte[] octets = new byte[256 * 192];
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

    private static void AddLead(List<byte> leads, byte index)
    {
        if (leads.Count == 0 || (leads[^1] != index && !leads.Contains(index)))
            leads.Add(index);
    }
}
