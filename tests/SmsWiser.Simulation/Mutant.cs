namespace SmsWiser.Simulation;

/// <summary>Faults that can be planted, to see that they are found.</summary>
internal enum Mutant
{
    None,

    /// <summary>A stop of a share is committed and returns before gates are shut and wires are quiet.</summary>
    StopEarly,

    /// <summary>A stop takes octets as acknowledged that have only left the process.</summary>
    AcksEarly,

    /// <summary>A pause returns before the dispatch has taken it in.</summary>
    PauseEarly,

    /// <summary>A flush is told to be durable before it is.</summary>
    FlushEarly,

    /// <summary>A carrier is granted twice the rate that it allows.</summary>
    DoubleRate,

    /// <summary>Marketing ends a minute later than it has to.</summary>
    ClosesLate,

    /// <summary>A loop moves to the thread pool.</summary>
    EscapeToPool,

    /// <summary>A loop is resumed by a thread of its own.</summary>
    EscapeToThread,

    /// <summary>A loop leaves its lane by ConfigureAwait(false) and goes on inside of whatever completes what it awaits.</summary>
    EscapeFromLane,
}
