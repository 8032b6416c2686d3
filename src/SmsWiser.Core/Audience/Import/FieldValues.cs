using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>How dates of a column with only numbers and slashes are read.</summary>
internal enum DateOrder : byte
{
    /// <summary>31/12/2020.</summary>
    DayFirst,

    /// <summary>12/31/2020.</summary>
    MonthFirst,
}

/// <summary>Brings values of a file into the one form in which they are stored, see <see cref="FieldType"/>.</summary>
internal static class FieldValues
{
    /// <summary>Digits of a decimal number that are kept exactly.</summary>
    public const int MaxDigits = 28;

    private const int DateBytes = 10;

    /// <summary>Brings a value, blanks around it cut off, into its stored form.</summary>
    /// <param name="raw">The value as it stands in the file, UTF-8.</param>
    /// <param name="type">Type of its field.</param>
    /// <param name="commaIsPoint">True when a comma is a decimal mark.</param>
    /// <param name="order">How 1/2/2020 is read.</param>
    /// <param name="scratch">Memory for the result, at least as long as the value and 10 octets.</param>
    /// <param name="value">The stored form: a part of <paramref name="raw"/> or of <paramref name="scratch"/>.</param>
    /// <returns>Null, or what is wrong in words.</returns>
    public static string? Read(
        ReadOnlySpan<byte> raw, FieldType type, bool commaIsPoint, DateOrder order, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        value = raw;
        if (raw.Length > LeadRecord.MaxValueBytes)
            return $"value of {raw.Length} octets; at most {LeadRecord.MaxValueBytes} fit";
        if (raw.IsEmpty)
            return null;
        switch (type)
        {
            case FieldType.Text:
                if (TextComposer.MayCompose(raw))
                    value = scratch[..TextComposer.Compose(raw, scratch)];
                return null;
            case FieldType.Number:
                value = scratch[..Number(raw, commaIsPoint, scratch)];
                return value.IsEmpty ? $"not a number such as 1234.5, of at most {MaxDigits} digits" : null;
            case FieldType.Date:
                value = scratch[..Date(raw, order, scratch)];
                return value.IsEmpty ? "not a date such as 2020-12-31" : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "not a field type");
        }
    }

    /// <summary>Cuts blanks, tabs and line ends off both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> raw) =>
        raw.Length > 0 && (raw[0] <= ' ' || raw[^1] <= ' ') ? raw.Trim(" \t\r\n"u8) : raw;

    /// <summary>Writes a decimal number without leading or trailing zeros.</summary>
    /// <returns>Octets written; 0 when it is no number.</returns>
    public static int Number(ReadOnlySpan<byte> raw, bool commaIsPoint, Span<byte> destination)
    {
        var negative = raw[0] == '-';
        var at = negative || raw[0] == '+' ? 1 : 0;
        var (length, digits, point) = (negative ? 1 : 0, 0, -1);
        destination[0] = (byte)'-';
        var firstDigit = length;
        for (; at < raw.Length; at++)
        {
            var c = raw[at];
            if ((uint)(c - '0') <= 9)
            {
                digits++;
                // A zero in front is dropped unless it is the last digit before the point.
                if (point < 0 && length == firstDigit + 1 && destination[firstDigit] == '0')
                    length--;
                destination[length++] = c;
            }
            else if (point < 0 && digits > 0 && (c == '.' || commaIsPoint && c == ','))
            {
                point = length;
                destination[length++] = (byte)'.';
            }
            else
                return 0;
        }
        if (digits == 0 || length - firstDigit > MaxDigits || point == length - 1)
            return 0;
        if (point >= 0)
        {
            while (destination[length - 1] == '0')
                length--;
            if (length - 1 == point)
                length--;
        }
        if (negative && length == 2 && destination[1] == '0')
            (destination[0], length) = ((byte)'0', 1);
        return length;
    }

    /// <summary>Writes a day as yyyy-MM-dd. Read are 2020-12-31, 2020/12/31, 31.12.2020, 31/12/2020 or 12/31/2020, with a time behind or
    /// not.</summary>
    /// <returns>Octets written; 0 when it is no date.</returns>
    public static int Date(ReadOnlySpan<byte> raw, DateOrder order, Span<byte> destination)
    {
        if (!DateParts.TryRead(raw, out var parts))
            return 0;
        var (year, month, day) = parts.YearFirst ? (parts.First, parts.Second, parts.Third)
            : parts.Mark == '/' && order == DateOrder.MonthFirst ? (parts.Third, parts.First, parts.Second)
            : (parts.Third, parts.Second, parts.First);
        if (year is < 1000 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return 0;
        new DateOnly(year, month, day).TryFormat(destination[..DateBytes], out var written, "O", CultureInfo.InvariantCulture);
        return written;
    }
}
