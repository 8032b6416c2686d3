using System.Globalization;

namespace SmsWiser.Core.Campaigns;

/// <summary>Every n days, or on given days of every n-th week: the part of RFC 5545 §3.3.10 that campaigns need, as
/// <c>FREQ=DAILY;INTERVAL=2</c>, <c>FREQ=WEEKLY;BYDAY=MO,TH</c>, <c>FREQ=WEEKLY;INTERVAL=2;UNTIL=20270131</c>. Immutable.</summary>
public sealed class RepeatRule
{
    private const int MaxInterval = 366;
    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private readonly bool isWeekly;
    private readonly int interval;
    private readonly HashSet<DayOfWeek> days;
    private readonly DateOnly until;

    private RepeatRule(bool isWeekly, int interval, HashSet<DayOfWeek> days, DateOnly until) =>
        (this.isWeekly, this.interval, this.days, this.until) = (isWeekly, interval, days, until);

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is understood.</exception>
    public static RepeatRule Parse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                throw Wrong(text, $"'{part}' is not NAME=VALUE, or is there twice");
        }
        var isWeekly = parts.Remove("FREQ", out var frequency) && frequency.ToUpperInvariant() switch
        {
            "DAILY" => false,
            "WEEKLY" => true,
            _ => throw Wrong(text, $"FREQ is {frequency}"),
        };
        if (frequency is null)
            throw Wrong(text, "FREQ is missing");
        var interval = 1;
        if (parts.Remove("INTERVAL", out var every)
            && (!int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out interval) || interval is < 1 or > MaxInterval))
            throw Wrong(text, $"INTERVAL is {every}; it is 1 to {MaxInterval}");
        var until = DateOnly.MaxValue;
        if (parts.Remove("UNTIL", out var last)
            && !DateOnly.TryParseExact(last, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out until))
            throw Wrong(text, $"UNTIL is {last}; it is a day such as 20270131");
        var days = parts.Remove("BYDAY", out var names) ? Days(text, names, isWeekly) : [];
        return parts.Count == 0 ? new(isWeekly, interval, days, until) : throw Wrong(text, $"{parts.Keys.First()} is not known");
    }

    /// <summary>The first day of the rule after another day; null when the rule has ended.</summary>
    /// <param name="first">The day the rule counts from; itself one of its days.</param>
    /// <param name="after">The day is later than this one.</param>
    public DateOnly? NextDay(DateOnly first, DateOnly after)
    {
        // At most so many days lie between two days of a rule; the first one is tried, too.
        var longest = (interval + 1) * (isWeekly ? 7 : 1);
        var from = after < first ? first : after.AddDays(1);
        for (var day = from; day <= from.AddDays(longest) && day <= until; day = day.AddDays(1))
        {
            if (day == first || IsOn(first, day))
                return day;
        }
        return null;
    }

    private bool IsOn(DateOnly first, DateOnly day)
    {
        if (!isWeekly)
            return (day.DayNumber - first.DayNumber) % interval == 0;
        var weeks = (Monday(day) - Monday(first)) / 7;
        return weeks % interval == 0 && (days.Count == 0 ? day.DayOfWeek == first.DayOfWeek : days.Contains(day.DayOfWeek));
    }

    // Day 0, 0001-01-01, was a Monday.
    private static int Monday(DateOnly day) => day.DayNumber / 7 * 7;

    private static HashSet<DayOfWeek> Days(string text, string names, bool isWeekly)
    {
        if (!isWeekly)
            throw Wrong(text, "BYDAY goes with FREQ=WEEKLY");
        var days = new HashSet<DayOfWeek>();
        foreach (var name in names.Split(','))
        {
            var no = Array.IndexOf(DayNames, name.Trim().ToUpperInvariant());
            days.Add(no < 0 ? throw Wrong(text, $"'{name}' is not a day; days are MO, TU, WE, TH, FR, SA, SU") : (DayOfWeek)no);
        }
        return days;
    }

    private static FormatException Wrong(string text, string what) => new(
        $"'{text}' cannot be used to repeat: {what}. Give FREQ=DAILY or FREQ=WEEKLY, and if wanted INTERVAL=n, BYDAY=MO,TH and "
        + "UNTIL=yyyymmdd, with ';' between");
}
