using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace SmsWiser.Actors;

/// <summary>Runs grains in this process: one activation per key, one turn at a time. Any thread.</summary>
public sealed class GrainHost : IClusterClient
{
    private enum Phase { Running, Draining, Stopped }

    private readonly ConcurrentDictionary<(GrainClass, string), Activation> activations = new();
    private readonly ConditionalWeakTable<object, Activation> observers = [];
    private readonly ILookup<Type, GrainClass> classes;
    private readonly ITimer sweep;
    private long now, number, lostErrors;
    private volatile Phase phase;

    /// <summary>A host for these grain classes, built with <paramref name="services"/>; it runs until <see cref="StopAsync"/>.
    /// State marked [PersistentState] needs <paramref name="states"/>; turns run on the thread pool unless a scheduler is given.</summary>
    public GrainHost(IServiceProvider services, TimeProvider time, IEnumerable<Type> grainClasses, GrainHostOptions? options = null,
        IGrainStateStore? states = null, ITurnScheduler? scheduler = null)
    {
        (ServiceProvider, Time, States, Options, Scheduler) = (services, time, states, options ?? new(), scheduler ?? new PoolScheduler());
        classes = grainClasses.Distinct().Select(type => new GrainClass(type))
            .SelectMany(grain => grain.Contracts, (grain, contract) => (grain, contract))
            .ToLookup(pair => pair.contract, pair => pair.grain);
        now = time.GetTimestamp();
        sweep = StartTimer(static host => ((GrainHost)host!).Sweep(), this, Options.SweepInterval, Options.SweepInterval);
    }

    public IGrainFactory Grains => this;
    public IServiceProvider ServiceProvider { get; }

    /// <summary>What is live, oldest first.</summary>
    public IReadOnlyList<ActivationInfo> Activations => [.. Live().Select(activation => activation.Describe())];

    /// <summary>The grain classes by name; calls and turn time count from the host's start.</summary>
    public IReadOnlyList<GrainClassInfo> Classes
    {
        get
        {
            var live = Activations.ToLookup(one => one.GrainType);
            return [.. classes.SelectMany(contract => contract).Distinct().OrderBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => one.Describe([.. live[one.Name]], Time))];
        }
    }

    /// <summary>Errors so far that no caller saw; see <see cref="GrainHostOptions.OnLostError"/>.</summary>
    public long LostErrors => Interlocked.Read(ref lostErrors);

    internal TimeProvider Time { get; }
    internal IGrainStateStore? States { get; }
    internal GrainHostOptions Options { get; }
    internal ITurnScheduler Scheduler { get; }

    /// <summary>The time of the last sweep: cheap, and exact enough for time-outs and idle ages.</summary>
    internal long Now => Volatile.Read(ref now);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        var contract = typeof(TGrainInterface);
        GrainClass? found = null;
        foreach (var candidate in classes[contract])
        {
            if (!candidate.FullName.StartsWith(grainClassNamePrefix ?? "", StringComparison.Ordinal)) continue;
            if (found is not null)
                throw new ArgumentException($"{contract} is implemented by {found.Name} and {candidate.Name}: give a prefix.");
            found = candidate;
        }
        if (found is null)
            throw new ArgumentException($"No grain class of this host implements {contract} with prefix '{grainClassNamePrefix}'.");
        return (TGrainInterface)(object)ProxyEmitter.Create(contract).Bind(this, found, primaryKey);
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        var activation = observers.GetValue(obj, observer => new(this, null, "", Interlocked.Increment(ref number), observer));
        return (TGrainObserverInterface)(object)ProxyEmitter.Create(typeof(TGrainObserverInterface)).Bind(activation);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        if (!observers.TryGetValue(obj, out var activation)) return;
        observers.Remove(obj);
        activation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "The reference was deleted."));
    }

    /// <summary>Lets all accepted calls end and refuses others but those that grains make meanwhile; then ends all activations.
    /// When cancelled, calls still open fail.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (phase == Phase.Running) phase = Phase.Draining;
        try
        {
            while (!activations.IsEmpty)
            {
                var live = Live();
                foreach (var activation in live) activation.DrainAndDeactivate(new(DeactivationReasonCode.ShuttingDown, "The host stops."));
                await Task.WhenAll(live.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        finally
        {
            phase = Phase.Stopped;
            await sweep.DisposeAsync();
            foreach (var activation in Live())
                activation.Post(_ => activation.Abandon(new OrleansException("The grain host was stopped.")), null);
        }
    }

    internal Activation Activate(GrainClass grainClass, string key)
    {
        if (activations.TryGetValue((grainClass, key), out var live)) return live;
        return activations.GetOrAdd((grainClass, key), new Activation(this, grainClass, key, Interlocked.Increment(ref number)));
    }

    internal void Remove(Activation activation)
    {
        if (activation.Class is { } grainClass) activations.TryRemove(new((grainClass, activation.Key), activation));
    }

    internal Exception? Refusal(IRequest request, bool accepted) => phase switch
    {
        Phase.Running => null,
        Phase.Draining when accepted || request.Caller is not null => null,
        _ => new OrleansException($"The grain host stops: {request.Target}.{request.Slot.Method} refused."),
    };

    internal void Report(Exception error, Activation activation, string where)
    {
        Interlocked.Increment(ref lostErrors);
        Options.OnLostError?.Invoke(error, $"{activation}.{where}");
    }

    /// <summary>Starts a timer that keeps nothing of the context in which it was started.</summary>
    internal ITimer StartTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
    {
        if (ExecutionContext.IsFlowSuppressed()) return Time.CreateTimer(callback, state, dueTime, period);
        using (ExecutionContext.SuppressFlow()) return Time.CreateTimer(callback, state, dueTime, period);
    }

    internal long After(TimeSpan time) => Now + (long)(time.TotalSeconds * Time.TimestampFrequency);

    internal bool IsOverdue(long sent) => IsOlder(sent, Options.CallTimeout + Options.SweepInterval);

    internal bool IsOlder(long since, TimeSpan age) => since <= Now && Time.GetElapsedTime(since, Now) >= age;

    private List<Activation> Live() => [.. activations.Values.OrderBy(activation => activation.Number)];

    private void Sweep()
    {
        Volatile.Write(ref now, Time.GetTimestamp());
        var due = activations.Values.Concat(observers.Select(pair => pair.Value)).Where(one => one.IsBusy || one.IsIdle);
        foreach (var activation in due.OrderBy(one => one.Number)) activation.Post(static one => ((Activation)one!).Sweep(), activation);
    }
}
