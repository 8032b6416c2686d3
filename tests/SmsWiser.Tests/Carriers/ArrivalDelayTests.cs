using SmsWiser.Testing.Carriers;

namespace SmsWiser.Tests.Carriers;

public sealed class ArrivalDelayTests
{
    [Theory]
    [InlineData(new long[] { 10, 20, 30 }, new long[] { 12, 25, 31 }, 5L)]
    [InlineData(new long[] { 10, 20, 30 }, new long[] { 31 }, 1L)]
    [InlineData(new long[] { 10, 20 }, new long[] { 20, 20 }, 10L)]
    [InlineData(new long[] { 10, 20 }, new long[] { }, 0L)]
    [InlineData(new long[] { 10, 20 }, new long[] { 15, 19 }, null)]
    [InlineData(new long[] { 10 }, new long[] { 15, 19 }, null)]
    [InlineData(new long[] { 10 }, new long[] { 9 }, null)]
    [InlineData(new long[] { }, new long[] { 9 }, null)]
    public void Each_arrival_needs_a_send_of_its_own(long[] sends, long[] arrivals, long? least)
    {
        Assert.Equal(least, ArrivalDelay.Least(sends, arrivals));
    }

    [Fact]
    public void A_stretch_with_the_most_parts_is_found_wherever_it_begins()
    {
        Assert.Equal(7, SendWindow.Most([(0, 3), (40, 1), (100, 2), (139, 4), (140, 1), (300, 6)], 100));
        Assert.Equal(0, SendWindow.Most([], 100));
    }
}
