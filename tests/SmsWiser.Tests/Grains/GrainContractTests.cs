using Orleans;
using SmsWiser.Tests.Actors;

namespace SmsWiser.Tests.Grains;

/// <summary>What grains may rely on, whatever host runs them.</summary>
public sealed class GrainContractTests
{
    [Fact]
    public async Task Concurrent_first_calls_share_one_activation()
    {
        await using var bench = await GrainBench.StartAsync();

        var sums = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => bench.Work("a").Add(1)))).InTime();

        Assert.Equal(Enumerable.Range(1, 200), sums.Order());
        Assert.Equal(1, bench.Probe.Built);
    }

    [Fact]
    public async Task Arguments_and_results_of_every_kind_pass()
    {
        await using var bench = await GrainBench.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var grain = bench.Work("a");

        Assert.Equal("1 b 3 True 00000000-0000-0000-0000-000000000000 f True",
            await grain.Echo(1, "b", 3, true, Guid.Empty, "f", cancellation.Token).InTime());
        Assert.Equal("a", await grain.Key());
        await grain.Nothing();
        Assert.Contains("nothing", bench.Probe.Events);
    }

    [Fact]
    public async Task A_grain_hands_on_a_reference_to_itself()
    {
        await using var bench = await GrainBench.StartAsync();
        await bench.Work("a").Add(5).InTime();

        var self = await bench.Work("a").Self().InTime();

        Assert.Equal("a", self.GetPrimaryKeyString());
        Assert.Equal(6, await self.Add(1).InTime());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_reaches_the_caller_as_it_is_and_the_grain_goes_on(bool atOnce)
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => (atOnce ? grain.FailAtOnce("why") : grain.Fail("why")).InTime());

        Assert.Equal("why", error.Message);
        Assert.Equal(1, await grain.Add(1).InTime());
    }

    [Fact]
    public async Task A_cancelled_token_keeps_a_call_from_being_sent()
    {
        await using var bench = await GrainBench.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Work("a").HoldUntilCancelled(new CancellationToken(canceled: true)).InTime());

        Assert.Equal(0, bench.Probe.Built);
    }

    [Fact]
    public async Task A_call_that_awaits_keeps_other_calls_waiting()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");

        var calls = new List<Task> { grain.Hold("1") };
        await bench.Probe.Gate("1 reached").Task.InTime();
        calls.AddRange([grain.Hold("2"), grain.Add(1)]);
        bench.Probe.Gate("2").SetResult();
        bench.Probe.Gate("1").SetResult();
        await Task.WhenAll(calls).InTime();

        Assert.Equal(["activate a", "hold 1", "free 1", "hold 2", "free 2"], bench.Probe.Events);
    }

    [Fact]
    public async Task Continuations_after_awaits_stay_on_one_thread_at_a_time_even_when_calls_interleave()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? grain.InterleavedSteps(20) : grain.Steps(20))).InTime();

        Assert.Equal(1, bench.Probe.MostInside);
        Assert.Equal(51, await grain.Add(1).InTime());
    }

    [Fact]
    public async Task A_method_marked_always_interleave_runs_while_another_awaits()
    {
        await using var bench = await GrainBench.StartAsync();
        var held = bench.Work("a").Hold("gate");
        await bench.Probe.Gate("gate reached").Task.InTime();

        Assert.Equal(0, await bench.Work("a").Peek().InTime());

        Assert.False(held.IsCompleted);
        bench.Probe.Gate("gate").SetResult();
        await held.InTime();
    }

    [Fact]
    public async Task All_calls_of_a_reentrant_class_interleave_one_thread_at_a_time()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Grains.GetGrain<IOpenGrain>("a");
        var held = grain.Hold("gate");
        await bench.Probe.Gate("gate reached").Task.InTime();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Steps(20))).InTime();

        Assert.False(held.IsCompleted);
        Assert.Equal(1, bench.Probe.MostInside);
        bench.Probe.Gate("gate").SetResult();
        await held.InTime();
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");

        var first = grain.Read("1");
        await bench.Probe.Gate("1 reached").Task.InTime();
        var second = grain.Read("2");
        await bench.Probe.Gate("2 reached").Task.InTime();

        Assert.False(first.IsCompleted);
        bench.Probe.Gate("1").SetResult();
        bench.Probe.Gate("2").SetResult();
        await Task.WhenAll(first, second).InTime();
    }

    [Fact]
    public async Task The_next_call_after_a_requested_deactivation_makes_another_activation()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Work("a");
        Assert.Equal(10, await grain.Add(10).InTime());

        await grain.Leave().InTime();

        Assert.Equal(1, await grain.Add(1).InTime());
        Assert.Equal(["activate a", "deactivate a ApplicationRequested", "activate a"], bench.Probe.Events);
    }

    [Fact]
    public async Task State_outlives_the_activation_that_wrote_it_until_it_is_cleared()
    {
        await using var bench = await GrainBench.StartAsync();
        var grain = bench.Grains.GetGrain<IAccountTestGrain>("a");

        Assert.Equal(5, await grain.Add(5).InTime());
        await grain.Leave().InTime();
        Assert.Equal(7, await grain.Add(2).InTime());
        await grain.Clear().InTime();
        await grain.Leave().InTime();

        Assert.StartsWith("0 False ", await grain.Describe().InTime(), StringComparison.Ordinal);
    }
}
