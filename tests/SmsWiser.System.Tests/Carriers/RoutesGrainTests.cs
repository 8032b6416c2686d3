using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>Routes over two simulated carriers: shares by weight, fail over and back, and what cannot be removed.</summary>
public sealed class RoutesGrainTests
{
    private const int Leads = 12_800;
    private static readonly DispatchOptions Quick = new()
    {
        FailOverAfter = TimeSpan.FromMilliseconds(500),
        FailBackAfter = TimeSpan.FromMilliseconds(1_000),
    };

    [Fact]
    public async Task Two_carriers_share_a_route_by_weight()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, rate: 4_000);
        await site.ConnectAsync(SendingSite.Beta, beta, rate: 4_000);
        await Routes(site).SetAsync("", [Member(SendingSite.Alpha, 1, 3), Member(SendingSite.Beta, 1, 1)]);

        var totals = await site.FollowAsync(
            await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, Leads)));

        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(totals));
        Assert.InRange(site.Carrier.Snapshot().Accepted, (Leads * 3 / 4) - 2_048, (Leads * 3 / 4) + 2_048);
        Assert.Equal(Leads, site.Carrier.Snapshot().Accepted + beta.Snapshot().Accepted);
    }

    [Fact]
    public async Task A_lower_priority_takes_over_and_gives_back()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync(dispatch: Quick);
        await site.ConnectAsync(SendingSite.Alpha, rate: 1_000);
        await site.ConnectAsync(SendingSite.Beta, beta, rate: 1_000);
        var campaign = await site.StartAsync(
            SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 8_000));
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await site.FollowUntilAsync(campaign, _ => site.Carrier.Snapshot().Accepted >= 500);
        Assert.Equal(0, beta.Snapshot().Accepted);

        await alpha.DisconnectAsync();
        await site.FollowUntilAsync(campaign, _ => beta.Snapshot().Accepted >= 500);
        var atReturn = site.Carrier.Snapshot().Accepted;
        await alpha.ConnectAsync();
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("planned 8000, parts 8000: Delivered 8000", SendingSite.Line(totals));
        Assert.InRange(site.Carrier.Snapshot().Accepted, atReturn + 256, 8_000);
        Assert.Equal((0, 0), (site.Carrier.Snapshot().Duplicates, beta.Snapshot().Duplicates));
    }

    [Fact]
    public async Task A_carrier_that_messages_wait_for_stays_until_another_can_send_them()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.DisconnectAsync();
        var campaign = await site.StartAsync(
            SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 300));

        var carrier = await Assert.ThrowsAsync<RefusedException>(alpha.RemoveAsync);
        var route = await Assert.ThrowsAsync<RefusedException>(() => Routes(site).RemoveAsync(""));
        await site.ConnectAsync(SendingSite.Beta, beta);
        await alpha.RemoveAsync();
        var totals = await site.FollowAsync(campaign);

        Assert.Equal(("wrong_state", "messages wait, or are being planned, that only alpha can send, to all numbers; give these prefixes "
            + "another carrier, or cancel the campaigns", "wrong_state"), (carrier.Code, carrier.Message, route.Code));
        Assert.Equal(300, totals.Outcomes[Outcome.Delivered]);
        Assert.Equal("beta 127.0.0.1 2 of 2 on all", string.Join("; ", (await Routes(site).CarriersAsync()).Select(Line)));
        Assert.Equal("not_found", (await Assert.ThrowsAsync<RefusedException>(alpha.SettingsAsync)).Code);
    }

    [Fact]
    public async Task A_carrier_removed_and_made_again_sends()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha);
        await site.Demo.Carrier(SendingSite.Alpha).RemoveAsync();

        await site.ConnectAsync(SendingSite.Alpha);
        var totals = await site.FollowAsync(
            await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 300)));

        Assert.Equal(300, totals.Outcomes[Outcome.Delivered]);
    }

    [Fact]
    public async Task Routes_are_listed_set_and_removed()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, prefixes: ["33", "49"]);

        await Routes(site).SetAsync("33", [Member(SendingSite.Alpha, 2, 7)]);
        await Routes(site).RemoveAsync("49");
        var missing = await Assert.ThrowsAsync<RefusedException>(() => Routes(site).SetAsync("1", [Member("gamma", 1, 1)]));
        var twice = await Assert.ThrowsAsync<RefusedException>(
            () => Routes(site).SetAsync("1", [Member(SendingSite.Alpha, 1, 1), Member(SendingSite.Alpha, 2, 1)]));
        var weight = await Assert.ThrowsAsync<RefusedException>(() => Routes(site).SetAsync("1", [Member(SendingSite.Alpha, 1, 0)]));

        var route = Assert.Single(await Routes(site).ListAsync());
        Assert.Equal(("33", Member(SendingSite.Alpha, 2, 7)), (route.Prefix, Assert.Single(route.Carriers)));
        Assert.Equal(("not_found", "invalid_value"), (missing.Code, twice.Code));
        Assert.Equal("the weight of alpha is 0; give 1 to 1000", weight.Message);
    }

    private static IRoutesGrain Routes(SendingSite site) => site.Host.Grains.GetGrain<IRoutesGrain>("all");

    private static RouteMember Member(string carrier, int priority, int weight) =>
        new() { Carrier = carrier, Priority = priority, Weight = weight };

    private static string Line(CarrierView view) =>
        $"{view.Name} {view.Address.Split(':')[0]} {view.BindsUp} of {view.Binds} on {string.Join(',', view.Prefixes)}";
}
