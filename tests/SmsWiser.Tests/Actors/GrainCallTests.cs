using Orleans;
using Orleans.Runtime;
using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

public class GrainCallTests
{
    [Fact]
    public async Task An_error_of_a_one_way_call_is_told_to_the_host()
    {
        await using var host = new TestHost();

        var call = host.Work("a").FailUnseen("nobody waits");
        Assert.True(call.IsCompletedSuccessfully);
        await host.Work("a").Add(1).InTime();

        Assert.Contains("lost WorkGrain/a.FailUnseen: nobody waits", host.Probe.Events);
        Assert.Equal(1, host.Host.LostErrors);
    }

    [Fact]
    public async Task A_token_cancels_a_running_call()
    {
        await using var host = new TestHost();
        using var cancellation = new CancellationTokenSource();
        var call = host.Work("a").HoldUntilCancelled(cancellation.Token);
        await host.Probe.Gate("running").Task.InTime();

        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTime());
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_token_cancels_a_call_that_waits_without_running_it()
    {
        await using var host = new TestHost();
        using var cancellation = new CancellationTokenSource();
        var held = host.Work("a").Hold("gate");
        var waiting = host.Work("a").HoldUntilCancelled(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
        host.Probe.Gate("gate").SetResult();
        await held.InTime();
        Assert.Equal(1, await host.Work("a").Add(1).InTime());
        Assert.False(host.Probe.Gate("running").Task.IsCompleted);
    }

    [Fact]
    public async Task Calls_over_the_queue_bound_are_refused_and_the_rest_is_answered()
    {
        await using var host = new TestHost(new() { MaxQueuedCallsPerGrain = 3 });
        var grain = host.Work("a");
        Task[] accepted = [grain.Hold("gate"), grain.Add(1), grain.Add(1)];

        var error = await Assert.ThrowsAsync<LimitExceededException>(() => grain.Add(1).InTime());

        Assert.Equal("WorkGrain/a has 3 open calls, its limit: Add refused.", error.Message);
        host.Probe.Gate("gate").SetResult();
        await Task.WhenAll(accepted).InTime();
        Assert.Equal(3, await grain.Add(1).InTime());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_cycle_of_calls_ends_in_an_error_that_names_its_path(ulong seed)
    {
        var seeded = new SeededScheduler(seed, DateTimeOffset.UnixEpoch);
        var host = new TestHost(seeded: seeded);
        host.Probe.Gate("go").SetResult();

        var cycle = host.Work("a").Call("b", "go");
        seeded.RunFor(TimeSpan.FromSeconds(30));
        Assert.False(cycle.IsCompleted);
        seeded.RunFor(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => cycle);
        Assert.Equal("No answer within 00:00:30: WorkGrain/a.Call waits for WorkGrain/b.Call waits for WorkGrain/a.Call (a call cycle).",
            error.Message);
        var after = Task.WhenAll(host.Work("a").Add(1), host.Work("b").Add(1));
        seeded.RunUntil(after, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_observer_hears_one_call_at_a_time_until_its_reference_is_deleted()
    {
        await using var host = new TestHost();
        var listener = new Listener();
        var reference = host.Host.Grains.CreateObjectReference<IListener>(listener);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.Work($"{i}").Tell(reference, $"{i}"))).InTime();
        host.Host.Grains.DeleteObjectReference<IListener>(listener);

        Assert.Equal(20, listener.Heard.Distinct().Count());
        var error = await Assert.ThrowsAsync<OrleansException>(() => host.Work("x").Tell(reference, "late").InTime());
        Assert.Equal("The reference to observer Listener/ was deleted.", error.Message);
    }

    [Fact]
    public void Live_activations_are_listed_with_their_calls_and_queues()
    {
        var seeded = new SeededScheduler(1, DateTimeOffset.UnixEpoch);
        var host = new TestHost(seeded: seeded);
        _ = host.Work("a").Add(1);
        seeded.RunFor(TimeSpan.FromSeconds(1));
        _ = host.Work("b").Hold("gate");
        _ = host.Work("b").Add(1);
        seeded.RunFor(TimeSpan.FromSeconds(1));

        var list = host.Host.Activations.Select(one => (one.GrainType, one.Key, one.Calls, one.QueueLength));

        Assert.Equal([("WorkGrain", "a", 1L, 0), ("WorkGrain", "b", 1L, 1)], list);
    }

    [Fact]
    public void Totals_of_a_class_keep_what_ended_activations_did()
    {
        var seeded = new SeededScheduler(1, DateTimeOffset.UnixEpoch);
        var host = new TestHost(seeded: seeded);
        _ = host.Work("a").Add(1);
        _ = host.Work("a").Add(1);
        _ = host.Work("b").Hold("gate");
        seeded.RunFor(TimeSpan.FromMinutes(20)); // "a" ends idle.
        _ = host.Work("b").Add(1);
        _ = host.Work("c").Add(1);
        seeded.RunFor(TimeSpan.FromSeconds(1));

        var total = host.Host.Classes.Single(one => one.GrainType == "WorkGrain");

        Assert.Equal(["b", "c"], host.Host.Activations.Select(one => one.Key));
        Assert.Equal((2, 4L, 1), (total.Activations, total.Calls, total.QueueLength));
    }

    [Fact]
    public async Task Contracts_that_are_no_grain_contracts_are_refused_with_a_reason()
    {
        await using var host = new TestHost();

        Assert.StartsWith("No grain class of this host implements", Assert.Throws<ArgumentException>(
            () => host.Host.Grains.GetGrain<IUnknownGrain>("a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.Work(""));
        Assert.Contains("returns a Task or ValueTask", Assert.Throws<NotSupportedException>(
            () => ProxyEmitter.Create(typeof(IUnknownGrain))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GrainHost(null!, host.Time, [typeof(string)]));
    }

    public interface IUnknownGrain : IGrainWithStringKey
    {
        int NotATask();
    }

    private sealed class Listener : IListener
    {
        public List<string> Heard { get; } = [];

        public async Task Hear(string text)
        {
            await Task.Yield();
            Heard.Add(text);
        }
    }
}
