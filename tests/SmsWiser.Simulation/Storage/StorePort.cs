using System.Reflection;
using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Time;

namespace SmsWiser.Simulation.Storage;

/// <summary>An error that the simulation put into the store.</summary>
internal sealed class PlantedStoreException(string message) : Exception(message);

/// <summary>Stands before one port of the real store: a virtual delay each way, an event per transaction, faults, and an ear for what was
/// committed. Made by <see cref="Open"/>; the runtime emits the type that implements the port.</summary>
#pragma warning disable CA1852 // the runtime derives the port from it
internal class StorePort<TPort> : DispatchProxy
    where TPort : class
#pragma warning restore CA1852
{
    private static readonly MethodInfo CallOpen =
        typeof(StorePort<TPort>).GetMethod(nameof(CallAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Dictionary<MethodInfo, (EventSource Source, MethodInfo? Call)> methods = [];
    private TPort store = null!;
    private Schedule schedule = null!;
    private StoreWeather weather = null!;
    private Dice dice = null!;
    private Action<string, object?[]> onDone = null!;
    private ulong calls;

    /// <summary>The port.</summary>
    /// <param name="store">The real one.</param>
    /// <param name="schedule">Time and events.</param>
    /// <param name="dice">Delays and faults.</param>
    /// <param name="weather">How slow and how faulty the store is now.</param>
    /// <param name="onDone">Told of each transaction that has ended well: its method and arguments.</param>
    public static TPort Open(TPort store, Schedule schedule, Dice dice, StoreWeather weather, Action<string, object?[]> onDone)
    {
        var port = Create<TPort, StorePort<TPort>>();
        var self = (StorePort<TPort>)(object)port;
        (self.store, self.schedule, self.dice, self.weather, self.onDone) = (store, schedule, dice, weather, onDone);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Escapes.CheckLane($"{typeof(TPort).Name}.{targetMethod!.Name}");
        if (!methods.TryGetValue(targetMethod, out var known))
        {
            var result = targetMethod.ReturnType;
            var call = result.IsGenericType ? CallOpen.MakeGenericMethod(result.GetGenericArguments()) : null;
            methods.Add(targetMethod, known = (new($"{typeof(TPort).Name}.{targetMethod.Name}"), call));
        }
        if (known.Call is not null)
            return known.Call.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [targetMethod, args, known.Source], null);
        var running = RunAsync(targetMethod, args!, known.Source);
        return targetMethod.ReturnType == typeof(Task) ? running : new ValueTask(running);
    }

    private async Task<T> CallAsync<T>(MethodInfo method, object?[] args, EventSource source)
    {
        await BeforeAsync(source);
        var result = await (Task<T>)method.Invoke(store, BindingFlags.DoNotWrapExceptions, null, args, null)!;
        await AfterAsync(method, args, source);
        return result;
    }

    private async Task RunAsync(MethodInfo method, object?[] args, EventSource source)
    {
        await BeforeAsync(source);
        switch (method.Invoke(store, BindingFlags.DoNotWrapExceptions, null, args, null))
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
        await AfterAsync(method, args, source);
    }

    private async Task BeforeAsync(EventSource source)
    {
        schedule.Log.Add("begin", source, ++calls);
        await DelayAsync();
        if (dice.Happens(weather.Down) && StoreWeather.MayFail(source.Name))
            throw new PlantedStoreException($"{source.Name}: the store is down, before it began");
    }

    private async Task AfterAsync(MethodInfo method, object?[] args, EventSource source)
    {
        schedule.Log.Add("done", source, calls);
        onDone(method.Name, args);
        await DelayAsync();
        if (dice.Happens(weather.AnswersLost) && StoreWeather.MayLoseAnswer(source.Name))
            throw new PlantedStoreException($"{source.Name}: the answer was lost, after it was done");
    }

    /// <summary>Now and then none at all: then what follows goes on without a turn in between.</summary>
    private async Task DelayAsync()
    {
        if (!dice.Happens(0.3))
            await Task.Delay(dice.UpTo(weather.DelayMilliseconds), schedule.Time);
    }
}
