using SmsWiser.Core.Compliance;

namespace SmsWiser.Tests.Compliance;

public sealed class HolidayTests
{
    [Theory]
    [InlineData(1954, "1954-04-18", "1954-04-25")]
    [InlineData(2000, "2000-04-23", "2000-04-30")]
    [InlineData(2008, "2008-03-23", "2008-04-27")]
    [InlineData(2021, "2021-04-04", "2021-05-02")]
    [InlineData(2023, "2023-04-09", "2023-04-16")]
    [InlineData(2024, "2024-03-31", "2024-05-05")]
    [InlineData(2025, "2025-04-20", "2025-04-20")]
    [InlineData(2026, "2026-04-05", "2026-04-12")]
    [InlineData(2027, "2027-03-28", "2027-05-02")]
    [InlineData(2038, "2038-04-25", "2038-04-25")]
    public void Easter_is_when_the_churches_keep_it(int year, string western, string orthodox)
    {
        Assert.Equal(DateOnly.Parse(western), Easter.Western(year));
        Assert.Equal(DateOnly.Parse(orthodox), Easter.Orthodox(year));
    }

    [Theory]
    [InlineData("07-14", 2026, "2026-07-14")]
    [InlineData("01-01~", 2027, "2027-01-01 2027-12-31")] // New Year 2028 is a Saturday
    [InlineData("01-01~", 2028, "2028-01-01")]
    [InlineData("07-04~", 2026, "2026-07-03 2026-07-04")]
    [InlineData("07-04~", 2027, "2027-07-04 2027-07-05")]
    [InlineData("12-25~", 2027, "2027-12-24 2027-12-25")]
    [InlineData("3mon-01", 2026, "2026-01-19")]
    [InlineData("lastmon-05", 2026, "2026-05-25")]
    [InlineData("lastmon-05", 2027, "2027-05-31")]
    [InlineData("4thu-11", 2026, "2026-11-26")]
    [InlineData("4thu-11+1", 2026, "2026-11-27")]
    [InlineData("5fri-01", 2027, "2027-01-29")]
    [InlineData("5fri-02", 2027, "")]
    [InlineData("easter+1", 2026, "2026-04-06")]
    [InlineData("easter-47", 2026, "2026-02-17")]
    [InlineData("easter+39", 2026, "2026-05-14")]
    [InlineData("orthodox+50", 2026, "2026-06-01")]
    [InlineData("2026-03-20", 2026, "2026-03-20")]
    [InlineData("2026-03-20", 2027, "")]
    public void Holiday_falls_on_its_days_and_no_other(string text, int year, string expected)
    {
        Assert.True(Holiday.TryParse(text, out var holiday));

        var days = Enumerable.Range(0, 366).Select(day => new DateOnly(year, 1, 1).AddDays(day))
            .Where(day => day.Year == year && holiday.Falls(day));
        Assert.Equal(expected, string.Join(' ', days.Select(day => day.ToString("yyyy-MM-dd"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13-01")]
    [InlineData("02-30")]
    [InlineData("01-01~~")]
    [InlineData("6mon-01")]
    [InlineData("0mon-01")]
    [InlineData("3moon-01")]
    [InlineData("3mon-13")]
    [InlineData("lastmon")]
    [InlineData("easter1")]
    [InlineData("easter+x")]
    [InlineData("orthodox+999")]
    [InlineData("christmas")]
    public void Text_that_is_no_holiday_is_refused(string text)
    {
        Assert.False(Holiday.TryParse(text, out _));
    }
}
