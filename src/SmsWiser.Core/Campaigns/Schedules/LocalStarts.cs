using NodaTime;
using NodaTime.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>Starts by the clock of a zone: one, or repeated at the same local time. A local time that a clock change skips is taken as much
/// later as clocks move; one that it repeats is taken the first time. Immutable.</summary>
public sealed class LocalStarts
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private readonly LocalDateTime first;
    private readonly DateTimeZone zone;
    private readonly RepeatRule? rule;

    private LocalStarts(LocalDateTime first, DateTimeZone zone, RepeatRule? rule) =>
        (this.first, this.zone, this.rule) = (first, zone, rule);

    /// <summary>Reads the parts of a <see cref="CampaignSchedule"/>.</summary>
    /// <exception cref="FormatException">One cannot be used; the message names it.</exception>
    public static LocalStarts Read(string first, string zone, string? rule)
    {
        var parsed = Pattern.Parse(first);
        if (!parsed.Success)
            throw new FormatException($"'{first}' is not a time; give it as 2026-12-01T11:30");
        var found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
            ?? throw new FormatException($"'{zone}' is not a time zone; give a name such as Europe/Paris, or UTC");
        return new(parsed.Value, found, rule is null ? null : RepeatRule.Parse(rule));
    }

    /// <summary>The first start later than a moment, UTC; null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset moment)
    {
        var start = At(first.Date);
        if (start > moment || rule is null)
            return start > moment ? start : null;
        var day = Day(Instant.FromDateTimeOffset(moment).InZone(zone).Date).AddDays(-1);
        while (rule.NextDay(Day(first.Date), day) is { } next)
        {
            if (At(LocalDate.FromDateOnly(next)) is var candidate && candidate > moment)
                return candidate;
            day = next;
        }
        return null;
    }

    private DateTimeOffset At(LocalDate date) => date.At(first.TimeOfDay).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();

    private static DateOnly Day(LocalDate date) => date.ToDateOnly();
}
