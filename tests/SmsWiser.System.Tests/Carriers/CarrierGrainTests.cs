using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>A carrier's grain with live binds at a simulated carrier.</summary>
public sealed class CarrierGrainTests
{
    [Fact]
    public async Task A_rate_smaller_than_the_number_of_binds_is_refused()
    {
        await using var site = await SendingSite.OpenAsync();

        var error = await Assert.ThrowsAsync<RefusedException>(() => site.ConnectAsync(binds: 4, rate: 3));

        Assert.Equal(("invalid_value", "a rate of 3 parts/s is too small for 4 binds; give each at least 1"), (error.Code, error.Message));
    }

    [Fact]
    public async Task The_status_of_a_carrier_shows_contract_grants_and_what_each_bind_can_make_of_them()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 3, rate: 1_000);

        var status = await site.Demo.Carrier(SendingSite.Alpha).StatusAsync();

        Assert.Equal(("alpha", 1_000, 1_000, 1_000), (status.Name, status.RatePerSecond, status.EffectiveRate, status.GrantedRate));
        Assert.Equal(
            ["alpha/1 bound 334 334 equal", "alpha/2 bound 333 333 equal", "alpha/3 bound 333 333 equal"], status.Binds.Select(Line));
        var error = await Assert.ThrowsAsync<RefusedException>(() => site.Demo.Carrier("gamma").StatusAsync());
        Assert.Equal("not_found", error.Code);
    }

    [Fact]
    public async Task A_smaller_contract_for_fewer_binds_holds_for_live_ones_and_takes_the_others_down()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 4, rate: 1_000);

        await site.ConnectAsync(binds: 2, rate: 600);

        var status = await site.Demo.Carrier(SendingSite.Alpha).StatusAsync();
        Assert.Equal(["alpha/1 bound 300 300 equal", "alpha/2 bound 300 300 equal"], status.Binds.Select(Line));
        Assert.Equal((600, 600), (status.RatePerSecond, status.GrantedRate));
        Assert.Equal("down", (await site.Host.Grains.GetGrain<IBindGrain>("alpha/4").StatusAsync()).State);
    }

    [Fact]
    public async Task A_limit_can_be_lifted_and_set_again_on_live_binds()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 2, rate: 600);

        await site.ConnectAsync(binds: 2, rate: 0);
        Assert.Equal(["alpha/1 bound 0 0 equal", "alpha/2 bound 0 0 equal"], (await StatusAsync(site)).Binds.Select(Line));

        await site.ConnectAsync(binds: 2, rate: 900);
        Assert.Equal(["alpha/1 bound 450 450 equal", "alpha/2 bound 450 450 equal"], (await StatusAsync(site)).Binds.Select(Line));
    }

    private static Task<CarrierStatus> StatusAsync(SendingSite site) => site.Demo.Carrier(SendingSite.Alpha).StatusAsync();

    private static string Line(BindStatus bind) => $"{bind.Name} {bind.State} {bind.GrantedRate} {bind.CurrentRate} {bind.Standing}";
}
