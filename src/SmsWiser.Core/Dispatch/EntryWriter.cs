using System.Buffers.Binary;

namespace SmsWiser.Core.Dispatch;

/// <summary>Packs entries for one flush. Entries of one chunk and carrier that follow each other share a run header.
/// <para>Run: sendout, chunk and carrier as variable-length integers, number of entries as uint16 little-endian. Entry: one octet
/// <c>state | 0x10 has part | 0x20 has attempt | 0x40 has code | 0x80 has message id</c>, index (1), Δt zigzag variable-length, then what
/// the flags announce: part (1) and parts (1); attempt (1); code variable-length; id length (1) and octets.</para>
/// One owner; not thread-safe. Octets are valid until the next call.</summary>
public sealed class EntryWriter
{
    internal const byte HasPart = 0x10;
    internal const byte HasAttempt = 0x20;
    internal const byte HasCode = 0x40;
    internal const byte HasId = 0x80;

    private const int MaxRunHeader = 32;
    private const int MaxEntry = 24 + byte.MaxValue;

    private byte[] octets = new byte[64 * 1024];
    private int used;
    private int runCountAt = -1;
    private int runCount;
    private ChunkKey runChunk;
    private CarrierId runCarrier;

    /// <summary>Entries written since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The packed entries.</summary>
    public ReadOnlyMemory<byte> Packed
    {
        get
        {
            CloseRun();
            return octets.AsMemory(0, used);
        }
    }

    /// <summary>Octets packed so far.</summary>
    public int Length => used;

    /// <summary>Starts over with the same memory.</summary>
    public void Clear()
    {
        used = 0;
        Count = 0;
        runCountAt = -1;
        runCount = 0;
    }

    /// <summary>Appends one entry.</summary>
    public void Write(in Entry entry)
    {
        if (octets.Length - used < MaxRunHeader + MaxEntry)
            Array.Resize(ref octets, octets.Length * 2);
        if (runCountAt < 0 || entry.Chunk != runChunk || entry.Carrier != runCarrier || runCount == ushort.MaxValue)
            OpenRun(entry.Chunk, entry.Carrier);
        var flags = (byte)entry.State;
        if (entry.Parts > 1)
            flags |= HasPart;
        if (entry.Attempt > 1)
            flags |= HasAttempt;
        if (entry.Code != 0)
            flags |= HasCode;
        if (!entry.MessageId.IsEmpty)
            flags |= HasId;
        octets[used++] = flags;
        octets[used++] = entry.Index;
        Varint.Write(octets, ref used, Varint.ZigZag(entry.DeltaMs));
        if ((flags & HasPart) != 0)
        {
            octets[used++] = entry.Part;
            octets[used++] = entry.Parts;
        }
        if ((flags & HasAttempt) != 0)
            octets[used++] = entry.Attempt;
        if ((flags & HasCode) != 0)
            Varint.Write(octets, ref used, entry.Code);
        if ((flags & HasId) != 0)
        {
            octets[used++] = (byte)entry.MessageId.Length;
            entry.MessageId.CopyTo(octets.AsSpan(used));
            used += entry.MessageId.Length;
        }
        runCount++;
        Count++;
    }

    private void OpenRun(ChunkKey chunk, CarrierId carrier)
    {
        CloseRun();
        runChunk = chunk;
        runCarrier = carrier;
        Varint.Write(octets, ref used, (ulong)chunk.Sendout.Value);
        Varint.Write(octets, ref used, (ulong)chunk.No);
        Varint.Write(octets, ref used, (ulong)carrier.Value);
        runCountAt = used;
        used += sizeof(ushort);
        runCount = 0;
    }

    private void CloseRun()
    {
        if (runCountAt >= 0)
            BinaryPrimitives.WriteUInt16LittleEndian(octets.AsSpan(runCountAt), (ushort)runCount);
    }
}
