using SmsWiser.Engine.Carriers;
using SmsWiser.Testing.Carriers;

namespace SmsWiser.Tests.Carriers;

public sealed class AccountRateTests
{
    private const long Frequency = 1_000_000_000;
    private const long Millisecond = Frequency / 1_000;

    [Theory]
    [InlineData(4, 4)]
    [InlineData(10, 3)]
    [InlineData(97, 5)]
    [InlineData(400, 4)]
    [InlineData(20_000, 4)]
    public void In_any_tenth_of_a_second_all_binds_together_pass_no_more_than_a_tenth_of_the_rate_and_one_burst(int rate, int binds)
    {
        var account = new AccountRate(Frequency, tracedSends: 1_000_000);
        account.Grant(1, rate, Frequency);
        var shares = RateDivision.Divide(rate, [.. Enumerable.Repeat(rate, binds)]);
        BindRate[] rates = [.. shares.Select(_ => new BindRate(Frequency, account))];
        for (var i = 0; i < binds; i++)
            rates[i].Grant(1, shares[i], Frequency);

        for (var now = Frequency; now < 6 * Frequency; now += Millisecond / 2)
        {
            // All rest together for half a second, so that every bucket is full when they go on.
            if (now is > (2 * Frequency) and < (2 * Frequency) + (500 * Millisecond))
                continue;
            foreach (var bind in rates)
                bind.Spend(bind.Take(64, now));
        }

        var most = SendWindow.Most(account.Sends, 100 * Millisecond);
        Assert.InRange(most, 1, (rate / 10.0) + Math.Max(1, rate / 100.0));
        // Half a second of rest is lost, and up to one more at the start, until the smallest share has earned its first part.
        Assert.InRange(account.Sends.Sum(send => send.Parts), (int)(rate * 3.4), (int)((rate * 5) + account.Burst));
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(1, 1)]
    [InlineData(500, 100)]
    public void A_burst_is_what_the_carrier_allows_up_to_a_tenth_of_the_rate(int asked, int expected)
    {
        var account = new AccountRate(Frequency, tracedSends: 0);
        account.UseBurst(asked, Frequency);
        account.Grant(1, 1_000, Frequency);
        var bind = new BindRate(Frequency, account);
        bind.Grant(1, 1_000, Frequency);

        Assert.Equal(expected, account.Burst);
        Assert.Equal(expected, bind.Take(1_000, 10 * Frequency));
    }

    [Fact]
    public void It_starts_empty()
    {
        var account = new AccountRate(Frequency, tracedSends: 0);

        account.Grant(1, 1_000, 5 * Frequency);

        Assert.Equal(0, account.Take(64, 5 * Frequency, out _));
        Assert.Equal((5 * Frequency) + Millisecond, account.WakeAt(1, 5 * Frequency));
        Assert.Equal(1, account.Take(64, (5 * Frequency) + Millisecond, out _));
    }

    [Fact]
    public void What_was_taken_and_not_sent_comes_back_up_to_the_burst()
    {
        var account = new AccountRate(Frequency, tracedSends: 10);
        account.Grant(1, 1_000, Frequency);

        var taken = account.Take(64, 2 * Frequency, out var at);
        account.Settle(taken, 3, at);

        Assert.Equal(10, taken);
        Assert.Equal(7, account.Take(64, 2 * Frequency, out _));
        Assert.Equal([(2 * Frequency, 3)], account.Sends);
    }

    [Fact]
    public void A_clock_read_before_another_bind_took_its_parts_earns_nothing_twice()
    {
        var account = new AccountRate(Frequency, tracedSends: 0);
        account.Grant(1, 1_000, Frequency);
        account.Settle(account.Take(10, 2 * Frequency, out _), 10, 2 * Frequency);

        var taken = account.Take(10, (2 * Frequency) - Millisecond, out var at);

        Assert.Equal((0, 2 * Frequency), (taken, at));
    }

    [Fact]
    public void A_later_division_changes_it_and_within_one_it_is_only_lowered()
    {
        var account = new AccountRate(Frequency, tracedSends: 0);
        account.Grant(3, 1_000, Frequency);

        account.Grant(3, 700, Frequency);
        account.Grant(3, 900, Frequency);
        account.Grant(2, 100, Frequency);
        Assert.Equal(700, account.RatePerSecond);

        account.Grant(4, 900, Frequency);
        Assert.Equal(900, account.RatePerSecond);
    }
}
