using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>What the terms of a campaign do on the way to the carrier.</summary>
public sealed class TermsOnTheWireTests
{
    private const long French = 33_610_000_000;

    [Fact]
    public async Task Texts_longer_than_the_campaign_allows_are_not_sent()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await site.ImportRowsAsync(SendingSite.Owner, "number,first_name",
            Enumerable.Range(0, 40).Select(i => $"+{French + i},{new string('x', i % 4 == 3 ? 150 : 100)}"));
        await site.ConnectAsync();
        var campaign = await DraftAsync(site, list, spec => spec with { MaxParts = 1 });

        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("planned 40, parts 30: Delivered 30, Suppressed 10", SendingSite.Line(totals));
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal([("too_long", 10L)], report.SuppressedBy.Select(reason => (reason.Key, reason.Value)));
    }

    [Fact]
    public async Task Pilot_is_sent_and_the_others_only_when_a_person_continues()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await site.ImportAsync(SendingSite.Owner, French, 2_000);
        await site.ConnectAsync();
        var campaign = await DraftAsync(site, list, spec => spec with { PilotLeads = 300 });

        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        var pilot = await site.FollowAsync(campaign);
        Assert.Equal("planned 2000, parts 300: Open 1700, Delivered 300", SendingSite.Line(pilot));
        await site.Demo.Campaign(campaign).ContinueAsync(SendingSite.Owner);
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("planned 2000, parts 2000: Delivered 2000", SendingSite.Line(totals));
        Assert.Equal((2_000, 0), (site.Carrier.Snapshot().DistinctParts, site.Carrier.Snapshot().Duplicates));
    }

    [Fact]
    public async Task Nothing_is_submitted_with_less_than_half_a_minute_of_validity_left_and_the_rest_is_suppressed()
    {
        var clock = new DaytimeClock();
        await using var site = await SendingSite.OpenAsync(clock: clock);
        var list = await site.ImportAsync(SendingSite.Owner, French, 2_000);
        await site.ConnectAsync(binds: 1, rate: 300);
        var end = clock.GetUtcNow().AddSeconds(33);
        var campaign = await DraftAsync(site, list, spec => spec with { ValidUntil = end });

        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        var totals = await site.FollowAsync(campaign);

        var sent = site.Carrier.Snapshot().DistinctParts;
        Assert.InRange(sent, 1, 1_999);
        Assert.Equal($"planned 2000, parts {sent}: Delivered {sent}, Suppressed {2_000 - sent}", SendingSite.Line(totals));
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal([("validity", 2_000 - sent)], report.SuppressedBy.Select(reason => (reason.Key, reason.Value)));
    }

    private static Task<string> DraftAsync(SendingSite site, string list, Func<CampaignSpec, CampaignSpec> change) =>
        site.Host.Grains.GetGrain<IAccountGrain>(SendingSite.Owner).CreateCampaignAsync(change(new()
        {
            Name = "Terms",
            Sender = "TERMS",
            Template = "{first_name}, a short word",
            Class = "marketing",
            Targets = [new() { ListId = list }],
        }));
}
