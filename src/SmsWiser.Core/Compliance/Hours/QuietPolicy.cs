namespace SmsWiser.Core.Compliance;

/// <summary>A sender's own quiet hours, in the recipients' local time. They narrow what the law allows and can never widen it.</summary>
/// <param name="Date">When it was set.</param>
/// <param name="Hours">Hours allowed per day of the week, Sunday first as in <see cref="DayOfWeek"/>; seven of them.</param>
/// <param name="RestOnHolidays">True = nothing goes out on what the recipient's country or state counts as holidays.</param>
/// <param name="ClosedDays">More days on which nothing goes out.</param>
public sealed record QuietPolicy(
    DateOnly Date, IReadOnlyList<DayWindow> Hours, bool RestOnHolidays, IReadOnlyCollection<DateOnly> ClosedDays)
{
    /// <summary>Name of its rule in decisions.</summary>
    public const string RuleName = "account";

    /// <summary>The same hours on working days, nothing at weekends and on holidays.</summary>
    public static QuietPolicy WorkingDays(DateOnly date, DayWindow hours) => new(
        date, [.. Enum.GetValues<DayOfWeek>().Select(day => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayWindow.Closed : hours)],
        RestOnHolidays: true, []);

    /// <summary>True when no hour of any day of the week is open.</summary>
    public bool IsNever => Hours.All(hours => hours.IsClosed);

    /// <summary>What both allow; either may be null, which allows everything. The later date is kept.</summary>
    public static QuietPolicy? Intersect(QuietPolicy? one, QuietPolicy? other) => one is null ? other : other is null ? one : new(
        one.Date > other.Date ? one.Date : other.Date, [.. one.Hours.Zip(other.Hours, (day, same) => day.Intersect(same))],
        one.RestOnHolidays || other.RestOnHolidays, [.. one.ClosedDays.Union(other.ClosedDays)]);

    /// <summary>What it lacks to be usable, or null.</summary>
    public string? FindFault() =>
        FindMalformed() ?? (IsNever ? "quiet hours that close every day of the week would never let anything out" : null);

    private string? FindMalformed()
    {
        if (Hours.Count != 7)
            return $"quiet hours need seven days, Sunday first; {Hours.Count} were given";
        return Hours.FirstOrDefault(day => day.Opens < 0 || day.Closes > DayWindow.MinutesPerDay) is { } day && day != default
            ? $"hours {day.Opens} to {day.Closes} do not lie within the {DayWindow.MinutesPerDay} minutes of a day"
            : null;
    }

    internal QuietRule ToRule() => FindMalformed() is { } fault
        ? throw new ArgumentException(fault)
        : new(RuleName, Date, "the sender's own policy", [.. Hours], DayWindow.Closed, [.. ClosedDays.Select(Holiday.Once)]);
}
