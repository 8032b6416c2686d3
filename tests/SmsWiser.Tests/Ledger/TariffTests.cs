using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Ledger;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Tests.Ledger;

public sealed class TariffTests
{
    private static readonly CarrierId Alpha = new(1), Beta = new(2);

    private static readonly Carrier[] Carriers =
    [
        new(Alpha, "alpha", "", 1, "", default, "", 0, []), new(Beta, "beta", "", 1, "", default, "", 0, []),
    ];

    [Theory]
    [InlineData(33_100_000_000, 1, 50)]
    [InlineData(33_600_000_000, 1, 80)]
    [InlineData(33_770_000_000, 2, 90)]
    [InlineData(4_915_000_000_000, 0, 0)]
    public void The_price_is_the_highest_of_the_routes_carriers_for_the_longest_priced_prefix(ulong number, int route, long price)
    {
        var tariff = new Tariff(
            [new(new(1), "33", [Alpha, Beta]), new(new(2), "337", [Beta])], Carriers,
            [
                Price(Alpha, "", 50), Price(Alpha, "336", 40), Price(Beta, "3", 10), Price(Beta, "336", 80), Price(Beta, "3377", 90),
                Price(Beta, "337", 70), Price(Alpha, "337", 1_000), Price(Alpha, "49", 60),
            ]);

        Assert.Equal(new Zone(new(route), price), tariff.Find(number));
    }

    [Fact]
    public void A_carrier_without_a_price_is_named_where_its_route_is_used_and_nowhere_else()
    {
        var tariff = new Tariff(
            [new(new(1), "", [Alpha]), new(new(2), "33", [Alpha, Beta])], Carriers, [Price(Alpha, "", 50), Price(Beta, "336", 70)]);

        Assert.Equal(new Zone(new(1), 50), tariff.Find(4_915_000_000_000));
        Assert.Equal(new Zone(new(2), 70), tariff.Find(33_600_000_000));
        var error = Assert.Throws<PlanException>(() => tariff.Find(33_100_000_000));
        Assert.Equal("carrier beta has no price for numbers of prefix 33; ask the operator of the platform to set one", error.Message);
    }

    [Fact]
    public void Without_prices_the_routes_cost_nothing()
    {
        var tariff = new Tariff([new Route(new(7), "33", [Alpha])]);

        Assert.Equal(new Zone(new(7), 0), tariff.Find(33_600_000_000));
        Assert.Equal(default, tariff.Find(4_915_000_000_000));
    }

    private static Price Price(CarrierId carrier, string prefix, long micros) =>
        new(carrier, prefix, DateTimeOffset.UnixEpoch, micros);
}
