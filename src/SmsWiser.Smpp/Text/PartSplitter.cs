using System.Buffers.Binary;
using System.Globalization;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// Cuts a text into parts, each filled as far as it goes (3GPP 23.040 §9.2.3.24). An escaped pair and a surrogate pair are never cut.
/// The one function for what is shown, sent and charged. Allocates nothing; any thread.
/// </summary>
public static class PartSplitter
{
    /// <summary>Returned when the text is longer than the rules allow.</summary>
    public const int TooLong = -1;

    /// <summary>Octets of user data in one SMS, header included.</summary>
    public const int UserDataBytes = 140;

    // Longest run that is read to find where a grapheme ends: a part and as much again.
    private const int GraphemeWindow = 144;

    /// <summary>
    /// Writes where each part lies and returns their number: 1 for an empty text, <see cref="TooLong"/> for one of more than
    /// <see cref="PartRules.MaxParts"/> parts or that did not fit its buffer.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="rules">The route's rules.</param>
    /// <param name="parts">Room for <see cref="PartRules.MaxParts"/> ranges.</param>
    public static int Split(SmsTextBuffer text, PartRules rules, Span<PartRange> parts)
    {
        if (text.IsTooLong) return TooLong;
        var shiftBytes = UserDataHeader.ShiftBytes(text.LockingShift, text.SingleShift);
        return Split(text.Bytes, text.Encoding, shiftBytes, rules, parts);
    }

    /// <summary>As the other, for octets that are already encoded.</summary>
    /// <param name="text">Unpacked septets or UTF-16BE.</param>
    /// <param name="encoding">Which of the two.</param>
    /// <param name="shiftBytes">Octets of the shift elements that each part's header carries; 0 without national tables.</param>
    /// <param name="rules">The route's rules.</param>
    /// <param name="parts">Room for <see cref="PartRules.MaxParts"/> ranges.</param>
    public static int Split(ReadOnlySpan<byte> text, SmsEncoding encoding, int shiftBytes, PartRules rules, Span<PartRange> parts)
    {
        if (text.Length <= Capacity(encoding, shiftBytes == 0 ? 0 : 1 + shiftBytes))
        {
            parts[0] = new PartRange(0, text.Length);
            return 1;
        }
        var capacity = Capacity(encoding, 1 + UserDataHeader.ReferenceBytes(rules.Reference) + shiftBytes);
        var maxParts = Math.Min(rules.MaxParts, PartRules.ProtocolMaxParts);
        var count = 0;
        for (var offset = 0; offset < text.Length; count++)
        {
            if (count == maxParts) return TooLong;
            var length = PartLength(text[offset..], encoding, capacity, rules.KeepGraphemes);
            parts[count] = new PartRange(offset, length);
            offset += length;
        }
        return count;
    }

    /// <summary>Septets or UTF-16 units that the last part of a split text still has room for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rules">The route's rules.</param>
    /// <param name="parts">What <see cref="Split(SmsTextBuffer, PartRules, Span{PartRange})"/> wrote, at least one.</param>
    public static int UnitsLeft(SmsTextBuffer text, PartRules rules, ReadOnlySpan<PartRange> parts)
    {
        var shiftBytes = UserDataHeader.ShiftBytes(text.LockingShift, text.SingleShift);
        var headerBytes = parts.Length > 1 ? 1 + UserDataHeader.ReferenceBytes(rules.Reference) + shiftBytes
            : shiftBytes == 0 ? 0 : 1 + shiftBytes;
        var left = Capacity(text.Encoding, headerBytes) - parts[^1].Length;
        return text.Encoding == SmsEncoding.Gsm7 ? left : left / 2;
    }

    /// <summary>
    /// Octets of text (unpacked septets or UTF-16BE) that fit beside a header of so many octets, its length octet included.
    /// </summary>
    public static int Capacity(SmsEncoding encoding, int headerBytes) =>
        encoding == SmsEncoding.Gsm7
            ? 160 - (headerBytes * 8 + 6) / 7
            : (UserDataBytes - headerBytes) / 2 * 2;

    private static int PartLength(ReadOnlySpan<byte> rest, SmsEncoding encoding, int capacity, bool keepGraphemes)
    {
        if (rest.Length <= capacity) return rest.Length;
        if (encoding == SmsEncoding.Gsm7) return EndsInEscape(rest[..capacity]) ? capacity - 1 : capacity;
        if (keepGraphemes && WholeGraphemes(rest, capacity) is > 0 and var length) return length;
        return char.IsHighSurrogate(Unit(rest, capacity - 2)) ? capacity - 2 : capacity;
    }

    // An escape code never follows another one here, so the last octet alone tells.
    private static bool EndsInEscape(ReadOnlySpan<byte> septets) => septets[^1] == GsmAlphabet.Escape;

    /// <summary>Octets of the whole graphemes that fit; 0 when the first one alone does not.</summary>
    /// <remarks>Graphemes are slow to find, so they are looked for only from the last plain pair of characters before the cut.</remarks>
    private static int WholeGraphemes(ReadOnlySpan<byte> rest, int capacity)
    {
        var fits = capacity / 2;
        while (fits > 0 && !(IsPlain(Unit(rest, fits * 2 - 2)) && IsPlain(Unit(rest, fits * 2)))) fits--;
        if (fits * 2 == capacity) return capacity;
        Span<char> units = stackalloc char[Math.Min(GraphemeWindow, rest.Length / 2)];
        for (var i = 0; i < units.Length; i++) units[i] = Unit(rest, i * 2);
        while (fits * 2 < capacity)
        {
            var next = fits + StringInfo.GetNextTextElementLength(units[fits..]);
            if (next * 2 > capacity) break;
            fits = next;
        }
        return fits * 2;
    }

    /// <summary>Letters, digits and signs of which two in a row never make one grapheme: Latin, Greek, Cyrillic, Armenian, Han.</summary>
    private static bool IsPlain(char unit) =>
        unit is (>= ' ' and < '\u0300') or (>= '\u0370' and < '\u0483') or (>= '\u048A' and < '\u0590') or (>= '\u4E00' and < '\uA000');

    private static char Unit(ReadOnlySpan<byte> utf16, int offset) => (char)BinaryPrimitives.ReadUInt16BigEndian(utf16[offset..]);
}
