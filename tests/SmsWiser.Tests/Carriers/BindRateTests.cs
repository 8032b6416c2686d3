using SmsWiser.Engine.Carriers;

namespace SmsWiser.Tests.Carriers;

public sealed class BindRateTests
{
    private const long Frequency = 1_000_000_000;
    private const long Millisecond = Frequency / 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(1_000)]
    [InlineData(33_333)]
    public void In_any_tenth_of_a_second_no_more_than_a_tenth_of_the_rate_and_a_burst_pass(int ratePerSecond)
    {
        var rate = Granted(ratePerSecond);
        var sends = new List<(long At, int Parts)>();
        for (long now = Frequency, step = 0; now < 4 * Frequency; now += (step++ % 7) * 100_000 + 50_000)
        {
            // Greedy, with a pause in the middle that fills the bucket.
            if (now is > (2 * Frequency) and < (2 * Frequency) + (500 * Millisecond))
                continue;
            var parts = rate.Take(64, now);
            rate.Spend(parts);
            if (parts > 0)
                sends.Add((now, parts));
        }

        var burst = Math.Max(1, ratePerSecond / 100.0);
        for (int first = 0, last = 0, sum = 0; last < sends.Count; last++)
        {
            sum += sends[last].Parts;
            while (sends[last].At - sends[first].At >= 100 * Millisecond)
                sum -= sends[first++].Parts;
            Assert.True(sum <= (ratePerSecond / 10.0) + burst, $"{sum} parts in 100 ms ending at {sends[last].At}");
        }
        Assert.InRange(sends.Sum(send => send.Parts), (long)(ratePerSecond * 2.2), ratePerSecond * 3 + (long)burst + 1);
    }

    [Fact]
    public void Without_a_grant_there_is_no_limit()
    {
        var rate = Granted(0);

        Assert.Equal(int.MaxValue, rate.Take(int.MaxValue, Frequency));
        Assert.Equal(long.MaxValue, rate.WakeAt(Frequency, 1));
    }

    [Fact]
    public void Throttling_pauses_a_second_slows_to_seventy_percent_and_counts_a_window_once()
    {
        var rate = Granted(1_000);

        rate.OnThrottled(Frequency);
        rate.OnThrottled(Frequency + 1);

        Assert.Equal((700, 2L, 0), (rate.Current, rate.Throttled, rate.Take(9, (2 * Frequency) - 1)));
        Assert.Equal(2 * Frequency, rate.WakeAt(Frequency + 5, 1));
        Assert.True(rate.Take(9, 2 * Frequency) > 0);
    }

    [Fact]
    public void A_relapse_doubles_the_pause_and_a_calm_spell_forgets_it()
    {
        var rate = Granted(1_000);

        rate.OnThrottled(1 * Frequency);
        rate.OnThrottled(3 * Frequency);
        Assert.Equal(5 * Frequency, rate.WakeAt(3 * Frequency, 1));

        rate.OnThrottled(20 * Frequency);
        Assert.Equal(21 * Frequency, rate.WakeAt(20 * Frequency, 1));
    }

    [Fact]
    public void A_slowed_bind_gains_two_percent_of_its_ceiling_a_second_up_to_its_grant()
    {
        var rate = Granted(1_000);
        rate.OnThrottled(Frequency);

        rate.Recover(3 * Frequency);
        Assert.Equal(720, rate.Current);

        for (var second = 4L; second < 40; second++)
            rate.Recover(second * Frequency);
        Assert.Equal(1_000, rate.Current);
    }

    [Fact]
    public void A_bind_without_limit_is_slowed_below_what_it_did()
    {
        var rate = Granted(0);
        rate.Recover(Frequency);
        rate.Take(10_000, Frequency + 1);
        rate.Spend(10_000);
        rate.Recover(2 * Frequency);

        rate.OnThrottled(2 * Frequency);

        Assert.Equal(7_000, rate.Current);
    }

    [Fact]
    public void A_late_grant_of_an_older_division_is_ignored_and_within_one_a_grant_is_only_lowered()
    {
        var rate = Granted(1_000, version: 7);

        rate.Grant(6, 2_000, Frequency);
        Assert.Equal((7L, 1_000), (rate.Version, rate.Granted));

        rate.Grant(7, 400, Frequency);
        rate.Grant(7, 900, Frequency);
        Assert.Equal((7L, 400), (rate.Version, rate.Granted));

        rate.Grant(8, 900, Frequency);
        Assert.Equal((8L, 900), (rate.Version, rate.Granted));
    }

    [Fact]
    public void A_new_session_starts_at_the_floor_with_nothing_earned_until_it_is_granted_more()
    {
        var rate = Granted(1_000);
        Assert.Equal(10, rate.Take(64, 2 * Frequency));
        rate.Spend(0);

        rate.Restart(2 * Frequency);

        Assert.Equal((1, 1, 0), (rate.Granted, rate.Current, rate.Take(64, 2 * Frequency)));
        rate.Grant(1, 1_000, 2 * Frequency);
        Assert.Equal(1, rate.Granted);
        rate.Grant(2, 1_000, 2 * Frequency);
        Assert.Equal((1_000, 0), (rate.Granted, rate.Take(64, 2 * Frequency)));
        Assert.Equal(1, rate.Take(64, (2 * Frequency) + Millisecond));
    }

    [Fact]
    public void A_raised_grant_earns_nothing_for_the_time_before_it()
    {
        var rate = Granted(100);
        rate.Take(1, 2 * Frequency);
        rate.Spend(1);

        rate.Grant(2, 1_000, (2 * Frequency) + (5 * Millisecond));

        Assert.Equal(0, rate.Take(64, (2 * Frequency) + (5 * Millisecond)));
    }

    private static BindRate Granted(int ratePerSecond, long version = 1)
    {
        var account = new AccountRate(Frequency, tracedSends: 0);
        var rate = new BindRate(Frequency, account);
        account.Grant(version, ratePerSecond, Frequency);
        rate.Grant(version, ratePerSecond, Frequency);
        return rate;
    }
}
