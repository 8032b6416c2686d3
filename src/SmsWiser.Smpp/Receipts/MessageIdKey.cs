using System.Globalization;
using System.Text;

namespace SmsWiser.Smpp.Receipts;

/// <summary>
/// The forms in which one message id is met: many carriers answer a submit in hexadecimal and write decimal in the receipt, or change case
/// or zeros. Ids are stored as they came; these forms are only for finding them. Numbers up to 128 bits. Allocates nothing; any thread.
/// </summary>
public static class MessageIdKey
{
    /// <summary>Room that every form fits in: a message_id has at most 64 octets (SMPP 3.4 §5.2.23).</summary>
    public const int MaxBytes = 64;

    /// <summary>
    /// Writes the form under which ids of a carrier are compared: verbatim as they came, a number of either base as decimal digits without
    /// leading zeros. An id that is no number of its base stays verbatim. Returns the octets written; an id over <see cref="MaxBytes"/> is
    /// cut.
    /// </summary>
    public static int WriteCanonical(ReadOnlySpan<byte> id, MessageIdBase idBase, Span<byte> destination)
    {
        if (id.Length > MaxBytes) id = id[..MaxBytes];
        if (idBase != MessageIdBase.Verbatim && TryRead(id, idBase == MessageIdBase.Hexadecimal, out var number))
            return number.TryFormat(destination, out var written) ? written : 0;
        id.CopyTo(destination);
        return id.Length;
    }

    /// <summary>
    /// Writes another form of the id. False when there is none or it is the id itself; a carrier whose bases are not known is asked for
    /// each alias in the order of the enumeration, and a match that fits two messages is none.
    /// </summary>
    public static bool TryWriteAlias(ReadOnlySpan<byte> id, MessageIdAlias alias, Span<byte> destination, out int written)
    {
        written = 0;
        if (id.IsEmpty || id.Length > MaxBytes) return false;
        var isWritten = alias switch
        {
            MessageIdAlias.UpperCase => Ascii.ToUpper(id, destination, out written) == System.Buffers.OperationStatus.Done,
            MessageIdAlias.WithoutLeadingZeros => TryWriteTrimmed(id, destination, out written),
            MessageIdAlias.HexadecimalToDecimal => TryRead(id, hexadecimal: true, out var number)
                && number.TryFormat(destination, out written),
            MessageIdAlias.DecimalToHexadecimal => TryRead(id, hexadecimal: false, out var number)
                && number.TryFormat(destination, out written, "X"),
            MessageIdAlias.DecimalToPaddedHexadecimal => TryRead(id, hexadecimal: false, out var number)
                && number.TryFormat(destination, out written, "X8"),
            _ => throw new ArgumentOutOfRangeException(nameof(alias), alias, "no such alias"),
        };
        return isWritten && !destination[..written].SequenceEqual(id);
    }

    private static bool TryWriteTrimmed(ReadOnlySpan<byte> id, Span<byte> destination, out int written)
    {
        var trimmed = id.TrimStart((byte)'0');
        trimmed.CopyTo(destination);
        written = trimmed.Length;
        return written > 0;
    }

    private static bool TryRead(ReadOnlySpan<byte> id, bool hexadecimal, out UInt128 number) =>
        UInt128.TryParse(id, hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
