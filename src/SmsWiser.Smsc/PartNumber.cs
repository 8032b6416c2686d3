using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>
/// Which part of a long text a submit_sm is: from its user data header (GSM 03.40 §9.2.3.24.1) or sar_segment_seqnum; 0 = the only one.
/// </summary>
internal static class PartNumber
{
    private const byte HasUserDataHeader = 0x40;
    private const byte Concatenated8 = 0x00;
    private const byte Concatenated16 = 0x08;

    public static byte Of(ReadOnlySpan<byte> body, in MessageLayout layout)
    {
        var text = body.Slice(layout.ShortMessageOffset, layout.ShortMessageLength);
        if ((layout.EsmClass & HasUserDataHeader) != 0 && !text.IsEmpty) return OfHeader(text[1..Math.Min(text.Length, text[0] + 1)]);

        var reader = new TlvReader(body[layout.TlvOffset..]);
        while (reader.MoveNext())
        {
            if (reader.Current is { Tag: TlvTag.SarSegmentSeqnum, Value: [var number] }) return number;
        }

        return 0;
    }

    private static byte OfHeader(ReadOnlySpan<byte> elements)
    {
        while (elements.Length >= 2)
        {
            var length = elements[1];
            if (elements.Length < 2 + length) return 0;
            var value = elements.Slice(2, length);
            if (elements[0] == Concatenated8 && length == 3) return value[2];
            if (elements[0] == Concatenated16 && length == 4) return value[3];
            elements = elements[(2 + length)..];
        }

        return 0;
    }
}
