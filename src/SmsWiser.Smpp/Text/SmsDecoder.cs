using System.Text;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// Reads a received text by its data_coding (SMPP 3.4 §5.2.19, groups of 3GPP 23.038 §4). For inbound SMS, not the hot path; any thread.
/// </summary>
public static class SmsDecoder
{
    /// <summary>
    /// The text, or null when the octets are binary or of an alphabet that is not read here (JIS, ISO-8859-5 and -8, KS C 5601): the caller
    /// keeps them as they came. Never throws.
    /// </summary>
    /// <param name="dataCoding">data_coding of the PDU.</param>
    /// <param name="text">The octets behind any user data header.</param>
    /// <param name="alphabet">GSM alphabet by the header's shift elements, <see cref="GsmAlphabet.Default"/> without any.</param>
    public static string? Decode(byte dataCoding, ReadOnlySpan<byte> text, GsmAlphabet alphabet) => Kind(dataCoding) switch
    {
        CodingKind.Gsm => alphabet.Decode(text),
        CodingKind.Ascii => Encoding.ASCII.GetString(text),
        CodingKind.Latin1 => Encoding.Latin1.GetString(text),
        CodingKind.Ucs2 => DecodeUcs2(text),
        _ => null,
    };

    internal static bool IsUcs2(byte dataCoding) => Kind(dataCoding) == CodingKind.Ucs2;

    private static CodingKind Kind(byte dataCoding) => dataCoding switch
    {
        0x00 => CodingKind.Gsm,
        0x01 => CodingKind.Ascii,
        0x03 => CodingKind.Latin1,
        0x08 => CodingKind.Ucs2,
        < 0x10 => CodingKind.Other,
        < 0x40 => Alphabet((dataCoding >> 2) & 3),
        >= 0xC0 and < 0xE0 => CodingKind.Gsm,
        >= 0xE0 and < 0xF0 => CodingKind.Ucs2,
        >= 0xF0 => Alphabet((dataCoding >> 2) & 1),
        _ => CodingKind.Other,
    };

    private static CodingKind Alphabet(int bits) => bits switch { 0 => CodingKind.Gsm, 2 => CodingKind.Ucs2, _ => CodingKind.Other };

    /// <summary>Big-endian unless a byte order mark says otherwise; the mark and an odd last octet are dropped.</summary>
    private static string DecodeUcs2(ReadOnlySpan<byte> text)
    {
        var even = text[..(text.Length & ~1)];
        if (even.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(even[2..]);
        return Encoding.BigEndianUnicode.GetString(even.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? even[2..] : even);
    }

    private enum CodingKind
    {
        Other,
        Gsm,
        Ascii,
        Latin1,
        Ucs2,
    }
}
