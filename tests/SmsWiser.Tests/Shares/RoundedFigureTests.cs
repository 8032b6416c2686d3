using SmsWiser.Core.Shares;

namespace SmsWiser.Tests.Shares;

public sealed class RoundedFigureTests
{
    [Theory]
    [InlineData(0, 0, "<300")]
    [InlineData(1, 0, "<300")]
    [InlineData(299, 0, "<300")]
    [InlineData(300, 300, "~300")]
    [InlineData(304, 300, "~300")]
    [InlineData(305, 310, "~310")]
    [InlineData(994, 990, "~990")]
    [InlineData(995, 1_000, "~1,000")]
    [InlineData(1_049, 1_000, "~1,000")]
    [InlineData(1_050, 1_100, "~1,100")]
    [InlineData(99_499, 99_000, "~99,000")]
    [InlineData(99_500, 100_000, "~100,000")]
    [InlineData(45_678_901, 46_000_000, "~46,000,000")]
    [InlineData(long.MaxValue, 9_200_000_000_000_000_000, "~9,200,000,000,000,000,000")]
    public void A_recipient_sees_two_significant_digits_and_nothing_below_300(long exact, long rounded, string text)
    {
        Assert.Equal(rounded, RoundedFigure.Of(exact));
        Assert.Equal(text, RoundedFigure.ForRecipient(exact));
    }

    [Fact]
    public void The_most_a_figure_stands_for_tells_no_more_than_the_figure()
    {
        for (var exact = 0L; exact < 120_000; exact++)
        {
            var most = RoundedFigure.MostOf(exact);
            Assert.True(most >= exact, $"{exact} is more than {most}");
            Assert.Equal(RoundedFigure.ForRecipient(exact), RoundedFigure.ForRecipient(most));
            Assert.NotEqual(RoundedFigure.ForRecipient(exact), RoundedFigure.ForRecipient(most + 1));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 110)]
    [InlineData(995, 1_000)]
    [InlineData(1_230_001, 1_300_000)]
    [InlineData(99_000_001, 100_000_000)]
    public void A_bound_has_two_significant_digits_and_is_rounded_up(long exact, long above) =>
        Assert.Equal(above, RoundedFigure.Above(exact));

    [Theory]
    [InlineData(0, "<50")]
    [InlineData(49, "<50")]
    [InlineData(50, "50")]
    [InlineData(12_345, "12,345")]
    public void An_owner_sees_figures_of_a_share_from_50_on(long exact, string text) => Assert.Equal(text, RoundedFigure.ForOwner(exact));

    [Fact]
    public void A_rounded_figure_is_off_by_five_percent_at_most_and_never_falls_while_the_exact_one_grows()
    {
        var before = 0L;
        for (var exact = 300L; exact < 200_000; exact++)
        {
            var rounded = RoundedFigure.Of(exact);
            Assert.True(Math.Abs(rounded - exact) * 20 <= exact, $"{exact} became {rounded}");
            Assert.True(rounded >= before, $"{exact} became {rounded} after {before}");
            before = rounded;
        }
    }

    [Fact]
    public void Negative_figures_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RoundedFigure.Of(-1));
}
