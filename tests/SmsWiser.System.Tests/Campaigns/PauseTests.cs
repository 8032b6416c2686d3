using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>Pause, resume and cancel in mid-run, seen from the carrier.</summary>
public sealed class PauseTests
{
    private const string First = "FIRST";
    private const string Second = "SECOND";
    private const long French = 33_610_000_000;
    private const int Leads = 3_000;

    [Fact]
    public async Task A_paused_campaign_sends_nothing_while_another_runs_to_its_end_and_completes_when_resumed()
    {
        await using var site = await SendingSite.OpenAsync();
        var campaign = await BeginAsync(site);
        long? held = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (held is not null || site.Submitted < 500)
                return;
            Assert.Equal("paused", (await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner)).State);
            held = site.Submitted;
            await RunOtherAsync(site);
            Assert.Equal(held, site.Carrier.Source(First).Received);
            Assert.Equal("sending", (await site.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner)).State);
        });

        Assert.InRange(held!.Value, 500, Leads - 500);
        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(totals));
        Assert.Equal((Leads, 0), (site.Carrier.Source(First).Received, site.Carrier.Snapshot().Duplicates));
    }

    [Fact]
    public async Task A_cancelled_campaign_sends_nothing_more_and_counts_the_rest_as_cancelled()
    {
        await using var site = await SendingSite.OpenAsync();
        var campaign = await BeginAsync(site);
        long? sent = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (sent is not null || site.Submitted < 500)
                return;
            Assert.Equal("cancelled", (await site.Demo.Campaign(campaign).CancelAsync(SendingSite.Owner)).State);
            sent = site.Submitted;
            await RunOtherAsync(site);
        });

        Assert.InRange(sent!.Value, 500, Leads - 500);
        Assert.Equal($"planned {Leads}, parts {sent}: Delivered {sent}, Cancelled {Leads - sent}", SendingSite.Line(totals));
        Assert.Equal(sent, site.Carrier.Source(First).Received);
    }

    [Fact]
    public async Task A_campaign_paused_before_it_sends_can_be_cancelled_whole()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.Demo.Carrier(SendingSite.Alpha).DisconnectAsync();
        var campaign = await site.StartAsync(SendingSite.Owner, First, await site.ImportAsync(SendingSite.Owner, French, Leads));
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Open] == Leads);

        await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
        await site.ConnectAsync();
        await RunOtherAsync(site);
        await site.Demo.Campaign(campaign).CancelAsync(SendingSite.Owner);

        Assert.Equal($"planned {Leads}, parts 0: Cancelled {Leads}", SendingSite.Line(await site.FollowAsync(campaign)));
        Assert.Equal(0, site.Carrier.Source(First).Received);
    }

    [Fact]
    public async Task A_cancel_on_the_heels_of_a_pause_ends_every_lead()
    {
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMilliseconds(20) });
        await site.ConnectAsync(binds: 4, window: 20);
        var list = await site.ImportAsync(SendingSite.Owner, French, Leads);

        for (var round = 1; round <= 5; round++)
        {
            var campaign = await site.StartAsync(SendingSite.Owner, $"ROUND {round}", list);
            var before = site.Submitted;
            await site.FollowUntilAsync(campaign, _ => site.Submitted > before);

            await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
            await site.Demo.Campaign(campaign).CancelAsync(SendingSite.Owner);
            var sent = site.Submitted - before;
            var totals = await site.FollowAsync(campaign);

            Assert.Equal($"planned {Leads}, parts {sent}: Delivered {sent}, Cancelled {Leads - sent}", SendingSite.Line(totals));
            Assert.Equal(sent, site.Carrier.Source($"ROUND {round}").Received);
        }
    }

    private static async Task<string> BeginAsync(SendingSite site)
    {
        await site.ConnectAsync(rate: 4_000);
        return await site.StartAsync(SendingSite.Owner, First, await site.ImportAsync(SendingSite.Owner, French, Leads));
    }

    /// <summary>Another account sends over the same binds.</summary>
    private static async Task RunOtherAsync(SendingSite site)
    {
        var list = await site.ImportAsync(SendingSite.Recipient, French + Leads, 1_000);
        var totals = await site.FollowAsync(await site.StartAsync(SendingSite.Recipient, Second, list));
        Assert.Equal("planned 1000, parts 1000: Delivered 1000", SendingSite.Line(totals));
    }
}
