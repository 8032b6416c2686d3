using NodaTime;

namespace SmsWiser.Core.Carriers;

/// <summary>The time of day in which a carrier takes no marketing, as it would hold or refuse it. Immutable; any thread.</summary>
/// <param name="From">First quiet minute of the local day, 0 to 1,439.</param>
/// <param name="To">First minute that is not quiet any more; before <paramref name="From"/> when the night is between them.</param>
/// <param name="Zone">The carrier's zone.</param>
public sealed record CarrierQuietHours(int From, int To, DateTimeZone Zone)
{
    /// <summary>Whether a moment is quiet.</summary>
    public bool IsQuiet(DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(Zone).TimeOfDay;
        var minute = (local.Hour * 60) + local.Minute;
        return From < To ? minute >= From && minute < To : minute >= From || minute < To;
    }

    /// <summary>When it is quiet next: now, or at the next begin.</summary>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        if (IsQuiet(at))
            return at;
        var now = Instant.FromDateTimeOffset(at);
        var day = now.InZone(Zone).Date;
        while (true)
        {
            var begin = (day + new LocalTime(From / 60, From % 60)).InZoneLeniently(Zone).ToInstant();
            if (begin > now)
                return begin.ToDateTimeOffset();
            day = day.PlusDays(1);
        }
    }
}
