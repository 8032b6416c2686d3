using SmsWiser.Core.Campaigns;

namespace SmsWiser.Tests.Campaigns.Schedules;

public sealed class LocalStartsTests
{
    [Theory]
    [InlineData("2026-12-01T11:30", "Europe/Paris", "2026-12-01T10:30Z")]
    [InlineData("2026-12-01T11:30", "UTC", "2026-12-01T11:30Z")]
    [InlineData("2027-03-28T02:30", "Europe/Paris", "2027-03-28T01:30Z")] // skipped by the clock: an hour later
    [InlineData("2027-10-31T02:30", "Europe/Paris", "2027-10-31T00:30Z")] // comes twice: the first time
    public void A_start_is_told_by_the_clock_of_its_zone(string first, string zone, string expected) =>
        Assert.Equal([At(expected)], Starts(first, zone, rule: null, 2));

    [Theory]
    [InlineData("FREQ=DAILY", "27 28 01 02 03")]
    [InlineData("freq=daily;interval=3", "27 02 05 08 11")]
    [InlineData("FREQ=WEEKLY", "27 06 13 20 27")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2", "27 13 27 10 24")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TH", "27 01 04 08 11")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA", "27 28 13 14 27")]
    [InlineData("FREQ=DAILY;UNTIL=20270301", "27 28 01")]
    public void Starts_repeated_from_a_Saturday_in_February_fall_on_the_days_of_the_rule(string rule, string days) =>
        Assert.Equal(days, string.Join(' ', Starts("2027-02-27T11:30", "UTC", rule, 5).Select(start => $"{start:dd}")));

    [Fact]
    public void The_local_time_stays_when_clocks_change()
    {
        var starts = Starts("2027-03-27T11:30", "Europe/Paris", "FREQ=DAILY", 3);

        Assert.Equal([At("2027-03-27T10:30Z"), At("2027-03-28T09:30Z"), At("2027-03-29T09:30Z")], starts);
    }

    [Fact]
    public void Starts_that_were_missed_are_one()
    {
        var starts = LocalStarts.Read("2026-01-01T08:00", "UTC", "FREQ=DAILY;INTERVAL=2");

        Assert.Equal(At("2027-06-03T08:00Z"), starts.After(At("2027-06-01T08:00Z")));
        Assert.Null(LocalStarts.Read("2026-01-01T08:00", "UTC", null).After(At("2026-01-01T08:00Z")));
    }

    [Theory]
    [InlineData("11:30", "UTC", null, "'11:30' is not a time")]
    [InlineData("2026-12-01T11:30", "Paris", null, "'Paris' is not a time zone")]
    [InlineData("2026-12-01T11:30", "UTC", "DAILY", "'DAILY' is not NAME=VALUE")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=HOURLY", "FREQ is HOURLY")]
    [InlineData("2026-12-01T11:30", "UTC", "INTERVAL=2", "FREQ is missing")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=DAILY;INTERVAL=0", "INTERVAL is 0; it is 1 to 366")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=DAILY;BYDAY=MO", "BYDAY goes with FREQ=WEEKLY")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=WEEKLY;BYDAY=MON", "'MON' is not a day")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=DAILY;UNTIL=tomorrow", "UNTIL is tomorrow")]
    [InlineData("2026-12-01T11:30", "UTC", "FREQ=DAILY;COUNT=3", "COUNT is not known")]
    public void What_cannot_be_used_is_named(string first, string zone, string? rule, string expected)
    {
        var error = Assert.Throws<FormatException>(() => LocalStarts.Read(first, zone, rule));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static List<DateTimeOffset> Starts(string first, string zone, string? rule, int count)
    {
        var starts = LocalStarts.Read(first, zone, rule);
        var found = new List<DateTimeOffset>();
        for (var at = At("2026-11-22T00:00Z"); found.Count < count && starts.After(at) is { } next; at = next)
            found.Add(next);
        return found;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
