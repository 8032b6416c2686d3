using SmsWiser.Engine.Carriers;

namespace SmsWiser.Tests.Carriers;

public sealed class RoundTripsTests
{
    [Fact]
    public void Percentiles_lie_within_a_sixteenth_above_the_value()
    {
        var trips = new RoundTrips();
        for (var i = 1; i <= 1_000; i++)
            trips.Add(i * 1_000);

        Assert.InRange(trips.Percentile(50), 500_000, 500_000 * 17 / 16);
        Assert.InRange(trips.Percentile(99), 990_000, 990_000 * 17 / 16);
        Assert.InRange(trips.Percentile(100), 1_000_000, 1_000_000 * 17 / 16);
    }

    [Fact]
    public void Distributions_add_up()
    {
        var (one, other, total) = (new RoundTrips(), new RoundTrips(), new RoundTrips());
        one.Add(5);
        other.Add(7);

        one.AddTo(total);
        other.AddTo(total);

        Assert.Equal((5, 7), (total.Percentile(50), total.Percentile(100)));
        Assert.Equal(0, new RoundTrips().Percentile(50));
    }
}
