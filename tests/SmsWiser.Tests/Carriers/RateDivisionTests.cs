using SmsWiser.Engine.Carriers;

namespace SmsWiser.Tests.Carriers;

public sealed class RateDivisionTests
{
    private const int None = int.MaxValue;

    [Theory]
    [InlineData(1_000, new[] { None, None, None, None }, new[] { 250, 250, 250, 250 })]
    [InlineData(1_003, new[] { None, None, None, None }, new[] { 251, 251, 251, 250 })]
    [InlineData(4, new[] { None, None, None, None }, new[] { 1, 1, 1, 1 })]
    [InlineData(5, new[] { None, None, None, None }, new[] { 2, 1, 1, 1 })]
    [InlineData(1_000, new[] { 1, None, None, None }, new[] { 1, 333, 333, 333 })]
    [InlineData(1_000, new[] { None, 100, None, 30 }, new[] { 435, 100, 435, 30 })]
    [InlineData(1_000, new[] { 1, 1, 300, 1 }, new[] { 1, 1, 300, 1 })]
    [InlineData(7, new[] { None }, new[] { 7 })]
    [InlineData(10_000_000, new[] { None, 2, None }, new[] { 5_000_000, 2, 4_999_998 })]
    public void What_one_may_not_take_goes_to_the_others_in_equal_parts(int rate, int[] limits, int[] shares)
    {
        Assert.Equal(shares, RateDivision.Divide(rate, limits));
    }

    [Fact]
    public void A_rate_below_the_floors_cannot_be_divided()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RateDivision.Divide(3, [None, None, None, None]));
    }
}
