using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Carriers;

/// <summary>Who claims on a route: fail over after 3 s, back after 30 s, shares by weight.</summary>
public sealed class RouteDutyTests
{
    private static readonly RouteId Route = new(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider time = new();
    private readonly CarrierStock alpha, beta, gamma;
    private readonly HashSet<CarrierStock> live = [];
    private readonly HashSet<CarrierStock> paused = [];

    public RouteDutyTests() => (alpha, beta, gamma) = (Stock(1), Stock(2), Stock(3));

    [Fact]
    public void A_lower_priority_takes_over_after_three_seconds_and_gives_back_after_thirty()
    {
        var duty = Duty((alpha, 1, 1), (beta, 2, 1));
        live.UnionWith([alpha, beta]);
        Assert.Equal("1", Serving(duty));

        live.Remove(alpha);
        Assert.Equal("", Serving(duty));
        Assert.Equal("", Serving(duty, seconds: 2.9));
        Assert.Equal("2", Serving(duty, seconds: 0.1));

        live.Add(alpha);
        Assert.Equal("2", Serving(duty));
        Assert.Equal("2", Serving(duty, seconds: 29.9));
        Assert.Equal("1", Serving(duty, seconds: 0.1));
    }

    [Fact]
    public void A_paused_carrier_is_replaced_at_once_and_back_at_once()
    {
        var duty = Duty((alpha, 1, 1), (beta, 2, 1));
        live.UnionWith([alpha, beta]);
        Serving(duty);
        Assert.Equal("1", Serving(duty, seconds: 30));

        paused.Add(alpha);
        Assert.Equal("2", Serving(duty));
        paused.Add(beta);
        Assert.Equal("", Serving(duty, seconds: 60));
        paused.Remove(beta);
        Assert.Equal("2", Serving(duty));
        paused.Remove(alpha);
        Assert.Equal("1", Serving(duty));
    }

    [Fact]
    public void A_short_break_moves_nothing()
    {
        var duty = Duty((alpha, 1, 1), (beta, 2, 1));
        live.UnionWith([alpha, beta]);
        Serving(duty);

        live.Remove(alpha);
        Assert.Equal("", Serving(duty, seconds: 2));
        live.Add(alpha);
        Assert.Equal("1", Serving(duty));
    }

    [Fact]
    public void One_that_comes_and_goes_does_not_get_its_route_back()
    {
        var duty = Duty((alpha, 1, 1), (beta, 2, 1));
        live.Add(beta);
        Serving(duty);
        Assert.Equal("2", Serving(duty, seconds: 3));

        for (var i = 0; i < 10; i++)
        {
            live.Add(alpha);
            Assert.Equal("2", Serving(duty, seconds: 20));
            live.Remove(alpha);
            Assert.Equal("2", Serving(duty, seconds: 1));
        }
    }

    [Fact]
    public void One_on_its_way_back_serves_at_once_when_nobody_else_can()
    {
        var duty = Duty((alpha, 1, 1), (beta, 2, 1));
        Serving(duty);
        Serving(duty, seconds: 60);

        live.Add(beta);
        Assert.Equal("2", Serving(duty));
        Assert.Equal("2", Serving(duty, seconds: 40));
        live.Add(alpha);
        Assert.Equal("2", Serving(duty));
        live.Remove(beta);
        Assert.Equal("1", Serving(duty));
    }

    [Fact]
    public void Equal_priorities_share_while_one_of_them_is_there()
    {
        var duty = Duty((alpha, 1, 1), (beta, 1, 1), (gamma, 2, 1));
        live.UnionWith([alpha, beta, gamma]);
        Assert.Equal("1 2", Serving(duty));

        live.Remove(beta);
        Assert.Equal("1", Serving(duty));
        Assert.Equal("1", Serving(duty, seconds: 3));
        live.Remove(alpha);
        Assert.Equal("3", Serving(duty, seconds: 3));
    }

    [Fact]
    public void A_carrier_that_this_node_does_not_have_is_not_waited_for()
    {
        var duty = new RouteDuty(
            new(Route, "", [new RouteCarrier(new(9), 1, 1), new RouteCarrier(new(2), 2, 1)]), [alpha, beta], Patience, time);
        live.Add(beta);

        Assert.Equal("2", Serving(duty));
    }

    [Theory]
    [InlineData(1, 1, 3, 1)]
    [InlineData(2, 80, 20, 0)]
    [InlineData(3, 5, 3, 2)]
    public void Claims_go_by_weight_whoever_asks_how_often(int seed, int first, int second, int third)
    {
        var weights = new[] { (alpha, first), (beta, second), (gamma, third) }.Where(one => one.Item2 > 0).ToArray();
        var duty = Duty([.. weights.Select(one => (one.Item1, 1, one.Item2))]);
        live.UnionWith(weights.Select(one => one.Item1));
        Serving(duty);
        var random = new Random(seed);
        var claimed = weights.ToDictionary(one => one.Item1, _ => 0);

        while (claimed.Values.Sum() < 100_000)
        {
            // The first asks eight times as often as the others.
            var (stock, _) = weights[Math.Max(0, random.Next(-7, weights.Length))];
            if (!duty.MayClaim(stock, time.GetTimestamp()))
                continue;
            for (var chunks = random.Next(1, duty.Portion(stock, 8) + 1); chunks > 0; chunks--)
            {
                duty.Take(stock, 256, time.GetTimestamp());
                claimed[stock] += 256;
            }
        }

        var total = weights.Sum(one => one.Item2);
        foreach (var (stock, weight) in weights)
            Assert.InRange(claimed[stock], (claimed.Values.Sum() * (double)weight / total) - 2_048,
                (claimed.Values.Sum() * (double)weight / total) + 2_048);
    }

    [Fact]
    public void One_that_takes_nothing_holds_the_others_up_for_two_seconds_and_makes_nothing_up()
    {
        var duty = Duty((alpha, 1, 1), (beta, 1, 1));
        live.UnionWith([alpha, beta]);
        Serving(duty);
        duty.Take(alpha, 256, time.GetTimestamp());
        Assert.False(duty.MayClaim(alpha, time.GetTimestamp()));

        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(duty.MayClaim(alpha, time.GetTimestamp()));
        time.Advance(TimeSpan.FromSeconds(0.1));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(duty.MayClaim(alpha, time.GetTimestamp()));
            duty.Take(alpha, 256, time.GetTimestamp());
        }

        duty.Take(beta, 256, time.GetTimestamp());
        Assert.False(duty.MayClaim(beta, time.GetTimestamp()));
        Assert.True(duty.MayClaim(alpha, time.GetTimestamp()));
    }

