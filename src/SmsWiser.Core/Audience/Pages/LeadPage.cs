using System.Buffers.Binary;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>One lead page, opened. The same object opens page after page into the same memory: 0 octets allocated per page when warm. Its
/// content is personal data in clear: views are valid until the next <see cref="Open"/>. One owner; not thread-safe.</summary>
public sealed class LeadPage
{
    internal const int CountBytes = sizeof(ushort);
    internal const int OffsetBytes = sizeof(int);

    private byte[] octets = new byte[32 * 1024];
    private int length;
    private ReadOnlyMemory<byte> clear;

    /// <summary>Number of the page in its list.</summary>
    public int PageNo { get; private set; }

    /// <summary>Version of the page.</summary>
    public int Version { get; private set; }

    /// <summary>Leads in it, removed ones included.</summary>
    public int Count { get; private set; }

    /// <summary>The lead at <paramref name="index"/>; its number is 0 when it was removed.</summary>
    public LeadView this[int index] =>
        new(Number(index), Record(index)) { LeadNo = (uint)PageNo * PageWriter.MaxLeads + (uint)index };

    /// <summary>Opens a page. The clear flags are read from the page given, which must stay valid as long as they are asked for.</summary>
    /// <exception cref="SealBrokenException">The page does not open, or what it holds is not a page of so many leads.</exception>
    public void Open(PageCipher cipher, ListId list, in SealedPage page)
    {
        Count = 0;
        var needed = page.Sealed.Length - PageCipher.Overhead;
        if (needed > octets.Length)
            octets = new byte[Math.Max(needed, octets.Length * 2)];
        length = cipher.Open(list, page.PageNo, page.Version, page.Sealed.Span, octets);
        if (!IsPage(page))
            throw new SealBrokenException($"page {page.PageNo} of list {list.Value} opens, but is not a page of {page.Count} leads");
        (PageNo, Version, Count, clear) = (page.PageNo, page.Version, page.Count, page.Clear);
    }

    /// <summary>Number of the lead at <paramref name="index"/>, E.164 digits.</summary>
    public ulong Number(int index) => BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(Offset(index)));

    /// <summary>Record of the lead at <paramref name="index"/>, as <see cref="LeadRecord"/> wrote it.</summary>
    public ReadOnlySpan<byte> Record(int index)
    {
        var start = Offset(index) + sizeof(ulong);
        return octets.AsSpan(start, End(index) - start);
    }

    /// <summary>Clear flags of the lead at <paramref name="index"/>.</summary>
    public LeadFlags Flags(int index) => LeadFlags.Read(clear.Span, index);

    private int Offset(int index) => index < Count
        ? BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(CountBytes + index * OffsetBytes))
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"page {PageNo} has {Count} leads");

    private int End(int index) => index + 1 == Count ? length : Offset(index + 1);

    private bool IsPage(in SealedPage page)
    {
        var head = CountBytes + page.Count * OffsetBytes;
        if (page.Count is < 1 or > PageWriter.MaxLeads || page.Clear.Length != page.Count * LeadFlags.Bytes || length < head)
            return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(octets) != page.Count)
            return false;
        var at = head;
        for (var i = 0; i < page.Count; i++)
        {
            var offset = BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(CountBytes + i * OffsetBytes));
            if (offset < at || offset > length - sizeof(ulong))
                return false;
            at = offset + sizeof(ulong);
        }
        return true;
    }
}
