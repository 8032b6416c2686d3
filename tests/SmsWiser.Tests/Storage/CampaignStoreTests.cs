using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class CampaignStoreTests
{
    [Fact]
    public async Task A_campaign_comes_back_with_its_targets_in_order()
    {
        await using var road = await Road.OpenAsync();
        CampaignTarget[] targets = [new(new(3), new(4), "city = \"Lyon\""), new(new(1), new(0), null)];
        var campaign = new Campaign(new(21), "c21", Road.Sender, "Summer", "SHOP", "Hi 👋", TrafficClass.Transactional, targets, Now);

        await road.Store.Campaigns.AddAsync(campaign, None);

        var found = (await road.Store.Campaigns.FindAsync("c21", None))!;
        Assert.Equal(targets, found.Targets);
        Assert.Equal(campaign, found with { Targets = targets });
        Assert.Equal("c21", (await road.Store.Campaigns.FindAsync(new CampaignId(21), None))!.PublicId);
        Assert.Null(await road.Store.Campaigns.FindAsync("nothing", None));
        Assert.Equal(["c21", "campaign20"], (await road.Store.Campaigns.ListAsync(Road.Sender, None)).Select(row => row.PublicId));
    }
}
