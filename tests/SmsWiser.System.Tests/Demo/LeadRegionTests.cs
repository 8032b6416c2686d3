using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Host.Demo;

namespace SmsWiser.System.Tests.Demo;

public sealed class LeadRegionTests
{
    [Fact]
    public void At_any_hour_of_two_years_the_people_of_some_region_may_be_written_to_for_an_hour_and_more()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var sender = new EligibilityTerms(
            TrafficClass.Marketing, "SmsWiser", [], IsAccountSuspended: false, RequiresConsent: false, OptOuts: null, Caps: null, null);
        for (var hour = 0; hour < 2 * 365 * 24; hour++)
        {
            var now = start.AddMinutes((hour * 60) + (hour % 60));
            var region = LeadRegion.AwakeAt(now);
            var eligibility = new Eligibility(sender);
            foreach (var number in region.Numbers)
            {
                Assert.Equal(EligibilityVerdict.Eligible, eligibility.Decide(number, LeadFlags.New, isListSuspended: false, now).Verdict);
                Assert.Equal(EligibilityVerdict.Eligible, eligibility.Decide(Places.Find(number), now.AddHours(1)).Verdict);
            }
        }
    }

    [Fact]
    public void Numbers_of_every_region_are_possible_and_lie_in_two_countries()
    {
        Assert.All(LeadRegion.All, region =>
        {
            Assert.All(region.Numbers, number => Assert.True(PhoneNumbers.TryNormalize(
                Encoding.ASCII.GetBytes($"+{number + 99_999_999}"), null, out _, out _)));
            var countries = region.Numbers.Select(number => Places.Find(number).Country).ToList();
            Assert.Equal(countries[0], countries[1]);
            Assert.NotEqual(countries[0], countries[2]);
            Assert.StartsWith(region.SecondCode, $"{region.Numbers[2]}", StringComparison.Ordinal);
        });
    }

    [Fact]
    public void On_a_working_day_it_is_France_and_Germany()
    {
        Assert.Same(LeadRegion.Europe, LeadRegion.AwakeAt(new(2026, 5, 5, 10, 0, 0, TimeSpan.Zero)));
        Assert.NotSame(LeadRegion.Europe, LeadRegion.AwakeAt(new(2026, 5, 3, 10, 0, 0, TimeSpan.Zero)));
    }
}
