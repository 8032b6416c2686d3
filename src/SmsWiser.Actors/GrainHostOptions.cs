namespace SmsWiser.Actors;

/// <summary>Bounds of a grain host.</summary>
public sealed record GrainHostOptions
{
    /// <summary>A call without an answer for so long fails, with a TimeoutException that tells who waits for whom. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An activation that nothing used for this long ends. Default 15 min.</summary>
    public TimeSpan IdleAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Calls a grain may have open, running or waiting; more are refused with a LimitExceededException. Default 1,000.</summary>
    public int MaxQueuedCallsPerGrain { get; init; } = 1_000;

    /// <summary>How often overdue calls and idle activations are looked for; both come up to one interval late. Default 1 s.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Told of errors that nobody awaits (one-way calls, timers, deactivation) and where; any thread.
    /// <see cref="GrainHost.LostErrors"/> counts them.</summary>
    public Action<Exception, string>? OnLostError { get; init; }
}

/// <summary>A live activation: its calls so far, those that wait, and the time its turns took, estimated from one run of turns in
/// 16.</summary>
public sealed record ActivationInfo(string GrainType, string Key, long Calls, int QueueLength, TimeSpan TurnTime);

/// <summary>A grain class: its live activations, the calls that wait for them, its calls and the time its turns took, estimated
/// alike.</summary>
public sealed record GrainClassInfo(string GrainType, int Activations, long Calls, int QueueLength, TimeSpan TurnTime);