    [Fact]
    public void A_slow_one_of_a_pair_holds_the_other_up_once_and_shares_again_when_it_keeps_up()
    {
        var duty = Duty((alpha, 1, 1), (beta, 1, 1));
        live.UnionWith([alpha, beta]);
        Serving(duty);

        // Alpha takes four chunks a second when it may, beta one in three seconds.
        var held = 0;
        for (var quarter = 0; quarter < 120; quarter++)
        {
            if (quarter % 12 == 0 && duty.MayClaim(beta, time.GetTimestamp()))
                duty.Take(beta, 256, time.GetTimestamp());
            if (duty.MayClaim(alpha, time.GetTimestamp()))
                duty.Take(alpha, 256, time.GetTimestamp());
            else
                held++;
            time.Advance(TimeSpan.FromSeconds(0.25));
        }
        Assert.Equal(8, held);

        duty.Take(beta, 256, time.GetTimestamp());
        Assert.False(duty.MayClaim(beta, time.GetTimestamp()));
        duty.Take(alpha, 256, time.GetTimestamp());
        duty.Take(alpha, 256, time.GetTimestamp());
        Assert.False(duty.MayClaim(alpha, time.GetTimestamp()));
    }

    [Fact]
    public void One_that_joins_begins_level()
    {
        var duty = Duty((alpha, 1, 1), (beta, 1, 1));
        live.Add(alpha);
        Serving(duty);
        duty.Take(alpha, 25_600, time.GetTimestamp());

        live.Add(beta);
        Assert.Equal("1 2", Serving(duty));
        duty.Take(beta, 256, time.GetTimestamp());

        Assert.False(duty.MayClaim(beta, time.GetTimestamp()));
        Assert.True(duty.MayClaim(alpha, time.GetTimestamp()));
    }

    private CarrierStock Stock(long carrier) =>
        new(new(carrier), new(), new CarrierPresence(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), time));

    private RouteDuty Duty(params (CarrierStock Stock, int Priority, int Weight)[] members) => new(
        new(Route, "", [.. members.Select(one => new RouteCarrier(one.Stock.Carrier, one.Priority, one.Weight))]),
        members.Select(one => one.Stock), Patience, time);

    /// <summary>Looks now and after a while, and says who serves then.</summary>
    private string Serving(RouteDuty duty, double seconds = 0)
    {
        Look();
        time.Advance(TimeSpan.FromSeconds(seconds));
        Look();
        duty.Assign();
        return string.Join(' ', new[] { alpha, beta, gamma }.Where(stock => stock.Duties.Contains(duty))
            .Select(stock => stock.Carrier.Value));
    }

    private void Look()
    {
        foreach (var stock in new[] { alpha, beta, gamma })
        {
            stock.Presence.Look(live.Contains(stock), paused.Contains(stock), time.GetTimestamp());
            stock.Duties.Clear();
        }
    }
}
