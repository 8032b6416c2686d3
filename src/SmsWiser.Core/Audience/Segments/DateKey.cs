namespace SmsWiser.Core.Audience;

/// <summary>Takes stored dates apart without making objects of them.</summary>
internal static class DateKey
{
    /// <summary>Year and <c>month × 100 + day</c> of <c>yyyy-MM-dd</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out int year, out int monthDay)
    {
        (year, monthDay) = (0, 0);
        if (value.Length != 10 || value[4] != '-' || value[7] != '-')
            return false;
        if (!TryDigits(value[..4], out year) || !TryDigits(value[5..7], out var month) || !TryDigits(value[8..], out var day))
            return false;
        monthDay = (month * 100) + day;
        return true;
    }

    /// <summary><c>month × 100 + day</c> of a day.</summary>
    public static int MonthDay(DateOnly day) => (day.Month * 100) + day.Day;

    private static bool TryDigits(ReadOnlySpan<byte> octets, out int number)
    {
        number = 0;
        foreach (var octet in octets)
        {
            if ((uint)(octet - '0') > 9)
                return false;
            number = (number * 10) + octet - '0';
        }
        return true;
    }
}
