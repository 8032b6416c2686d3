using SmsWiser.Core.Compliance;

namespace SmsWiser.Tests.Compliance;

public sealed class QuietRulesTests
{
    // Monday to Sunday of a week without holidays anywhere: 2026-10-19 to 25. Then holidays, where the rule has some.
    [Theory]
    [InlineData("default", "08:00-21:00", "08:00-21:00", "08:00-21:00", "")]
    [InlineData("US", "08:00-21:00", "08:00-21:00", "08:00-21:00", "")]
    [InlineData("US-AL", "08:00-20:00", "08:00-20:00", "closed", "2026-11-26 closed")]
    [InlineData("US-CT", "09:00-20:00", "09:00-20:00", "09:00-20:00", "")]
    [InlineData("US-FL", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-IL", "09:00-21:00", "09:00-21:00", "09:00-21:00", "")]
    [InlineData("US-KY", "10:00-21:00", "10:00-21:00", "10:00-21:00", "")]
    [InlineData("US-LA", "08:00-20:00", "08:00-20:00", "closed", "2026-02-17 closed")]
    [InlineData("US-MA", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-MD", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-MI", "09:00-21:00", "09:00-21:00", "09:00-21:00", "")]
    [InlineData("US-MN", "09:00-21:00", "09:00-21:00", "09:00-21:00", "")]
    [InlineData("US-MS", "08:00-20:00", "08:00-20:00", "closed", "2026-09-07 closed")]
    [InlineData("US-NJ", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-NM", "09:00-21:00", "09:00-21:00", "09:00-21:00", "")]
    [InlineData("US-NV", "09:00-20:00", "09:00-20:00", "09:00-20:00", "")]
    [InlineData("US-OK", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-OR", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-PA", "08:00-21:00", "08:00-12:00", "13:30-21:00", "2026-07-03 closed")]
    [InlineData("US-RI", "09:00-18:00", "10:00-17:00", "closed", "2026-08-10 closed")]
    [InlineData("US-SD", "09:00-21:00", "09:00-21:00", "closed", "")]
    [InlineData("US-TX", "09:00-21:00", "09:00-21:00", "12:00-21:00", "")]
    [InlineData("US-UT", "08:00-21:00", "08:00-21:00", "closed", "2026-07-24 closed")]
    [InlineData("US-WA", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("US-WY", "08:00-20:00", "08:00-20:00", "08:00-20:00", "")]
    [InlineData("CA", "09:00-21:00", "10:00-18:00", "10:00-18:00", "")]
    [InlineData("GB", "09:00-20:00", "09:00-20:00", "09:00-20:00", "")]
    [InlineData("FR", "08:00-20:00", "08:00-20:00", "closed", "2026-05-25 closed")]
    [InlineData("DE", "08:00-20:00", "08:00-20:00", "closed", "2026-04-03 closed")]
    [InlineData("RO", "09:00-20:00", "09:00-20:00", "closed", "2026-04-13 closed")]
    [InlineData("RU", "09:00-21:00", "10:00-21:00", "10:00-21:00", "2026-11-04 10:00-21:00")]
    [InlineData("UA", "09:00-20:00", "09:00-20:00", "09:00-20:00", "")]
    [InlineData("UZ", "09:00-20:00", "09:00-20:00", "09:00-20:00", "")]
    [InlineData("IN", "10:00-21:00", "10:00-21:00", "10:00-21:00", "")]
    public void Rule_allows_these_hours(string name, string weekday, string saturday, string sunday, string holiday)
    {
        var rule = Assert.Single(QuietRules.All, rule => rule.Name == name);
        var monday = new DateOnly(2026, 10, 19);

        Assert.Equal(
            [weekday, weekday, weekday, weekday, weekday, saturday, sunday],
            Enumerable.Range(0, 7).Select(day => rule.On(monday.AddDays(day)).ToString()));
        if (holiday.Split(' ') is [var day, var hours])
            Assert.Equal(hours, rule.On(DateOnly.Parse(day)).ToString());
    }

    [Fact]
    public void Every_rule_is_tested_above_dated_and_sourced()
    {
        Assert.Equal(34, QuietRules.All.Count);
        Assert.All(QuietRules.All, rule => Assert.InRange(rule.Date, new DateOnly(2026, 11, 22), new DateOnly(2036, 1, 1)));
        Assert.All(QuietRules.All, rule => Assert.InRange(rule.Source.Length, 20, 300));
    }

    [Fact]
    public void State_stands_under_its_country_too_and_a_country_without_a_rule_under_the_default()
    {
        Assert.Equal(["US", "US-TX"], QuietRules.Of("US-TX").Select(rule => rule.Name));
        Assert.Equal(["US"], QuietRules.Of("US-CA").Select(rule => rule.Name));
        Assert.Equal(["FR"], QuietRules.Of("FR").Select(rule => rule.Name));
        Assert.Equal(["default"], QuietRules.Of("JP").Select(rule => rule.Name));
    }

    [Fact]
    public void Every_rule_is_reached_by_some_number()
    {
        var reached = Places.All.SelectMany(place => place.Rules).Select(rule => rule.Name).Distinct();

        Assert.Empty(QuietRules.All.Select(rule => rule.Name).Except(reached));
    }

    [Theory]
    [InlineData("rule XX", "source somewhere", "mon-sun 08:00-21:00")]
    [InlineData("rule XX", "date 2026-01-01", "mon-sun 08:00-21:00")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "mon-sat 08:00-21:00")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "mon-sun 21:00-08:00")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "mon-sun 08:00-24:01")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "sun-mon 08:00-21:00")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "mon-sun 08:00-21:00", "on 13-13")]
    [InlineData("rule XX", "date 2026-01-01", "source somewhere", "mon-sun 08:00-21:00", "hours")]
    [InlineData("rule XX", "date 1 January", "source somewhere", "mon-sun 08:00-21:00")]
    [InlineData("rule X", "date 2026-01-01", "source a", "mon-sun closed", "rule X", "date 2026-01-01", "source a", "mon-sun closed")]
    public void Table_with_a_mistake_is_refused(params string[] lines)
    {
        Assert.Throws<FormatException>(() => QuietRuleReader.Read(lines.Select((line, at) => (at + 1, line))));
    }
}
