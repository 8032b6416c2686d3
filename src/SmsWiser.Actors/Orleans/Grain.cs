using Orleans.Runtime;
using SmsWiser.Actors;

namespace Orleans;

/// <summary>What a grain class offers its host; <see cref="Grain"/> is the usual way to do so.</summary>
public interface IGrainBase
{
    /// <summary>The activation of this grain.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

/// <summary>Base class of grains: one object per key, one turn at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    // A grain is built in its activation's first turn, so the current context is the activation.
    private readonly Activation? activation = SynchronizationContext.Current as Activation;

    protected Grain() { }

    public IGrainContext GrainContext => Activation;

    protected IGrainFactory GrainFactory => Activation.Host.Grains;

    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

    private Activation Activation => activation ?? throw new InvalidOperationException($"{GetType().Name} was not built by a grain host.");

#pragma warning disable CA1725 // Orleans names these parameters so, here and in IGrainBase.
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
#pragma warning restore CA1725

    /// <summary>Ends this activation when its running calls have.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps an idle activation for at least this long; zero or less takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}

/// <summary>Identity of grains and references.</summary>
public static class GrainExtensions
{
    /// <summary>The reference of a grain (for handing itself on), or a reference under another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)(object)GrainReference.Of(grain).As(typeof(TGrainInterface));

    /// <summary>The key of a grain or reference.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => GrainReference.Of(grain).Key;
}
