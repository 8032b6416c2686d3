using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Tests.Campaigns;

public sealed class KeyedOrderTests
{
    [Fact]
    public void Everything_comes_once()
    {
        var order = new int[1_000];

        KeyedOrder.Fill(order, 42);

        Assert.Equal(Enumerable.Range(0, 1_000), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 1_000), order);
    }

    [Fact]
    public void The_same_key_gives_the_same_order_and_another_key_another_one()
    {
        var (first, same, other) = (new int[256], new int[256], new int[256]);

        KeyedOrder.Fill(first, 42);
        KeyedOrder.Fill(same, 42);
        KeyedOrder.Fill(other, 43);

        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Every_place_is_about_as_likely_for_every_thing()
    {
        const int Things = 8, Rounds = 80_000;
        var seen = new int[Things, Things];
        var order = new int[Things];
        for (var key = 0; key < Rounds; key++)
        {
            KeyedOrder.Fill(order, KeyedOrder.Derive(7, key));
            for (var place = 0; place < Things; place++)
                seen[place, order[place]]++;
        }

        foreach (var count in seen)
            Assert.InRange(count, 9_500, 10_500);
    }

    [Fact]
    public void Nothing_and_one_thing_have_one_order()
    {
        var one = new int[1];

        KeyedOrder.Fill([], 1);
        KeyedOrder.Fill(one, 1);

        Assert.Equal([0], one);
    }
}
