using SmsWiser.Core.Compliance;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Compliance;

public sealed class QuietHoursTests
{
    private const ulong French = 33612345678, NewYorker = 12125550123, Texan = 12145550123, Pensacola = 18505550123, Unknown = 18005550123;
    private const ulong RussianMobile = 79123456789;

    [Theory]
    [InlineData(French, "2026-11-23T06:59:59Z", false, "2026-11-23T07:00Z", "FR")]
    [InlineData(French, "2026-11-23T07:00Z", true, "2026-11-23T19:00Z", "FR")]
    [InlineData(French, "2026-11-23T18:59:59Z", true, "2026-11-23T19:00Z", "FR")]
    [InlineData(French, "2026-11-21T19:00Z", false, "2026-11-23T07:00Z", "FR")]
    [InlineData(French, "2026-12-24T19:30Z", false, "2026-12-26T07:00Z", "FR")]
    [InlineData(NewYorker, "2026-11-22T12:59Z", false, "2026-11-22T13:00Z", "US")]
    [InlineData(NewYorker, "2026-11-23T01:59Z", true, "2026-11-23T02:00Z", "US")]
    [InlineData(Texan, "2026-11-22T15:00Z", false, "2026-11-22T18:00Z", "US-TX")]
    [InlineData(Texan, "2026-11-23T13:30Z", false, "2026-11-23T15:00Z", "US")]
    [InlineData(Texan, "2026-11-23T14:30Z", false, "2026-11-23T15:00Z", "US-TX")]
    [InlineData(Pensacola, "2026-11-23T13:30Z", false, "2026-11-23T14:00Z", "US")]
    [InlineData(Pensacola, "2026-11-23T14:00Z", true, "2026-11-24T01:00Z", "US-FL")]
    [InlineData(RussianMobile, "2026-11-23T06:59Z", false, "2026-11-23T07:00Z", "RU")]
    [InlineData(RussianMobile, "2026-11-23T07:00Z", true, "2026-11-23T09:00Z", "RU")]
    [InlineData(RussianMobile, "2026-11-22T08:00Z", true, "2026-11-22T09:00Z", "RU")]
    public void Law_decides(ulong number, string at, bool allowed, string until, string rule)
    {
        var decision = new QuietHours(policy: null).Decide(Places.Find(number), DateTimeOffset.Parse(at));

        Assert.Equal((allowed, DateTimeOffset.Parse(until), rule), (decision.IsAllowed, decision.Until, decision.Rule?.Name));
        Assert.Equal(new DateOnly(2026, 11, 22), decision.Rule?.Date);
    }

    [Fact]
    public void Number_without_a_zone_is_never_allowed()
    {
        var decision = new QuietHours(policy: null).Decide(Places.Find(Unknown), DateTimeOffset.Parse("2026-11-23T12:00Z"));

        Assert.Equal(new(false, DateTimeOffset.MaxValue, null), decision);
        Assert.True(decision.IsZoneUnknown);
    }

    [Fact]
    public void Open_policy_widens_nothing()
    {
        var open = new QuietPolicy(new(2026, 1, 1), [.. Enumerable.Repeat(DayWindow.AllDay, 7)], RestOnHolidays: false, []);
        var (law, own) = (new QuietHours(policy: null), new QuietHours(open));
        var start = DateTimeOffset.Parse("2026-12-20T00:00Z");

        // A quarter of an hour apart over two weeks with holidays, at every place.
        foreach (var place in Places.All)
        {
            for (var quarter = 0; quarter < 14 * 96; quarter++)
            {
                var at = start.AddMinutes(15 * quarter);
                Assert.Equal(law.Decide(place, at).IsAllowed, own.Decide(place, at).IsAllowed);
            }
        }
    }

    [Theory]
    [InlineData("2026-11-23T08:59Z", false, "2026-11-23T09:00Z")] // Monday 09:59
    [InlineData("2026-11-23T09:00Z", true, "2026-11-23T16:00Z")]
    [InlineData("2026-11-27T16:00Z", false, "2026-11-30T09:00Z")] // Friday evening to Monday
    [InlineData("2027-03-25T16:00Z", false, "2027-03-26T09:00Z")] // Good Friday is no holiday of France
    [InlineData("2027-03-26T16:00Z", false, "2027-03-30T08:00Z")] // over Easter Monday and the clock change
    [InlineData("2026-12-02T12:00Z", false, "2026-12-03T09:00Z")] // the day the account closes
    public void Policy_narrows(string at, bool allowed, string until)
    {
        var policy = QuietPolicy.WorkingDays(new(2026, 11, 1), new(10 * 60, 17 * 60)) with { ClosedDays = [new(2026, 12, 2)] };

        var decision = new QuietHours(policy).Decide(Places.Find(French), DateTimeOffset.Parse(at));

        Assert.Equal((allowed, DateTimeOffset.Parse(until)), (decision.IsAllowed, decision.Until));
    }

