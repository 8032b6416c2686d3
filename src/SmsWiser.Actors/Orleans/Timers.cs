using Orleans.Runtime;
using SmsWiser.Actors;

namespace Orleans.Runtime
{
    /// <summary>A timer of an activation; it ends with it.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Starts anew: first after <paramref name="dueTime"/>, then <paramref name="period"/> after each callback.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a grain timer runs. <see cref="Timeout.InfiniteTimeSpan"/>: never.</summary>
    public readonly record struct GrainTimerCreationOptions
    {
        /// <summary>Time to the first callback.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>Time from the end of a callback to the next.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether callbacks may run while a call awaits; else they wait like calls.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether callbacks keep the activation from being idle.</summary>
        public bool KeepAlive { get; init; }
    }
}

namespace Orleans
{
    /// <summary>Deactivation and timers of grains.</summary>
    public static class GrainBaseExtensions
    {
        public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
            new(DeactivationReasonCode.ApplicationRequested, "The grain asked for it."));

        public static IGrainTimer RegisterGrainTimer<TState>(
            this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return new GrainTimer((Activation)grain.GrainContext, token => callback(state, token), options);
        }

        public static IGrainTimer RegisterGrainTimer(
            this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            grain.RegisterGrainTimer(static (call, token) => call(token), callback, options);

        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options) =>
            grain.RegisterGrainTimer(static (call, _) => call(), callback, options);
    }
}
