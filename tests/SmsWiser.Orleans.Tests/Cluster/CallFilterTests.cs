using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using SmsWiser.Host.Cluster;
using SmsWiser.Testing;
using SmsWiser.Tests.Grains;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Cluster;

/// <summary>Called by one test only, so that its figures are that test's.</summary>
public interface ICountedGrain : IGrainWithStringKey
{
    Task Call();
}

internal sealed class CountedGrain : Grain, ICountedGrain
{
    public Task Call() => Task.CompletedTask;
}

public sealed class CallFilterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0wner001")]
    [InlineData("0WNER001; drop table account")]
    public async Task A_call_by_what_is_no_client_id_is_refused_though_the_grain_would_take_it(string actor)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        await bench.Accounts.AddAsync(new(new(99), actor, "Misfit", DateTimeOffset.UnixEpoch), Token);

        var refused = await RefusedAsync("not_found", () => bench.List(list).SegmentsAsync(actor));

        Assert.Equal("there is no such account for this account; check its id", refused.Message);
    }

    [Fact]
    public async Task Calls_and_activations_are_counted_by_grain()
    {
        await using var bench = await BenchHost.StartAsync([typeof(CountedGrain)], new ManualTimeProvider(), _ => { });

        await bench.Grains.GetGrain<ICountedGrain>("a").Call().InTime();
        await bench.Grains.GetGrain<ICountedGrain>("b").Call().InTime();
        await bench.Grains.GetGrain<ICountedGrain>("b").Call().InTime();
        var board = bench.Services.GetRequiredService<GrainTotals>().Read();

        var counted = board.Classes.Single(one => one.Type == "counted");
        Assert.Equal((2, 3L, null), (counted.Activations, counted.Calls, counted.Queue));
        Assert.Equal([("a", 1L), ("b", 2L)],
            board.Activations.Where(one => one.Type == "counted").OrderBy(one => one.Key).Select(one => (one.Key, one.Calls)));
    }

    [Fact]
    public async Task Calls_over_the_queue_bound_are_refused()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");
        var held = grain.Hold("gate");
        await bench.Probe.Gate("gate reached").Task.InTime();

        var calls = Enumerable.Range(0, 1_500).Select(_ => grain.Add(1)).ToList();
        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => Task.WhenAll(calls.Where(IsOver)).InTime());
        bench.Probe.Gate("gate").SetResult();
        await held.InTime();

        Assert.StartsWith("Limit exceeded MaxEnqueuedRequestsHardLimit", refused.Message, StringComparison.Ordinal);

        static bool IsOver(Task<int> call) => call.IsFaulted;
    }
}
