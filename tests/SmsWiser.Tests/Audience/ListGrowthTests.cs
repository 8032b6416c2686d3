using SmsWiser.Core.Audience;

namespace SmsWiser.Tests.Audience;

public sealed class ListGrowthTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void Those_who_left_count_also_on_days_on_which_nothing_else_happened()
    {
        var growth = new ListGrowth(100, [new(First, 20, 3, 5, 0, 115), new(First.AddDays(3), 1, 0, 0, 0, 116)]);

        var withLeft = growth.WithOptOuts(new Dictionary<DateOnly, long> { [First] = 2, [First.AddDays(1)] = 4 });

        Assert.Equal(
            [new(First, 20, 3, 5, 2, 115), new(First.AddDays(1), 0, 0, 0, 4, 115), new(First.AddDays(3), 1, 0, 0, 0, 116)],
            withLeft.Days);
        Assert.Equal((21 - 5 - 6) / 100.0, withLeft.Rate);
    }
}
