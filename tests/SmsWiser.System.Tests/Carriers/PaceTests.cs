using System.Diagnostics;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>The pace of a carrier account at a simulated carrier, over rebalancing, throttling, lost connections and restarts.</summary>
public sealed class PaceTests
{
    private const string Sender = "SHOP";
    private const int Binds = 4;
    private static readonly SmscOptions Traced = new() { TraceSubmits = PaceTrace.Parts };

    [Fact]
    public async Task When_one_of_four_binds_goes_down_the_others_use_the_whole_rate_and_no_more()
    {
        const int rate = 1_000, leads = 9_000;
        await using var site = await SendingSite.OpenAsync(Traced, PaceTrace.Noting);
        await site.ConnectAsync(binds: Binds, rate: rate);
        Assert.Equal("250 250 250 250", await GrantsAsync(site));
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, 33_610_000_000, leads));
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 1_500);

        await site.Host.Grains.GetGrain<IBindGrain>("alpha/2").DisconnectAsync();
        var down = Stopwatch.GetTimestamp();
        await site.FollowUntilAsync(campaign, _ => Stopwatch.GetElapsedTime(down) > TimeSpan.FromSeconds(3));
        var status = await site.Demo.Carrier(SendingSite.Alpha).StatusAsync();
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("down", status.Binds[1].Standing);
        Assert.Equal((1, rate), (status.Binds[1].GrantedRate, status.GrantedRate));
        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(totals));
        var sends = PaceTrace.Sends(site.Host.Engine);
        PaceTrace.Check(sends, site.Carrier, rate);
        Assert.InRange(PaceTrace.BestSecond(sends, down + (2 * Stopwatch.Frequency)), rate * 95 / 100, rate + (rate / 100));
    }

    [Fact]
    public async Task Connections_that_are_reset_again_and_again_never_add_up_to_more_than_the_rate()
    {
        const int rate = 2_000, leads = 9_000;
        var script = Traced with { DisconnectAfter = 700, ResponseDelay = TimeSpan.FromMilliseconds(5) };
        await using var site = await SendingSite.OpenAsync(script, PaceTrace.Noting);
        await site.ConnectAsync(binds: Binds, window: 20, rate: rate);

        var totals = await site.FollowAsync(
            await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, 33_610_000_000, leads)));

        var unknown = totals.Outcomes[Outcome.Unknown];
        Assert.InRange(site.Carrier.Snapshot().BindsAccepted, (leads - unknown) / 700, leads);
        Assert.InRange(unknown, 1, 20 * site.Carrier.Snapshot().BindsAccepted);
        PaceTrace.Check(PaceTrace.Sends(site.Host.Engine), site.Carrier, rate);
    }

    [Fact]
    public async Task Several_throttled_binds_slow_the_account_and_the_sum_stays_below_the_contract()
    {
        const int rate = 2_000, leads = 6_000;
        await using var site = await SendingSite.OpenAsync(Traced with { ThrottleRate = 400 }, PaceTrace.Noting);
        await site.ConnectAsync(binds: Binds, rate: rate);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, 33_610_000_000, leads));
        var (least, most) = (rate, 0);

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            var status = await site.Demo.Carrier(SendingSite.Alpha).StatusAsync();
            least = Math.Min(least, status.EffectiveRate);
            most = Math.Max(most, status.GrantedRate);
        });

        Assert.Equal((leads, 0L), (totals.Outcomes[Outcome.Delivered], site.Carrier.Snapshot().Duplicates));
        Assert.InRange(site.Carrier.Snapshot().Throttled, 1, leads);
        Assert.InRange(least, Binds, rate * 7 / 10);
        Assert.InRange(most, Binds, rate);
        PaceTrace.Check(PaceTrace.Sends(site.Host.Engine), site.Carrier, rate);
    }

    [Fact]
    public async Task A_restart_in_mid_run_adds_no_burst_to_what_the_last_life_sent()
    {
        const int rate = 1_000, leads = 4_000;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier(Traced);
        EngineNode engine;
        string campaign;
        await using (var first = await SendingSite.ReopenAsync(directory.Path, carrier, PaceTrace.Noting))
        {
            engine = first.Host.Engine;
            await first.ConnectAsync(at: carrier, binds: Binds, rate: rate);
            campaign = await first.StartAsync(
                SendingSite.Owner, Sender, await first.ImportAsync(SendingSite.Owner, 33_610_000_000, leads));
            await first.FollowUntilAsync(campaign, _ => first.Submitted >= 1_000);
        }

        await using var second = await SendingSite.ReopenAsync(directory.Path, carrier, PaceTrace.Noting);
        await second.ConnectAsync(at: carrier, binds: Binds, rate: rate);
        var totals = await second.FollowAsync(campaign);

        Assert.Equal((leads, 0L), (totals.Outcomes[Outcome.Delivered], carrier.Snapshot().Duplicates));
        PaceTrace.Check([.. PaceTrace.Sends(engine), .. PaceTrace.Sends(second.Host.Engine)], carrier, rate);
    }

    private static async Task<string> GrantsAsync(SendingSite site)
    {
        var binds = await site.Demo.Carrier(SendingSite.Alpha).BindsAsync();
        return string.Join(" ", binds.Select(bind => bind.GrantedRate));
    }
}
