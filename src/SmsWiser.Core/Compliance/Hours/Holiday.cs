using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SmsWiser.Core.Compliance;

/// <summary>A day that comes back every year, or one day only, in the words of <c>quiet-hours.txt</c>.</summary>
internal sealed class Holiday
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly Kind kind;
    private readonly DateOnly date;
    private readonly int nth, offset;
    private readonly bool hasSubstitute;

    private Holiday(Kind kind, DateOnly date = default, int nth = 0, int offset = 0, bool hasSubstitute = false) =>
        (this.kind, this.date, this.nth, this.offset, this.hasSubstitute) = (kind, date, nth, offset, hasSubstitute);

    private enum Kind
    {
        Once,
        Yearly,
        Weekday,
        Easter,
        Orthodox,
    }

    /// <summary>A single day.</summary>
    public static Holiday Once(DateOnly day) => new(Kind.Once, day);

    /// <summary>Reads <c>01-31</c>, <c>01-31~</c>, <c>3mon-01</c>, <c>lastmon-05</c>, <c>easter-2</c>, <c>orthodox+1</c> or
    /// <c>2026-03-20</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Holiday? holiday)
    {
        holiday = null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var once))
            holiday = Once(once);
        else if (DateOnly.TryParseExact($"2000-{text.TrimEnd('~')}", "yyyy-MM-dd", out var yearly) && text.Length <= 6)
            holiday = new(Kind.Yearly, yearly, hasSubstitute: text.EndsWith('~'));
        else if (text.StartsWith("easter", StringComparison.Ordinal) && TryOffset(text.AsSpan(6), out var days))
            holiday = new(Kind.Easter, offset: days);
        else if (text.StartsWith("orthodox", StringComparison.Ordinal) && TryOffset(text.AsSpan(8), out days))
            holiday = new(Kind.Orthodox, offset: days);
        else
            holiday = Weekday(text);
        return holiday is not null;
    }

    /// <summary>True when it falls on that day.</summary>
    public bool Falls(DateOnly day) => kind switch
    {
        Kind.Once => day == date,
        Kind.Yearly => IsYearly(day) || hasSubstitute && IsSubstitute(day),
        Kind.Weekday => IsNthWeekday(day.AddDays(-offset)),
        Kind.Easter => day.AddDays(-offset) is var sunday && sunday == Compliance.Easter.Western(sunday.Year),
        _ => day.AddDays(-offset) is var sunday && sunday == Compliance.Easter.Orthodox(sunday.Year),
    };

    private bool IsYearly(DateOnly day) => day.Day == date.Day && day.Month == date.Month;

    private bool IsSubstitute(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Friday => IsYearly(day.AddDays(1)),
        DayOfWeek.Monday => IsYearly(day.AddDays(-1)),
        _ => false,
    };

    // A last weekday is kept as number 0; the date tells month and weekday.
    private bool IsNthWeekday(DateOnly day) => day.Month == date.Month && day.DayOfWeek == date.DayOfWeek
        && (nth == 0 ? day.AddDays(7).Month != day.Month : (day.Day - 1) / 7 + 1 == nth);

    private static Holiday? Weekday(string text)
    {
        var start = text.StartsWith("last", StringComparison.Ordinal) ? 4 : 1;
        if (text.Length < start + 6 || text[start + 3] != '-')
            return null;
        var nth = start == 4 ? 0 : text[0] - '0';
        var weekday = Array.IndexOf(Weekdays, text.Substring(start, 3));
        if (start == 1 && nth is < 1 or > 5 || weekday < 0
            || !int.TryParse(text.AsSpan(start + 4, 2), NumberStyles.None, null, out var month) || month is < 1 or > 12
            || !TryOffset(text.AsSpan(start + 6), out var offset))
            return null;
        var day = new DateOnly(2000, month, 1);
        while ((int)day.DayOfWeek != weekday)
            day = day.AddDays(1);
        return new(Kind.Weekday, day, nth, offset);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int days)
    {
        days = 0;
        if (text.IsEmpty)
            return true;
        return text[0] is '+' or '-' && int.TryParse(text, NumberStyles.AllowLeadingSign, null, out days) && days is > -366 and < 366;
    }
}