    [Fact]
    public void Policy_is_named_with_its_date_when_it_alone_forbids()
    {
        var policy = QuietPolicy.WorkingDays(new(2026, 11, 1), new(10 * 60, 17 * 60));
        var hours = new QuietHours(policy);

        var early = hours.Decide(Places.Find(French), DateTimeOffset.Parse("2026-11-23T08:30Z")).Rule;

        Assert.Equal((QuietPolicy.RuleName, policy.Date), (early?.Name, early?.Date));
    }

    [Fact]
    public void Policy_that_never_meets_the_law_is_not_before_the_horizon()
    {
        var night = new QuietPolicy(new(2026, 1, 1), [.. Enumerable.Repeat(new DayWindow(0, 60), 7)], RestOnHolidays: false, []);
        var at = DateTimeOffset.Parse("2026-11-23T12:00Z");

        var decision = new QuietHours(night).Decide(Places.Find(French), at);

        Assert.Equal((false, at + QuietHours.Horizon), (decision.IsAllowed, decision.Until));
    }

    [Fact]
    public void Policy_with_a_fault_is_refused()
    {
        var six = new QuietPolicy(new(2026, 1, 1), [.. Enumerable.Repeat(DayWindow.AllDay, 6)], RestOnHolidays: false, []);
        var closed = QuietPolicy.WorkingDays(new(2026, 1, 1), DayWindow.Closed);
        var tooLong = QuietPolicy.WorkingDays(new(2026, 1, 1), new(0, 1441));

        Assert.All([six, tooLong], policy => Assert.Throws<ArgumentException>(() => new QuietHours(policy)));
        Assert.All([six, closed, tooLong], policy => Assert.NotNull(policy.FindFault()));
        Assert.Null(QuietPolicy.WorkingDays(new(2026, 1, 1), DayWindow.AllDay).FindFault());
    }

    [Fact]
    public void Two_policies_leave_what_both_allow()
    {
        var account = QuietPolicy.WorkingDays(new(2026, 1, 1), new(540, 1020)) with { ClosedDays = [new(2026, 12, 24)] };
        var window = new QuietPolicy(new(2026, 2, 1), [.. Enumerable.Repeat(new DayWindow(600, 1140), 7)], RestOnHolidays: false, []);

        var both = QuietPolicy.Intersect(account, window)!;

        Assert.Equal(new(2026, 2, 1), both.Date);
        Assert.Equal(["closed", "10:00-17:00", "10:00-17:00", "10:00-17:00", "10:00-17:00", "10:00-17:00", "closed"],
            both.Hours.Select(day => day.ToString()));
        Assert.True(both.RestOnHolidays);
        Assert.Equal([new(2026, 12, 24)], both.ClosedDays);
        Assert.Same(account, QuietPolicy.Intersect(account, null));
        Assert.Same(window, QuietPolicy.Intersect(null, window));
    }

    [Fact]
    public void Two_policies_without_a_common_minute_let_nothing_out()
    {
        var morning = QuietPolicy.WorkingDays(new(2026, 1, 1), new(540, 720));
        var evening = QuietPolicy.WorkingDays(new(2026, 1, 1), new(1080, 1200));
        var at = DateTimeOffset.Parse("2026-11-23T10:00Z");

        var decision = new QuietHours(QuietPolicy.Intersect(morning, evening)).Decide(Places.Find(French), at);

        Assert.True(QuietPolicy.Intersect(morning, evening)!.IsNever);
        Assert.Equal((false, at + QuietHours.Horizon), (decision.IsAllowed, decision.Until));
    }

    [Fact]
    public void Kept_decision_is_not_used_for_an_earlier_moment()
    {
        var hours = new QuietHours(policy: null);
        var place = Places.Find(French);

        Assert.True(hours.Decide(place, DateTimeOffset.Parse("2026-11-23T12:00Z")).IsAllowed);
        Assert.False(hours.Decide(place, DateTimeOffset.Parse("2026-11-23T05:00Z")).IsAllowed);
    }

    [Fact]
    public void Nothing_is_allocated_when_a_decision_is_known()
    {
        var hours = new QuietHours(policy: null);
        var at = DateTimeOffset.Parse("2026-11-23T12:00Z");
        hours.Decide(Places.Find(Texan), at);

        Assert.Equal(0, Allocations.Least(() => hours.Decide(Places.Find(Texan), at)));
    }
}
