using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace SmsWiser.Actors;

/// <summary>A grain class: the contracts it fulfils and how its objects are built.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInfo constructor;
    private long calls, turnTicks;

    public GrainClass(Type type)
    {
        if (!type.IsSubclassOf(typeof(Grain)) || type.IsAbstract || type.ContainsGenericParameters)
            throw new ArgumentException($"{type} is not a grain class: it must derive from Grain and be neither abstract nor generic.");
        var constructors = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (constructors.Length != 1) throw new ArgumentException($"{type} has {constructors.Length} constructors; a grain class has one.");
        Contracts = [.. type.GetInterfaces()
            .Where(contract => contract != typeof(IGrainWithStringKey) && contract.IsAssignableTo(typeof(IGrainWithStringKey)))];
        if (Contracts.Count == 0) throw new ArgumentException($"{type} implements no interface derived from IGrainWithStringKey.");
        (constructor, Name, FullName) = (constructors[0], type.Name, type.FullName!);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
    }

    public string Name { get; }
    public string FullName { get; }
    public bool Reentrant { get; }
    public IReadOnlyList<Type> Contracts { get; }

    /// <summary>Since the host's start, of all its activations; turn time in clock ticks.</summary>
    public void Count(int more, long turns) => (_, _) = (Interlocked.Add(ref calls, more), Interlocked.Add(ref turnTicks, turns));

    public GrainClassInfo Describe(ActivationInfo[] live, TimeProvider time) => new(Name, live.Length, Volatile.Read(ref calls),
        live.Sum(one => one.QueueLength), time.GetElapsedTime(0, Volatile.Read(ref turnTicks)));

    /// <summary>Builds the grain of an activation, in its turn, and the states that are to be read before it starts.</summary>
    public (object Grain, IReadOnlyList<Orleans.Core.IStorage> States) Build(Activation activation)
    {
        var arguments = constructor.GetParameters().Select(parameter => Argument(parameter, activation)).ToArray();
        var grain = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return (grain, [.. arguments.OfType<IGrainState>()]);
    }

    private object Argument(ParameterInfo parameter, Activation activation)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state) return State(parameter, state, activation);
        if (parameter.ParameterType == typeof(IGrainContext)) return activation;
        if (parameter.ParameterType == typeof(IGrainFactory)) return activation.Host.Grains;
        return activation.ActivationServices.GetRequiredService(parameter.ParameterType);
    }

    private object State(ParameterInfo parameter, PersistentStateAttribute state, Activation activation)
    {
        var type = parameter.ParameterType;
        if (!type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new ArgumentException($"{Name}: parameter {parameter.Name} with [PersistentState] must be an IPersistentState<T>.");
        var store = activation.Host.States
            ?? throw new InvalidOperationException(
                $"{Name} has persistent state '{state.StateName}', but its host was given no IGrainStateStore.");
        var key = new GrainStateKey(Name, activation.Key, state.StateName, state.StorageName);
        return Activator.CreateInstance(typeof(GrainState<>).MakeGenericType(type.GenericTypeArguments), store, key)!;
    }
}
