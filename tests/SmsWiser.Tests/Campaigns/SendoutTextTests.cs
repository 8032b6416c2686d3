using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Tests.Campaigns;

public sealed class SendoutTextTests
{
    [Fact]
    public void Carrier_is_told_the_end_of_the_validity_that_the_campaign_states()
    {
        var octets = Body(new() { ValidUntil = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)) });

        // SMPP 3.4 §7.1.1.1: YYMMDDhhmmss, tenths, quarters of an hour from UTC, sign.
        Assert.Contains("\0260506050809000+\0", octets, StringComparison.Ordinal);
    }

    [Fact]
    public void Carrier_keeps_its_own_validity_when_the_campaign_states_none() =>
        Assert.DoesNotContain("+", Body(CampaignTerms.Usual), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 10)]
    [InlineData(3, 3)]
    public void Parts_are_bounded_by_the_campaign_or_the_node(int? asked, int expected) =>
        Assert.Equal(expected, Compile(new() { MaxParts = asked }).Rules.MaxParts);

    private static string Body(CampaignTerms terms)
    {
        var body = new byte[SubmitSmBody.MaxBytes];
        var text = Compile(terms);
        text.Renew(new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        var length = SubmitSmBody.Write(body, text.Fields(isUcs2: false, isConcatenated: false), 33_612_345_678, "hi"u8);
        return Encoding.Latin1.GetString(body, 0, length);
    }

    private static SendoutText Compile(CampaignTerms terms)
    {
        var campaign = new Campaign(new(1), "c", new(2), "Test", "SHOP", "Hi", TrafficClass.Marketing, [], default) { Terms = terms };
        var list = new LeadList(new(3), "l", new(2), "All", [], 0, new(1, default), 1, default);
        return SendoutText.Compile(campaign, list, isShared: false, CarrierProfile.Default, new OptOutOptions(), new(), maxParts: 10);
    }
}
