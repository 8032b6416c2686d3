using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>An estimate cannot lie: over random lists, shares, texts, terms and prices, estimated, planned and settled on the real
/// store. One seed a case; with SMSWISER_LONG set, many more.</summary>
public sealed class EstimatePropertyTests
{
    public static TheoryData<int> Seeds { get; } =
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("SMSWISER_LONG") is null ? 25 : 1_000)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Final_charge_is_at_most_what_is_held_and_that_at_most_the_shown_maximum(int seed)
    {
        await using var run = await EstimateRun.OpenAsync(seed);
        var shown = await run.EstimateAsync();
        var balance = await run.Road.BalanceAsync();

        var planned = await run.PlanAsync();

        var counters = await run.Road.Store.Sendouts.CountersAsync(planned.Id, None);
        var own = counters.SingleOrDefault(counter => counter.Grant == Road.Own);
        Assert.Equal(shown.Own?.Leads ?? 0, own?.Planned ?? 0);
        Assert.Equal(
            shown.Own?.Excluded.Where(one => one.Rule != "text").Sum(one => one.Leads) ?? 0, own?.Outcomes[Outcome.Suppressed] ?? 0);
        var held = balance.Available - (await run.Road.BalanceAsync()).Available;
        Assert.InRange(held, 0, shown.Cost!.MaxMicros);
        if (shown.Own is not null)
            Assert.InRange(shown.Cost.MinMicros, 0, held);
        var (charged, most) = await run.SendAsync();
        Assert.InRange(charged, 0, held);
        Assert.InRange(most, charged, held);
        Assert.Equal(charged, balance.Available - (await run.Road.BalanceAsync()).Available);
        if (shown.Shared is null)
            Assert.Equal(shown.Cost.MinMicros, most);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Maximum_spend_of_the_shown_maximum_never_stops_a_sendout_and_one_below_the_least_does(int seed)
    {
        await using var run = await EstimateRun.OpenAsync(seed);
        var cost = (await run.EstimateAsync()).Cost!;
        if (cost.MaxMicros == 0 || cost.MinMicros < 2)
            return;

        Assert.Equal(SendoutState.Failed, (await run.PlanAsync(cost.MinMicros - 1)).State);
        Assert.NotEqual(SendoutState.Failed, (await run.PlanAsync(cost.MaxMicros)).State);
    }
}
