using System.Globalization;

namespace SmsWiser.Core.Compliance;

/// <summary>The part of a local day in which sending is allowed: one stretch of whole minutes, perhaps empty.</summary>
/// <param name="Opens">First minute allowed, counted from local midnight, 0 to 1,440.</param>
/// <param name="Closes">First minute not allowed any more; a window that does not open before it closes is closed all day.</param>
public readonly record struct DayWindow(int Opens, int Closes)
{
    /// <summary>Minutes of a day, by its clock.</summary>
    public const int MinutesPerDay = 24 * 60;

    /// <summary>Nothing is allowed.</summary>
    public static DayWindow Closed => default;

    /// <summary>The whole day is allowed.</summary>
    public static DayWindow AllDay => new(0, MinutesPerDay);

    /// <summary>True when no minute is allowed.</summary>
    public bool IsClosed => Opens >= Closes;

    /// <summary>Reads <c>08:00-21:00</c> or <c>closed</c>; <c>24:00</c> is the day's end.</summary>
    public static bool TryParse(string text, out DayWindow window)
    {
        window = Closed;
        if (text == "closed")
            return true;
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen < 0 || !TryMinute(text.AsSpan(0, hyphen), out var opens) || !TryMinute(text.AsSpan(hyphen + 1), out var closes)
            || opens >= closes)
            return false;
        window = new(opens, closes);
        return true;
    }

    /// <summary>The minutes that both allow.</summary>
    public DayWindow Intersect(DayWindow other)
    {
        var both = new DayWindow(Math.Max(Opens, other.Opens), Math.Min(Closes, other.Closes));
        return both.IsClosed ? Closed : both;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        IsClosed ? "closed" : $"{Opens / 60:00}:{Opens % 60:00}-{Closes / 60:00}:{Closes % 60:00}";

    private static bool TryMinute(ReadOnlySpan<char> text, out int minute)
    {
        minute = 0;
        if (text.Length != 5 || text[2] != ':' || !int.TryParse(text[..2], NumberStyles.None, null, out var hours)
            || !int.TryParse(text[3..], NumberStyles.None, null, out var minutes) || minutes > 59)
            return false;
        minute = hours * 60 + minutes;
        return minute <= MinutesPerDay;
    }
}
