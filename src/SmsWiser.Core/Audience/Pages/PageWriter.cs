using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Collects up to 256 leads into one page, not yet sealed: count (u16), offset of each lead (u32), then per lead its number (u64) and its
/// record; little-endian. Memory is kept and used again: 0 octets allocated per page when warm. One owner; not thread-safe.
/// </summary>
public sealed class PageWriter
{
    /// <summary>Most leads in a page; lead numbers are <c>page × 256 + index</c>.</summary>
    public const int MaxLeads = 256;

    /// <summary>Most octets of one lead's record; with it a page has at most 4 MiB.</summary>
    public const int MaxRecordBytes = 16 * 1024;

    // The head is written in front of the leads when the page is complete, so that nothing has to move.
    private const int Head = LeadPage.CountBytes + MaxLeads * LeadPage.OffsetBytes;

    private readonly int[] offsets = new int[MaxLeads];
    private readonly byte[] clear = new byte[MaxLeads * LeadFlags.Bytes];
    private byte[] octets = new byte[Head + 32 * 1024];
    private int used = Head;

    /// <summary>Leads so far.</summary>
    public int Count { get; private set; }

    /// <summary>True when no lead fits any more.</summary>
    public bool IsFull => Count == MaxLeads;

    /// <summary>Clear flags of the leads so far; valid until the page is begun anew.</summary>
    public ReadOnlySpan<byte> Clear => clear.AsSpan(0, Count * LeadFlags.Bytes);

    /// <summary>Adds a lead.</summary>
    /// <param name="number">E.164 digits; 0 for a removed lead.</param>
    /// <param name="record">What <see cref="LeadRecord"/> wrote, at most <see cref="MaxRecordBytes"/>.</param>
    /// <param name="flags">Its clear flags.</param>
    public void Add(ulong number, ReadOnlySpan<byte> record, LeadFlags flags)
    {
        if (IsFull)
            throw new InvalidOperationException($"a page holds {MaxLeads} leads");
        if (record.Length > MaxRecordBytes)
            throw new ArgumentException($"record has {record.Length} octets; at most {MaxRecordBytes} fit", nameof(record));
        var needed = sizeof(ulong) + record.Length;
        if (octets.Length - used < needed)
            Array.Resize(ref octets, Math.Max(octets.Length * 2, used + needed));
        BinaryPrimitives.WriteUInt64LittleEndian(octets.AsSpan(used), number);
        record.CopyTo(octets.AsSpan(used + sizeof(ulong)));
        flags.Write(clear, Count);
        offsets[Count++] = used;
        used += needed;
    }

    /// <summary>Adds the place of a removed lead: nothing of the lead is left, and its lead number is never used again.</summary>
    public void Remove() => Add(0, [0], new(Live: false, Consent: 0, Zone: 0));

    /// <summary>Completes the page; valid until the next <see cref="Reset"/> or <see cref="Add"/>.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var start = Head - LeadPage.CountBytes - Count * LeadPage.OffsetBytes;
        var page = octets.AsSpan(start, used - start);
        BinaryPrimitives.WriteUInt16LittleEndian(page, (ushort)Count);
        for (var i = 0; i < Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(page[(LeadPage.CountBytes + i * LeadPage.OffsetBytes)..], offsets[i] - start);
        return page;
    }

    /// <summary>Begins an empty page.</summary>
    public void Reset()
    {
        Count = 0;
        used = Head;
    }
}
