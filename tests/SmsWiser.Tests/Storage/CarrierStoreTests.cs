using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class CarrierStoreTests
{
    [Fact]
    public async Task A_carrier_comes_back_with_its_binds_in_order()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(
            Carrier(1, "alpha", new Bind(new(12), 2, BindKind.Receiver, 10, 0), new Bind(new(11), 1, BindKind.Transmitter, 100, 50)), None);

        var carrier = Assert.Single(await store.Carriers.ListAsync(None));

        Assert.Equal(("alpha", "127.0.0.1", 2775, "user", "", 1_000),
            (carrier.Name, carrier.Host, carrier.Port, carrier.SystemId, carrier.SystemType, carrier.RatePerSecond));
        Assert.Equal([1, 2, 3], carrier.SealedPassword.ToArray());
        Assert.Equal([new Bind(new(11), 1, BindKind.Transmitter, 100, 50), new Bind(new(12), 2, BindKind.Receiver, 10, 0)], carrier.Binds);
    }

    [Fact]
    public async Task Saving_under_the_same_name_replaces_all_but_the_id()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(Carrier(1, "alpha", new Bind(new(11), 1, BindKind.Transmitter, 100, 50),
            new Bind(new(12), 2, BindKind.Transmitter, 100, 50)), None);

        await store.Carriers.SaveAsync(Carrier(2, "alpha", new Bind(new(11), 1, BindKind.Transceiver, 10, 0))
            with { Host = "smsc.example" }, None);

        var carrier = Assert.Single(await store.Carriers.ListAsync(None));
        Assert.Equal((1, "smsc.example"), (carrier.Id.Value, carrier.Host));
        Assert.Equal([new Bind(new(11), 1, BindKind.Transceiver, 10, 0)], carrier.Binds);
    }

    [Fact]
    public async Task A_route_keeps_its_id_and_has_its_carriers_by_priority()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(Carrier(1, "alpha"), None);
        await store.Carriers.SaveAsync(Carrier(2, "beta"), None);
        await store.Carriers.SaveAsync(Carrier(3, "gamma"), None);
        await store.Carriers.SaveRouteAsync(new(new(7), "33", [new CarrierId(1)]), None);
        await store.Carriers.SaveRouteAsync(new(new(8), "", [new CarrierId(1)]), None);

        await store.Carriers.SaveRouteAsync(
            new(new(9), "33", [new RouteCarrier(new(2), 2, 1), new RouteCarrier(new(1), 1, 70), new RouteCarrier(new(3), 1, 30)]), None);

        var routes = await store.Carriers.ListRoutesAsync(None);
        Assert.Equal([(7L, "33"), (8L, "")], routes.Select(route => (route.Id.Value, route.Prefix)));
        Assert.Equal([new(new(1), 1, 70), new(new(3), 1, 30), new RouteCarrier(new(2), 2, 1)], routes[0].Carriers);
        Assert.Equal([new RouteCarrier(new(1), 1, 1)], routes[1].Carriers);
    }

    [Fact]
    public async Task A_route_needs_a_known_carrier()
    {
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.Carriers.SaveRouteAsync(new(new(7), "33", Array.Empty<CarrierId>()), None));
        await Assert.ThrowsAsync<StoreException>(() => store.Carriers.SaveRouteAsync(new(new(7), "33", [new CarrierId(5)]), None));

        Assert.Empty(await store.Carriers.ListRoutesAsync(None));
    }

    [Fact]
    public async Task A_carrier_that_is_removed_leaves_its_routes_and_takes_those_it_served_alone()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(Carrier(1, "alpha", new Bind(new(11), 1, BindKind.Transceiver, 10, 0)), None);
        await store.Carriers.SaveAsync(Carrier(2, "beta"), None);
        await store.Carriers.SaveRouteAsync(new(new(7), "33", [new CarrierId(1)]), None);
        await store.Carriers.SaveRouteAsync(new(new(8), "", [new CarrierId(1), new CarrierId(2)]), None);

        Assert.Empty(await store.Carriers.RemoveAsync(new(1), None));

        Assert.Equal("beta", Assert.Single(await store.Carriers.ListAsync(None)).Name);
        var route = Assert.Single(await store.Carriers.ListRoutesAsync(None));
        Assert.Equal((8, new RouteCarrier(new(2), 2, 1)), (route.Id.Value, Assert.Single(route.Carriers)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_chunks_wait_for_is_not_removed(bool isClaimed)
    {
        await using var road = await Road.OpenAsync();
        var store = road.Store.Carriers;
        await store.SaveAsync(Carrier(1, "alpha"), None);
        await store.SaveRouteAsync(new(Road.Route, "33", [new CarrierId(1)]), None);
        await store.SaveRouteAsync(new(Road.OtherRoute, "49", [new CarrierId(1)]), None);
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), Road.Campaign), None);
        Assert.Equal(["33", "49"], await store.RemoveAsync(new(1), None));
        await road.Store.Sendouts.FailPlanAsync(new(31), "no lead", Now, None);
        await road.PlanAsync(Road.Chunk(0, 5));
        if (isClaimed)
            await road.ClaimAsync();

        Assert.Equal(["33"], await store.RemoveAsync(new(1), None));
        Assert.False(await store.RemoveRouteAsync(Road.Route, None));
        Assert.Equal((1, 2), ((await store.ListAsync(None)).Count, (await store.ListRoutesAsync(None)).Count));

        if (!isClaimed)
            await road.ClaimAsync();
        await road.FlushAsync(accepted: 5, done: 0);
        Assert.True(await store.RemoveRouteAsync(Road.OtherRoute, None));
        Assert.False(await store.RemoveRouteAsync(Road.OtherRoute, None));
        Assert.Empty(await store.RemoveAsync(new(1), None));
        Assert.Empty(await store.ListRoutesAsync(None));
    }

    [Fact]
    public async Task A_division_changes_all_shares_and_the_version_or_nothing()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(FourBinds, None);

        Assert.True(await store.Carriers.DivideAsync(new(1), 1, Shares(1, 333, 333, 333), None));
        Assert.False(await store.Carriers.DivideAsync(new(1), 1, Shares(250, 250, 250, 250), None));
        Assert.False(await store.Carriers.DivideAsync(new(2), 1, Shares(250, 250, 250, 250), None));

        var carrier = Assert.Single(await store.Carriers.ListAsync(None));
        Assert.Equal(2, carrier.RateVersion);
        Assert.Equal([1, 333, 333, 333], carrier.Binds.Select(bind => bind.RatePerSecond));
    }

    [Theory]
    [InlineData("above the carrier's rate of 1000", 251, 250, 250, 250)]
    [InlineData("below 1 part/s", 0, 250, 250, 250)]
    [InlineData("3 shares for 4 binds", 250, 250, 250)]
    public async Task Shares_that_break_the_contract_change_nothing(string why, params int[] shares)
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(FourBinds, None);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.Carriers.DivideAsync(new(1), 1, Shares(shares), None));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        var carrier = Assert.Single(await store.Carriers.ListAsync(None));
        Assert.Equal((1L, 1_000), (carrier.RateVersion, carrier.Binds.Sum(bind => bind.RatePerSecond)));
    }

    [Fact]
    public async Task Saving_again_is_a_division_of_a_later_version()
    {
        await using var store = await OpenAsync();
        await store.Carriers.SaveAsync(FourBinds, None);
        await store.Carriers.DivideAsync(new(1), 1, Shares(1, 333, 333, 333), None);

        await store.Carriers.SaveAsync(FourBinds, None);

        Assert.Equal(3, Assert.Single(await store.Carriers.ListAsync(None)).RateVersion);
    }

    private static Carrier FourBinds =>
        Carrier(1, "alpha", [.. Enumerable.Range(1, 4).Select(no => new Bind(new(10 + no), no, BindKind.Transceiver, 10, 250))]);

    private static BindShare[] Shares(params int[] shares) => [.. shares.Select((share, i) => new BindShare(new(11 + i), share))];

    private static Carrier Carrier(long id, string name, params Bind[] binds) =>
        new(new(id), name, "127.0.0.1", 2775, "user", new byte[] { 1, 2, 3 }, "", 1_000, binds);
}
