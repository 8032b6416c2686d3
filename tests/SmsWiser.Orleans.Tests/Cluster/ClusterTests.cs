using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;

namespace SmsWiser.Tests.Cluster;

public sealed class ClusterTests
{
    private const int Leads = 12_000;

    [Fact]
    public async Task Binds_spread_over_the_silos_and_their_grains_live_where_they_are_held()
    {
        await using var site = await ClusterSite.OpenAsync(3);

        await site.ConnectAsync(binds: 6, rate: 0);

        var holders = Enumerable.Range(1, 6).Select(bind => Assert.Single(site.Holders(bind))).ToList();
        Assert.Equal([2, 2, 2], holders.CountBy(holder => holder).Select(holder => holder.Value));
        var statuses = await site.Grain<ICarrierGrain>(ClusterSite.Carrier).BindsAsync();
        Assert.All(statuses, status => Assert.Equal("bound", status.State));
    }

    [Fact]
    public async Task When_one_of_three_silos_dies_the_campaign_goes_on_and_every_lead_is_accounted_for()
    {
        await using var site = await ClusterSite.OpenAsync(3);
        await site.ConnectAsync(binds: 3, rate: 3_000);
        var campaign = await site.CampaignAsync(Leads);
        await site.Grain<ICampaignGrain>(campaign).StartAsync(ClusterSite.Account);
        await ClusterSite.UntilAsync(async () => (await site.ProgressAsync(campaign)).Totals.Accepted >= Leads / 6);
        var victim = Assert.Single(site.Holders(2));
        var node = site.Service<NodeId>(victim);

        await site.KillAsync(victim);
        await ClusterSite.UntilAsync(async () => await site.UnfinishedAsync(campaign, node) == 0);
        var before = await site.ProgressAsync(campaign);
        var unknown = await site.RecoverAsync();
        await ClusterSite.UntilAsync(async () => (await site.ProgressAsync(campaign)).State == "sent");

        var after = (await site.ProgressAsync(campaign)).Totals;
        var received = site.Smsc.Snapshot();
        Assert.Equal(2 + 1, site.Live.Count);
        Assert.True(before.Totals.Open > 0, "The killed silo had nothing in hand.");
        Assert.Equal((Leads, 0, before.Totals.Open, Leads - before.Totals.Open),
            (after.Planned, after.Open, after.Unknown, after.Accepted));
        Assert.Equal(before.Totals.Open, unknown);
        Assert.Equal(0, received.Duplicates);
        Assert.InRange(received.Accepted, after.Accepted, Leads);
    }

    [Fact]
    public async Task A_bind_of_a_dead_silo_comes_up_on_another()
    {
        await using var site = await ClusterSite.OpenAsync(3);
        await site.ConnectAsync(binds: 3, rate: 0);
        var victim = Assert.Single(site.Holders(1));

        await site.KillAsync(victim);
        await site.Grain<ICarrierGrain>(ClusterSite.Carrier).ConnectAsync();

        Assert.NotEqual(victim, Assert.Single(site.Holders(1)));
        Assert.Equal([1, 1, 1], Enumerable.Range(1, 3).Select(bind => site.Holders(bind).Count));
    }

    [Fact]
    public async Task A_pause_reaches_every_silo()
    {
        await using var site = await ClusterSite.OpenAsync(3);
        await site.ConnectAsync(binds: 3, rate: 3_000);
        var campaign = await site.CampaignAsync(Leads);
        var grain = site.Grain<ICampaignGrain>(campaign);
        await grain.StartAsync(ClusterSite.Account);
        await ClusterSite.UntilAsync(async () => (await site.ProgressAsync(campaign)).Totals.Accepted >= 500);

        await grain.PauseAsync(ClusterSite.Account);
        var sent = site.Live.Sum(silo => site.Service<Engine.EngineNode>(silo).Submitted);
        await grain.CancelAsync(ClusterSite.Account);

        await ClusterSite.UntilAsync(async () => (await site.ProgressAsync(campaign)).Totals.Open == 0);
        var totals = (await site.ProgressAsync(campaign)).Totals;
        Assert.Equal((sent, Leads - sent), (totals.Accepted, totals.Cancelled));
        Assert.Equal(sent, site.Smsc.Snapshot().Accepted);
    }

    [Fact]
    public async Task Once_the_stop_of_a_share_has_returned_no_silo_sends_a_part_that_relies_on_it()
    {
        await using var site = await ClusterSite.OpenAsync(3);
        await site.ConnectAsync(binds: 3, rate: 3_000);
        var (campaign, share) = await site.SharedCampaignAsync(Leads);
        await site.Grain<ICampaignGrain>(campaign).StartAsync(ClusterSite.Recipient);
        await ClusterSite.UntilAsync(() => Task.FromResult(site.Smsc.Snapshot().Accepted >= 500));

        var receipt = await site.Grain<IShareGrantGrain>(share).StopAsync(ClusterSite.Account, "op");
        var sent = site.Smsc.Snapshot().Accepted;
        await ClusterSite.UntilAsync(async () => await site.UnfinishedAsync(campaign, new NodeId(0)) == 0);

        Assert.Equal(("answered", sent), (receipt.Basis, receipt.OnWireBefore));
        Assert.Equal((sent, 0), (site.Smsc.Snapshot().Accepted, site.Smsc.Snapshot().Duplicates));
        Assert.Equal(sent, site.Live.Sum(silo => site.Service<Engine.EngineNode>(silo).Submitted));
        var revoked = (await site.Grain<IShareGrantGrain>(share).GetAsync(ClusterSite.Account)).LeadsRevoked;
        Assert.Equal((Leads - sent, Leads - sent), (revoked, receipt.Withheld));
    }
}
