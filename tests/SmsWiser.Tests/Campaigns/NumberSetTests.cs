using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Tests.Campaigns;

public sealed class NumberSetTests
{
    [Fact]
    public void A_number_is_added_once()
    {
        var set = new NumberSet(10);

        Assert.True(set.Add(33_612_345_678));
        Assert.False(set.Add(33_612_345_678));
        Assert.True(set.Contains(33_612_345_678));
        Assert.False(set.Contains(33_612_345_679));
        Assert.Equal(1, set.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void It_holds_what_a_hash_set_holds_whatever_was_expected(long expected)
    {
        var set = new NumberSet(expected);
        var model = new HashSet<ulong>();
        var random = new Random(5);
        for (var i = 0; i < 100_000; i++)
        {
            var number = 33_600_000_000 + (ulong)random.Next(70_000);
            Assert.Equal(model.Add(number), set.Add(number));
        }

        Assert.Equal(model.Count, set.Count);
        for (var number = 33_600_000_000UL; number < 33_600_070_000; number++)
            Assert.Equal(model.Contains(number), set.Contains(number));
    }
}
