using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Carriers;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Campaigns;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData(33_612_345_678, 33)]
    [InlineData(33_712_345_678, 337)]
    [InlineData(33_700_000_000, 33_700)]
    [InlineData(4_915_112_345_678, 1)]
    [InlineData(3, 1)]
    public void The_longest_prefix_wins(ulong number, long route) =>
        Assert.Equal(new RouteId(route), Table("1:", "33:33", "337:337", "33700:33700").Find(number));

    [Fact]
    public void Without_a_prefix_that_fits_there_is_no_route() =>
        Assert.Equal(new RouteId(0), Table("33:33", "49:49").Find(44_700_900_123));

    [Fact]
    public void A_longer_prefix_that_fits_only_at_first_does_not_hide_the_shorter_one() =>
        Assert.Equal(new RouteId(33), Table("33:33", "33799:1").Find(33_712_345_678));

    [Fact]
    public void An_empty_table_has_no_route() => Assert.Equal(new RouteId(0), Table().Find(33_612_345_678));

    [Fact]
    public void It_agrees_with_comparing_texts_for_any_prefixes_and_numbers()
    {
        var random = new Random(11);
        var prefixes = Enumerable.Range(0, 200).Select(_ => random.Next(1, 100_000).ToString()).Distinct().ToList();
        var table = new RouteTable(prefixes.Select((prefix, i) => new Route(new(i + 1), prefix, [new CarrierId(1)])));
        for (var i = 0; i < 10_000; i++)
        {
            var number = (ulong)random.NextInt64(1, 1_000_000_000_000);
            var longest =
                prefixes.Where(prefix => number.ToString().StartsWith(prefix, StringComparison.Ordinal)).MaxBy(prefix => prefix.Length);
            Assert.Equal(new RouteId(longest is null ? 0 : prefixes.IndexOf(longest) + 1), table.Find(number));
        }
    }

    [Fact]
    public void Two_routes_of_one_prefix_and_prefixes_with_signs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Table("33:1", "33:2"));
        Assert.Throws<ArgumentException>(() => Table("+33:1"));
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var table = Table("1:", "33:33", "337:337");
        table.Find(33_712_345_678);

        var allocated = Allocations.Least(() =>
        {
            for (var i = 0UL; i < 1_000; i++)
                table.Find(33_712_345_678 + i);
        });

        Assert.Equal(0, allocated);
    }

    /// <summary>Routes as <c>prefix:id</c>, or <c>id:</c> for the empty prefix.</summary>
    private static RouteTable Table(params string[] routes) => new(routes.Select(route =>
    {
        var parts = route.Split(':');
        return parts[1].Length == 0
            ? new Route(new(long.Parse(parts[0])), "", [new CarrierId(1)])
            : new Route(new(long.Parse(parts[1])), parts[0], [new CarrierId(1)]);
    }));
}
