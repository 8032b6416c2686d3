using SmsWiser.Contracts.Campaigns;
using SmsWiser.Smpp;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>What a campaign was estimated at, held against what a whole node then sets aside, sends and charges.</summary>
public sealed class EstimateOnTheWireTests
{
    private const long French = 33_610_000_000;
    private const long Price = 40_000;

    [Fact]
    public async Task Charge_is_what_the_carrier_accepted_within_the_hold_and_the_hold_within_the_maximum()
    {
        const int leads = 1_000;
        await using var site = await SendingSite.OpenAsync(
            new() { FailureRatio = 0.1, FailureStatus = CommandStatus.InvalidDestinationAddress });
        await site.ConnectAsync();
        await site.BillAsync(SendingSite.Owner, paid: 200_000_000, Price, SendingSite.Alpha);
        // One part for Anna, two in UCS-2 for Жанна, who is every fourth; the lists have 200 numbers in common.
        var first = await site.ImportAsync(SendingSite.Owner, French, leads);
        var second = await site.ImportAsync(SendingSite.Owner, French + 800, leads);
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", "Hello {first_name}, " + new string('x', 80), first, second);

        var shown = await EstimateAsync(site, SendingSite.Owner, campaign);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowAsync(campaign);

        var accepted = site.Carrier.Snapshot().Accepted;
        var hold = Assert.Single(await site.Demo.OwnerAccount.HoldsAsync(0, 10));
        Assert.Equal((1_800L, 1_800L, 450L), (shown.Own!.Leads, shown.Own.Eligible, shown.Own.Ucs2));
        Assert.Equal([("1", 1_350L), ("2", 450L)], shown.Own.LeadsByParts.Select(one => (one.Key, one.Value)));
        Assert.Equal((2_250 * Price, 3_600 * Price), (shown.Cost!.MinMicros, shown.Cost.MaxMicros));
        Assert.InRange(hold.AmountMicros, shown.Cost.MinMicros, shown.Cost.MaxMicros);
        Assert.Equal(accepted * Price, hold.SettledMicros);
        Assert.InRange(hold.SettledMicros, 1, shown.Cost.MinMicros);
        Assert.Equal(
            200_000_000 - hold.SettledMicros, (await site.Demo.OwnerAccount.BalanceAsync()).AvailableMicros);
    }

    [Fact]
    public async Task Over_a_share_no_part_is_charged_beyond_the_bound_and_a_lower_maximum_keeps_all_off_the_wire()
    {
        const int leads = 1_000;
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.BillAsync(SendingSite.Recipient, paid: 200_000_000, Price, SendingSite.Alpha);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        await site.ShareAsync(list);
        var spec = new CampaignSpec
        {
            Name = "Sale",
            Sender = "SHOP",
            Template = "Hello {first_name}, " + new string('x', 80),
            Class = "marketing",
            Targets = [new() { ListId = list }],
            MaxParts = 2,
        };
        var campaign = await site.Demo.RecipientAccount.CreateCampaignAsync(spec);
        var shown = await EstimateAsync(site, SendingSite.Recipient, campaign);
        var bounded = await site.Demo.RecipientAccount.CreateCampaignAsync(spec with { MaxSpendMicros = 1_000 * Price });

        await site.Demo.Campaign(bounded).StartAsync(SendingSite.Recipient);
        while ((await site.Demo.Campaign(bounded).GetAsync(SendingSite.Recipient)).State == "planning")
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var refused = await site.Demo.Campaign(bounded).GetAsync(SendingSite.Recipient);
        Assert.Equal("failed", refused.State);
        Assert.StartsWith(
            "max_spend: it may cost up to 80.00, and the campaign's maximum is 40.00", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0L, 200_000_000L), (site.Submitted, (await site.Demo.RecipientAccount.BalanceAsync()).AvailableMicros));
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Recipient);
        await site.FollowAsync(campaign);
        var hold = Assert.Single(await site.Demo.RecipientAccount.HoldsAsync(0, 10));
        Assert.Equal(("~1,000", 2, 84_000_000L), (shown.Shared!.Figures["eligible"], shown.Shared.Parts, shown.Cost!.MaxMicros));
        Assert.InRange(hold.AmountMicros, hold.SettledMicros, shown.Cost.MaxMicros);
        Assert.Equal(1_250 * Price, hold.SettledMicros);
    }

    private static async Task<EstimateView> EstimateAsync(SendingSite site, string account, string campaign)
    {
        var view = await site.Demo.Campaign(campaign).EstimateAsync(account);
        while (view.State == "running")
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            view = await site.Demo.Campaign(campaign).GetEstimateAsync(account);
        }
        return view;
    }
}
