using Orleans;
using Orleans.Runtime;

namespace SmsWiser.Actors;

/// <summary>Base of the emitted proxies: knows which grain it stands for and sends its calls.</summary>
internal abstract class GrainReference : IAddressable
{
    private GrainHost host = null!; // Set by Bind, straight after construction.
    private GrainClass? grainClass;
    private Activation? activation;

    public string Key { get; private set; } = "";

    public static GrainReference Of(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        Grain { GrainContext: Activation activation } => ProxyEmitter.Create(typeof(IAddressable)).Bind(activation),
        _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain)),
    };

    public GrainReference Bind(GrainHost host, GrainClass grainClass, string key)
    {
        (this.host, this.grainClass, Key) = (host, grainClass, key);
        return this;
    }

    /// <summary>Stands for this activation; for its successors too when it is a grain's, not an observer's.</summary>
    public GrainReference Bind(Activation target)
    {
        activation = target;
        return Bind(target.Host, target.Class!, target.Key);
    }

    public GrainReference As(Type grainInterface)
    {
        var other = ProxyEmitter.Create(grainInterface).Bind(host, grainClass!, Key);
        other.activation = activation;
        return other;
    }

    internal Task<TResult> Call<TResult>(Request<TResult> request, CancellationToken token)
    {
        request.Send(Target(), token);
        return request.Task;
    }

    internal ValueTask<TResult> CallValue<TResult>(Request<TResult> request, CancellationToken token) => new(Call(request, token));

    internal Task CallPlain(Request<Nothing> request, CancellationToken token)
    {
        var answer = Call(request, token);
        return request.Slot.OneWay ? Task.CompletedTask : answer;
    }

    internal ValueTask CallPlainValue(Request<Nothing> request, CancellationToken token) => new(CallPlain(request, token));

    private Activation Target()
    {
        var target = activation;
        if (target is { IsClosed: false } || target is { Class: null }) return target;
        return activation = host.Activate(grainClass!, Key);
    }
}
