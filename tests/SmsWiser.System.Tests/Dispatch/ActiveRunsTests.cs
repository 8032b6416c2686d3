using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Demo;
using SmsWiser.Testing;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>When a node lets go of a sendout.</summary>
public sealed class ActiveRunsTests
{
    private static readonly DispatchOptions Options = new();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_sendout_cancelled_in_the_store_is_kept_until_the_cancel_has_arrived(bool hasArrived, bool isKept)
    {
        var token = TestContext.Current.CancellationToken;
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.Demo.Carrier(SendingSite.Alpha).DisconnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 10);
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Open] == 10);
        var sendout = await DemoTotals.LatestAsync(site.Host, campaign, token);
        var time = new ManualTimeProvider();
        var runs = new ActiveRuns(site.Host.Store.Sendouts, site.Host.Store.Campaigns, site.Host.Store.Accounts, Options, time);
        await runs.OpenAsync(sendout.Id);
        var run = runs.Find(sendout.Id)!;

        run.Exhausted.Add(new(1));
        await site.Host.Store.Sendouts.ChangeStateAsync(
            sendout.Id, [SendoutState.Sending], SendoutState.Cancelled, TimeProvider.System.GetUtcNow(), token);
        run.IsCancelled = hasArrived;
        time.Advance(Options.Poll);
        await runs.PollAsync();

        Assert.Equal(isKept, runs.Find(sendout.Id) is not null);
    }
}
