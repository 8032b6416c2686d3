namespace SmsWiser.Smpp.Receipts;

/// <summary>Dates in the text of a receipt: YYMMDDhhmm, YYMMDDhhmmss or YYYYMMDDhhmmss.</summary>
internal static class ReceiptDate
{
    /// <summary>The date, without a zone; null when it is not one.</summary>
    public static DateTime? Read(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is not (10 or 12 or 14) || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return null;
        var year = digits.Length == 14 ? Two(digits, 0) * 100 + Two(digits, 2) : 2000 + Two(digits, 0);
        var rest = digits[(digits.Length == 14 ? 4 : 2)..];
        var (month, day, hour, minute) = (Two(rest, 0), Two(rest, 2), Two(rest, 4), Two(rest, 6));
        var second = rest.Length >= 10 ? Two(rest, 8) : 0;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
    }

    private static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] - '0') * 10 + digits[at + 1] - '0';
}
