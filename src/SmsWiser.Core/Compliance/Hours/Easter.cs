namespace SmsWiser.Core.Compliance;

/// <summary>Dates of Easter Sunday in the Gregorian calendar, for the years 1900 to 2099.</summary>
internal static class Easter
{
    // Days by which the Julian calendar is behind the Gregorian from March 1900 to February 2100.
    private const int JulianLag = 13;

    /// <summary>Western churches (the Gregorian computus, as Meeus, Jones and Butcher write it down).</summary>
    public static DateOnly Western(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        var late = (golden + 11 * epact + 22 * weekday) / 451;
        var days = epact + weekday - 7 * late + 114;
        return new(year, days / 31, days % 31 + 1);
    }

    /// <summary>Orthodox churches (the Julian computus of Meeus).</summary>
    public static DateOnly Orthodox(int year)
    {
        var moon = (19 * (year % 19) + 15) % 30;
        var weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
        var days = moon + weekday + 114;
        return new DateOnly(year, days / 31, days % 31 + 1).AddDays(JulianLag);
    }
}
