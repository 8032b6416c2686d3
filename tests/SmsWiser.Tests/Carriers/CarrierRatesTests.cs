using SmsWiser.Engine.Carriers;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Carriers;

public sealed class CarrierRatesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task Binds_that_are_all_up_share_equally()
    {
        var (bench, _) = await RateBench.UpAsync(time, 1_003, 4);

        Assert.Equal("251 251 251 250", bench.InForce);
    }

    [Fact]
    public async Task A_look_that_finds_nothing_new_writes_nothing()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);
        var version = (await bench.CarrierAsync()).RateVersion;

        time.Advance(Second);
        await bench.DivideAsync(rates);

        Assert.Equal(version, (await bench.CarrierAsync()).RateVersion);
    }

    [Fact]
    public async Task The_rate_of_a_bind_that_goes_down_goes_to_the_others_at_once_and_comes_back_two_seconds_after_it()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        bench.Binds[1].GoDown();
        await bench.DivideAsync(rates);
        Assert.Equal("333 1 333 333", bench.InForce);

        bench.Binds[1].ComeUp();
        await bench.DivideAsync(rates);
        time.Advance(Second);
        await bench.DivideAsync(rates);
        Assert.Equal(("333 1 333 333", "returning"), (bench.InForce, rates.StandingOf((await bench.CarrierAsync()).Binds[1])));

        time.Advance(Second);
        await bench.DivideAsync(rates);
        Assert.Equal("250 250 250 250", bench.InForce);
    }

    [Fact]
    public async Task A_bind_that_comes_back_alone_gets_the_rate_at_once()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 2);
        bench.Binds[0].GoDown();
        bench.Binds[1].GoDown();
        await bench.DivideAsync(rates);
        Assert.Equal("1 1", bench.InForce);

        bench.Binds[1].ComeUp();
        await bench.DivideAsync(rates);

        Assert.Equal("1 999", bench.InForce);
    }

    [Fact]
    public async Task A_bind_that_was_gone_between_two_looks_gets_its_share_again()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        bench.Binds[2].GoDown();
        bench.Binds[2].ComeUp();
        Assert.Equal("250 250 1 250", bench.InForce);
        await bench.DivideAsync(rates);

        Assert.Equal("250 250 250 250", bench.InForce);
    }

    [Fact]
    public async Task An_idle_bind_keeps_a_tenth_until_it_has_work()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        bench.Binds[0].IsIdle = true;
        await bench.DivideAsync(rates);
        Assert.Equal("25 325 325 325", bench.InForce);

        bench.Binds[0].IsIdle = false;
        await bench.DivideAsync(rates);
        Assert.Equal("250 250 250 250", bench.InForce);
    }

    [Fact]
    public async Task When_all_are_idle_nobody_loses_anything()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        foreach (var bind in bench.Binds)
            bind.IsIdle = true;
        await bench.DivideAsync(rates);

        Assert.Equal("250 250 250 250", bench.InForce);
    }

    [Fact]
    public async Task A_throttled_bind_hands_on_what_it_cannot_use_and_gets_it_back_by_two_percent_a_second()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        bench.Binds[3].Throttle();
        await bench.DivideAsync(rates);
        Assert.Equal(("275 275 275 175", 1_000), (bench.InForce, rates.Effective));

        time.Advance(Second);
        await bench.DivideAsync(rates);
        time.Advance(Second);
        await bench.DivideAsync(rates);
        Assert.Equal(("272 272 271 185", "slowed"), (bench.InForce, rates.StandingOf((await bench.CarrierAsync()).Binds[3])));

        for (var i = 0; i < 13; i++)
        {
            time.Advance(Second);
            await bench.DivideAsync(rates);
        }
        Assert.Equal(("250 250 250 250", "equal"), (bench.InForce, rates.StandingOf((await bench.CarrierAsync()).Binds[3])));
    }

    [Fact]
    public async Task A_bind_that_must_pause_for_long_is_left_with_the_floor()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 2);

        bench.Binds[0].Rate.PauseLong(time.GetTimestamp());
        await bench.DivideAsync(rates);
        Assert.Equal("500 500", bench.InForce);

        time.Advance(2 * Second);
        await bench.DivideAsync(rates);
        Assert.Equal("1 999", bench.InForce);

        time.Advance(58 * Second);
        await bench.DivideAsync(rates);
        Assert.Equal("500 500", bench.InForce);
    }

    [Fact]
    public async Task Several_throttled_binds_slow_the_account_which_recovers_after_five_calm_seconds()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);

        bench.Binds[0].Throttle();
        await bench.DivideAsync(rates);
        Assert.Equal(1_000, rates.Effective);

        time.Advance(Second);
        bench.Binds[2].Throttle();
        await bench.DivideAsync(rates);
        Assert.Equal(700, rates.Effective);

        for (var i = 0; i < 5; i++)
        {
            time.Advance(Second);
            bench.Binds[0].Rate.Recover(time.GetTimestamp());
            await bench.DivideAsync(rates);
        }
        Assert.Equal(720, rates.Effective);

        for (var i = 0; i < 40; i++)
        {
            time.Advance(Second);
            await bench.DivideAsync(rates);
        }
        Assert.Equal((1_000, "250 250 250 250"), (rates.Effective, bench.InForce));
    }

    [Fact]
    public async Task A_new_contract_is_divided_whole()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 2);
        var carrier = await bench.CarrierAsync();

        var halves = carrier.Binds.Select(bind => bind with { RatePerSecond = 300 });
        await bench.Store.SaveAsync(carrier with { RatePerSecond = 600, Binds = [.. halves] }, CancellationToken.None);
        await bench.DivideAsync(rates);
        Assert.Equal(("300 300", 600), (bench.InForce, rates.Effective));

        await bench.Store.SaveAsync(carrier, CancellationToken.None);
        await bench.DivideAsync(rates);
        Assert.Equal(("500 500", 1_000), (bench.InForce, rates.Effective));
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_divided()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 0, 2);

        bench.Binds[0].GoDown();
        await bench.DivideAsync(rates);

        Assert.Equal(("0 0", 1L), (bench.InForce, (await bench.CarrierAsync()).RateVersion));
    }

    [Fact]
    public async Task Of_two_activations_that_divide_at_once_one_wins_and_the_other_looks_again()
    {
        var (bench, first) = await RateBench.UpAsync(time, 1_000, 4);
        var second = new CarrierRates(bench.Store, time);
        var known = await bench.CarrierAsync();

        bench.Binds[0].GoDown();
        Assert.True(await bench.DivideAsync(first));
        bench.Binds[1].GoDown();
        Assert.False(await second.DivideAsync(known, bench.Binds, trusted: false));
        Assert.Equal([1, 333, 333, 333], (await bench.CarrierAsync()).Binds.Select(bind => bind.RatePerSecond));

        Assert.True(await bench.DivideAsync(second));
        Assert.Equal("1 1 499 499", bench.InForce);
    }

    [Fact]
    public async Task Nothing_is_raised_while_a_bind_has_not_taken_its_lower_grant()
    {
        var (bench, rates) = await RateBench.UpAsync(time, 1_000, 4);
        var taken = new TaskCompletionSource();
        bench.Binds[0].GoDown();
        bench.Binds[0].Way = async arrive =>
        {
            await taken.Task;
            arrive();
        };

        var division = bench.DivideAsync(rates);
        Assert.Equal("250 250 250 250", bench.InForce);
        Assert.Equal(2, (await bench.CarrierAsync()).RateVersion);

        taken.SetResult();
        Assert.True(await division);
        Assert.Equal("1 333 333 333", bench.InForce);
    }

    [Fact]
    public async Task Binds_that_another_process_holds_keep_their_shares_and_are_left_what_is_theirs()
    {
        var (bench, _) = await RateBench.UpAsync(time, 1_000, 4);
        var here = new CarrierRates(bench.Store, time);
        var elsewhere = new BindElsewhere();
        bench.Binds[0].GoDown();
        bench.Binds[2].GoDown();

        await here.DivideAsync(await bench.CarrierAsync(), [bench.Binds[0], bench.Binds[1], elsewhere, elsewhere], trusted: false);
        Assert.Equal("1 499 250 250", bench.InForce);

        var there = new CarrierRates(bench.Store, time);
        await there.DivideAsync(await bench.CarrierAsync(), [elsewhere, elsewhere, bench.Binds[2], bench.Binds[3]], trusted: false);
        Assert.Equal("1 499 1 499", bench.InForce);
        Assert.Equal([1, 499, 1, 499], (await bench.CarrierAsync()).Binds.Select(bind => bind.RatePerSecond));
    }
}
