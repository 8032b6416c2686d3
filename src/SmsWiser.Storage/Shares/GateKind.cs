namespace SmsWiser.Storage.Shares;

/// <summary>What an entry of the gate log says. Stored; members are never renumbered.</summary>
internal enum GateKind : byte
{
    /// <summary>An epoch of a share grant ended; the subject is the grant.</summary>
    ShareStopped = 1,

    /// <summary>A sendout was paused.</summary>
    SendoutPaused = 2,

    /// <summary>A sendout was resumed.</summary>
    SendoutResumed = 3,

    /// <summary>A sendout was cancelled.</summary>
    SendoutCancelled = 4,
}
