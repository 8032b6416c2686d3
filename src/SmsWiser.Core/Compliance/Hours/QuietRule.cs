namespace SmsWiser.Core.Compliance;

/// <summary>When marketing may reach people of one country or state, in their local time, and where that is written. Immutable; any
/// thread.</summary>
public sealed class QuietRule
{
    private readonly DayWindow[] weekdays;
    private readonly DayWindow onHolidays;
    private readonly Holiday[] holidays;

    internal QuietRule(string name, DateOnly date, string source, DayWindow[] weekdays, DayWindow onHolidays, Holiday[] holidays)
    {
        (Name, Date, Source, this.weekdays, this.onHolidays, this.holidays) = (name, date, source, weekdays, onHolidays, holidays);
    }

    /// <summary>Country (<c>FR</c>), state (<c>US-TX</c>), <c>default</c>, or <c>account</c> for a sender's own policy.</summary>
    public string Name { get; }

    /// <summary>When the rule was written down.</summary>
    public DateOnly Date { get; }

    /// <summary>Where it comes from, in a phrase.</summary>
    public string Source { get; }

    /// <summary>True when it lists that day as a holiday.</summary>
    public bool IsHoliday(DateOnly day)
    {
        foreach (var holiday in holidays)
        {
            if (holiday.Falls(day))
                return true;
        }
        return false;
    }

    /// <summary>The hours it allows on that day.</summary>
    public DayWindow On(DateOnly day)
    {
        var window = weekdays[(int)day.DayOfWeek];
        return window.IsClosed || !IsHoliday(day) ? window : window.Intersect(onHolidays);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
