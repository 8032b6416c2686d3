using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class WaitingIdsTests
{
    [Fact]
    public void An_id_is_unknown_then_waiting_then_used()
    {
        var ids = new WaitingIds(10_000);

        Assert.Equal(IdMatch.Unknown, ids.Find(42, out _));
        ids.Add(42, 7);
        Assert.Equal(IdMatch.Waiting, ids.Find(42, out var part));
        Assert.Equal(7UL, part);
        ids.Use(42);
        Assert.Equal(IdMatch.Used, ids.Find(42, out _));
    }

    [Fact]
    public void A_reused_id_stands_for_its_newest_part()
    {
        var ids = new WaitingIds(10_000);
        ids.Add(42, 7);
        ids.Use(42);

        ids.Add(42, 8);

        Assert.Equal(IdMatch.Waiting, ids.Find(42, out var part));
        Assert.Equal(8UL, part);
    }

    [Fact]
    public void The_oldest_half_is_forgotten_when_the_bound_is_reached()
    {
        var ids = new WaitingIds(20_000);

        for (var i = 1UL; i <= 30_000; i++)
            ids.Add(i * 0x9E3779B97F4A7C15, i);

        Assert.Equal(20_000, ids.Count);
        Assert.Equal(IdMatch.Unknown, ids.Find(1 * 0x9E3779B97F4A7C15, out _));
        Assert.Equal(IdMatch.Waiting, ids.Find(unchecked(10_001 * 0x9E3779B97F4A7C15), out var part));
        Assert.Equal(10_001UL, part);
    }
}
