using SmsWiser.Core.Dispatch;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>Routes over two carriers: by prefix, when one is taken down, when one is cut, when one is slow.</summary>
public sealed class CarrierTests
{
    private const string Sender = "SHOP";
    private const long French = 33_610_000_000;
    private const long German = 4_915_110_000_000;

    [Fact]
    public async Task Each_carrier_gets_the_prefix_of_its_route_and_no_other()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha);
        await site.ConnectAsync(SendingSite.Beta, beta, prefixes: "49");
        var french = await site.ImportAsync(SendingSite.Owner, French, 1_200);
        var german = await site.ImportAsync(SendingSite.Owner, German, 900);

        var totals = await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, french, german));

        Assert.Equal("planned 2100, parts 2100: Delivered 2100", SendingSite.Line(totals));
        Assert.Equal((1_200, 900), (site.Carrier.Snapshot().Accepted, beta.Snapshot().Accepted));
    }

    [Fact]
    public async Task A_carrier_taken_down_in_mid_run_leaves_its_leads_to_the_next_of_the_route()
    {
        const int leads = 4_000;
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, rate: 4_000);
        await site.ConnectAsync(SendingSite.Beta, beta);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, leads));

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (site.Submitted >= 500)
                await site.Demo.Carrier(SendingSite.Alpha).DisconnectAsync();
        });

        var (first, second) = (site.Carrier.Snapshot(), beta.Snapshot());
        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(totals));
        Assert.Equal(leads, first.Accepted + second.Accepted);
        Assert.InRange(first.Accepted, 500, leads - 500);
        Assert.Equal((0, 0), (first.Duplicates, second.Duplicates));
    }

    [Fact]
    public async Task A_carrier_cut_in_mid_run_loses_only_its_window_and_nothing_is_sent_twice()
    {
        const int leads = 4_000, window = 20;
        var script = new SmscOptions { DisconnectAfter = 500, ResponseDelay = TimeSpan.FromMilliseconds(5) };
        await using var beta = SendingSite.StartCarrier(new() { ResponseDelay = TimeSpan.FromMilliseconds(5) });
        await using var site = await SendingSite.OpenAsync(script);
        await site.ConnectAsync(SendingSite.Alpha, binds: 1, window: window);
        await site.ConnectAsync(SendingSite.Beta, beta, binds: 2, window: window);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, leads));

        var totals = await site.FollowAsync(campaign);

        var (first, second) = (site.Carrier.Snapshot(), beta.Snapshot());
        var unknown = totals.Outcomes[Outcome.Unknown];
        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads - unknown}, Unknown {unknown}", SendingSite.Line(totals));
        Assert.InRange(unknown, 1, window * first.BindsAccepted);
        Assert.Equal((leads, 0), (site.Submitted, first.Duplicates + second.Duplicates));
        Assert.InRange(second.Accepted, 1, leads - 500);
    }

    [Fact]
    public async Task A_carrier_that_goes_down_in_order_and_comes_back_gets_the_rest()
    {
        const int leads = 3_000;
        var first = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Beta, first, rate: 3_000);
        var campaign = await site.StartAsync(SendingSite.Owner, Sender, await site.ImportAsync(SendingSite.Owner, French, leads));
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);

        await first.DisposeAsync();
        await using var second = SendingSite.StartCarrier(new() { Port = first.Port });
        var totals = await site.FollowAsync(campaign);

        // What the first had accepted and not yet confirmed when it went stays accepted: its receipts went with it.
        var unknown = totals.Outcomes[Outcome.Unknown];
        Assert.InRange(first.Snapshot().Accepted + second.Snapshot().Accepted, leads - unknown, leads);
        Assert.Equal(leads, totals.Outcomes[Outcome.Delivered] + totals.Outcomes[Outcome.Accepted] + unknown);
        Assert.InRange(unknown, 0, 100);
        Assert.Equal((leads, 0), (site.Submitted, second.Snapshot().Duplicates));
    }

    [Fact]
    public async Task A_throttled_carrier_slows_and_loses_nothing_while_the_other_goes_on()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync(new() { ThrottleRate = 1_500 });
        await site.ConnectAsync(SendingSite.Alpha, binds: 1, rate: 2_500);
        await site.ConnectAsync(SendingSite.Beta, beta, binds: 1, rate: 1_500, prefixes: "49");
        var french = await site.ImportAsync(SendingSite.Owner, French, 1_500);
        var german = await site.ImportAsync(SendingSite.Owner, German, 3_000);
        List<long> beside = [];
        var slowed = 0;

        var totals = await site.FollowAsync(await site.StartAsync(SendingSite.Owner, Sender, french, german), async _ =>
        {
            var bind = Assert.Single(await site.Demo.Carrier(SendingSite.Alpha).BindsAsync());
            if (bind.State != "throttled")
                return;
            slowed = bind.CurrentRate;
            beside.Add(beta.Snapshot().Accepted);
        });

        var alpha = site.Carrier.Snapshot();
        Assert.Equal("planned 4500, parts 4500: Delivered 4500", SendingSite.Line(totals));
        Assert.Equal((1_500, 0, 3_000), (alpha.Accepted, alpha.Duplicates, beta.Snapshot().Accepted));
        Assert.True(alpha.Throttled > 0);
        Assert.InRange(slowed, 1, 1_750);
        Assert.True(beside[^1] > beside[0], $"beta stood still at {beside[0]} while alpha was throttled");
    }
}
