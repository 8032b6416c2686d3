using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Ledger.PaidRoad;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

public sealed class MaximumSpendTests
{
    [Theory]
    [InlineData(null, 1_000_000, 1_000_000, true)]
    [InlineData(1_000_000L, 1_000_000, 0, true)]
    [InlineData(1_000_000L, 1_000_001, 0, false)]
    [InlineData(1_300_000L, 0, 1_230_001, true)]
    [InlineData(1_299_999L, 0, 1_230_001, false)]
    [InlineData(1_300_000L, 1, 1_230_001, false)]
    public void What_shared_lists_cost_counts_rounded_up(long? max, long own, long shared, bool mayStart) =>
        Assert.Equal(mayStart, MaximumSpend.FindExcess(max, own, shared) is null);

    [Theory]
    [InlineData(500_000, true)]
    [InlineData(499_999, false)]
    public async Task Hold_is_taken_within_the_maximum_or_the_sendout_fails_in_the_same_transaction(long max, bool mayStart)
    {
        await using var road = await OpenAsync(10_000_000);
        var campaign = await CampaignAsync(road, max);
        var sendout = Road.NewSendout(new(31), campaign);
        var chunks = new[] { Chunk(0, 4, maxParts: 2, sendout: sendout.Id), Chunk(1, 2, sendout: sendout.Id) };
        await road.Store.Sendouts.BeginAsync(sendout, None);
        await road.Store.Sendouts.AppendAsync(chunks, None);

        var planned = (await road.Store.Sendouts.FinishPlanAsync(sendout.Id, Road.Plans(chunks), Now, None))!;

        Assert.Equal(mayStart ? SendoutState.Sending : SendoutState.Failed, planned.State);
        Assert.Equal(mayStart ? (9_500_000L, 500_000L, 0L) : (10_000_000L, 0L, 0L), await road.BalanceAsync());
        if (mayStart)
            return;
        Assert.StartsWith("max_spend: it may cost up to 0.50, and the campaign's maximum is 0.499999", planned.Error);
        Assert.Equal((0L, Now), (planned.Planned, planned.FinishedAt!.Value));
        await road.Store.Sendouts.DropPlanAsync(sendout.Id, None);
        Assert.Empty(await road.Store.Dispatch.ListChunksAsync(sendout.Id, None));
        Assert.True(await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(32), campaign), None));
    }

    [Fact]
    public async Task Sendout_without_open_leads_keeps_within_any_maximum()
    {
        await using var road = await OpenAsync(0);
        var campaign = await CampaignAsync(road, max: 1);
        var sendout = Road.NewSendout(new(31), campaign);
        await road.Store.Sendouts.BeginAsync(sendout, None);

        Assert.Equal(SendoutState.Sent, (await road.Store.Sendouts.FinishPlanAsync(sendout.Id, [], Now, None))!.State);
    }

    private static async Task<Core.CampaignId> CampaignAsync(PaidRoad road, long max)
    {
        var known = (await road.Store.Campaigns.FindAsync(Road.Campaign, None))!;
        var campaign = known with { Id = new(21), PublicId = "bounded", Terms = new() { MaxSpendMicros = max } };
        await road.Store.Campaigns.AddAsync(campaign, None);
        return campaign.Id;
    }
}
