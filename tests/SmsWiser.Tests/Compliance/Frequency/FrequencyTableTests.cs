using SmsWiser.Core.Compliance;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Compliance.Frequency;

public sealed class FrequencyTableTests
{
    private const int Today = 20_600;
    private static readonly FrequencyCap OneADay = new(1, 0);

    [Fact]
    public void A_message_counts_on_its_day_and_in_seven_days_on_end()
    {
        var table = new FrequencyTable(Today, expected: 0);
        table.Count(7, Today);
        table.Count(7, Today - 6);

        Assert.True(table.IsReached(7, OneADay));
        Assert.True(table.IsReached(7, new(0, 2)));
        table.Begin(Today + 1);
        Assert.False(table.IsReached(7, OneADay));
        Assert.False(table.IsReached(7, new(0, 2)));
        Assert.True(table.IsReached(7, new(0, 1)));
        table.Begin(Today + 7);
        Assert.False(table.IsReached(7, new(0, 1)));
    }

    [Fact]
    public void What_is_on_its_way_counts_today_whatever_day_it_becomes()
    {
        var table = new FrequencyTable(Today, expected: 0);
        table.Reserve(7);
        table.Begin(Today + 20);

        Assert.True(table.IsReached(7, OneADay));
        table.Release(7);
        Assert.False(table.IsReached(7, OneADay));
        table.Release(7);
        Assert.False(table.IsReached(7, OneADay));
    }

    [Fact]
    public void Messages_of_days_that_are_no_longer_looked_at_are_passed_over_and_time_does_not_go_back()
    {
        var table = new FrequencyTable(Today, expected: 0);
        table.Count(7, Today - 7);
        table.Begin(Today - 1);

        Assert.Equal(Today, table.Today);
        Assert.False(table.IsReached(7, new(0, 1)));
    }

    [Fact]
    public void Counts_stop_at_their_octet()
    {
        var table = new FrequencyTable(Today, expected: 0);
        for (var i = 0; i < 300; i++)
            table.Count(7, Today);

        Assert.True(table.IsReached(7, new(FrequencyCap.Max, 0)));
        Assert.False(table.IsReached(8, OneADay));
        table.Begin(Today + 1);
        Assert.False(table.IsReached(7, OneADay));
    }

    [Fact]
    public void Every_key_can_be_counted()
    {
        var table = new FrequencyTable(Today, expected: 0);
        ulong[] keys = [0, 1 << 20, ulong.MaxValue, 64, 128, 192];
        foreach (var key in keys)
            table.Count(key, Today);

        Assert.All(keys, key => Assert.True(table.IsReached(key, OneADay)));
        Assert.False(table.IsReached(256, OneADay));
    }

    /// <summary>Random messages over random days, against a list of them that is counted anew each time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Holds_against_a_naive_count(int seed)
    {
        var random = new Random(seed);
        var day = Today;
        var table = new FrequencyTable(day, expected: 0);
        List<(ulong Key, int Day)> counted = [];
        List<ulong> underway = [];
        for (var step = 0; step < 20_000; step++)
        {
            var key = (ulong)random.Next(1, 400) * 0x9E37_79B9_7F4A_7C15;
            switch (random.Next(100))
            {
                case < 1:
                    day += random.Next(1, 4);
                    table.Begin(day);
                    break;
                case < 40:
                    table.Reserve(key);
                    underway.Add(key);
                    break;
                case < 60 when underway.Count > 0:
                    var ended = underway[random.Next(underway.Count)];
                    underway.Remove(ended);
                    table.Release(ended);
                    if (random.Next(3) > 0)
                    {
                        table.Count(ended, day);
                        counted.Add((ended, day));
                    }
                    break;
                case < 65:
                    var past = day - random.Next(10);
                    table.Count(key, past);
                    counted.Add((key, past));
                    break;
                default:
                    var cap = new FrequencyCap(random.Next(4), random.Next(8));
                    var flying = underway.Count(one => one == key);
                    var inDay = flying + counted.Count(one => one.Key == key && one.Day == day);
                    var inWeek = flying + counted.Count(one => one.Key == key && one.Day > day - 7);
                    Assert.Equal(
                        (cap.PerDay > 0 && inDay >= cap.PerDay) || (cap.PerWeek > 0 && inWeek >= cap.PerWeek), table.IsReached(key, cap));
                    break;
            }
        }
        Assert.InRange(table.Octets, 1, 16 * 2_048);
    }

    [Fact]
    public void Looking_up_and_counting_known_people_allocates_nothing()
    {
        const int people = 10_000;
        var table = new FrequencyTable(Today, people);
        Assert.InRange(table.Octets / (double)people, 16, 43);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var key = 1UL; key <= people; key++)
            {
                if (!table.IsReached(key, new(200, 0)))
                    table.Reserve(key);
                table.Release(key);
                table.Count(key, Today);
            }
        }));
    }
}
