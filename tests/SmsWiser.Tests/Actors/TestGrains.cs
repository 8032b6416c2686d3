using System.Collections.Concurrent;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace SmsWiser.Tests.Actors;

/// <summary>What the test grains share with their test: gates to wait at, and what happened.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();
    private int built, inside;

    public ConcurrentQueue<string> Events { get; } = new();
    public int Built => built;
    public int MostInside { get; private set; }

    /// <summary>An event by name: awaited by one side, set by the other.</summary>
    public TaskCompletionSource Gate(string name) => gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Build() => Interlocked.Increment(ref built);

    /// <summary>Runs a piece of a turn, noting how many threads are inside.</summary>
    public void Step()
    {
        MostInside = Math.Max(MostInside, Interlocked.Increment(ref inside));
        Thread.SpinWait(200);
        Interlocked.Decrement(ref inside);
    }
}

public interface IWorkGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
    Task Hold(string gate);
    Task<int> Steps(int count);
    [AlwaysInterleave] Task<int> InterleavedSteps(int count);
    [AlwaysInterleave] Task<int> Peek();
    [ReadOnly] Task Read(string gate);
    Task<string> Echo(int a, string b, long c, bool d, Guid e, string f, CancellationToken token);
    ValueTask<string> Key();
    ValueTask Nothing();
    Task<IWorkGrain> Self();
    Task Fail(string text);
    Task FailAtOnce(string text);
    [OneWay] Task FailUnseen(string text);
    Task HoldUntilCancelled(CancellationToken token);
    Task Leave();
    Task Call(string key, string gate);
    Task<int> Relay(string key, string gate);
    Task Tell(IListener listener, string text);
}

public interface IListener : IGrainObserver
{
    Task Hear(string text);
}

internal sealed class WorkGrain(Probe probe) : Grain, IWorkGrain
{
    private int sum;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Build();
        probe.Events.Enqueue($"activate {this.GetPrimaryKeyString()}");
        return this.GetPrimaryKeyString() == "broken" ? throw new InvalidDataException("cannot start") : Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        probe.Events.Enqueue($"deactivate {this.GetPrimaryKeyString()} {reason.ReasonCode}");
        probe.Gate("deactivated").TrySetResult();
    }

    public Task<int> Add(int amount)
    {
        sum += amount;
        return Task.FromResult(sum);
    }

    public async Task Hold(string gate)
    {
        probe.Events.Enqueue($"hold {gate}");
        probe.Gate($"{gate} reached").TrySetResult();
        await probe.Gate(gate).Task;
        probe.Events.Enqueue($"free {gate}");
    }

    public async Task<int> Steps(int count)
    {
        for (var i = 0; i < count; i++)
        {
            probe.Step();
            await Task.Yield();
            probe.Step();
            await Task.WhenAll(Task.Yield().AsTask(), Task.CompletedTask);
        }
        return ++sum;
    }

    public Task<int> InterleavedSteps(int count) => Steps(count);
    public Task<int> Peek() => Task.FromResult(sum);
    public Task Read(string gate) => Hold(gate);

    public Task<string> Echo(int a, string b, long c, bool d, Guid e, string f, CancellationToken token) =>
        Task.FromResult($"{a} {b} {c} {d} {e} {f} {token.CanBeCanceled}");

    public ValueTask<string> Key() => new(this.GetPrimaryKeyString());

    public async ValueTask Nothing()
    {
        await Task.Yield();
        probe.Events.Enqueue("nothing");
    }

    public Task<IWorkGrain> Self() => Task.FromResult(this.AsReference<IWorkGrain>());

    public async Task Fail(string text)
    {
        await Task.Yield();
        throw new InvalidDataException(text);
    }

    public Task FailAtOnce(string text) => throw new InvalidDataException(text);

    public Task FailUnseen(string text) => Fail(text);

    public async Task HoldUntilCancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = token.Register(cancelled.SetResult);
        probe.Gate("running").TrySetResult();
        await cancelled.Task;
        token.ThrowIfCancellationRequested();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task Call(string key, string gate)
    {
        await probe.Gate(gate).Task;
        await GrainFactory.GetGrain<IWorkGrain>(key).Call(this.GetPrimaryKeyString(), gate);
    }

    public async Task<int> Relay(string key, string gate)
    {
        await Hold(gate);
        return await GrainFactory.GetGrain<IWorkGrain>(key).Add(1);
    }

    public Task Tell(IListener listener, string text) => listener.Hear(text);
}

public interface IOpenGrain : IGrainWithStringKey
{
    Task<int> Steps(int count);
    Task Hold(string gate);
}

[Reentrant]
internal sealed class OpenGrain(Probe probe) : Grain, IOpenGrain
{
    private readonly WorkGrain work = new(probe);

    public Task<int> Steps(int count) => work.Steps(count);
    public Task Hold(string gate) => work.Hold(gate);
}

internal static class YieldTask
{
    public static async Task AsTask(this System.Runtime.CompilerServices.YieldAwaitable yield) => await yield;
}
