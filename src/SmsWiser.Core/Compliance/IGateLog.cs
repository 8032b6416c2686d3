namespace SmsWiser.Core.Compliance;

/// <summary>What an entry of the gate log says. Stored; members are never renumbered.</summary>
public enum GateKind : byte
{
    /// <summary>An epoch of a share grant ended; the subject is the grant.</summary>
    ShareStopped = 1,

    /// <summary>A sendout was paused.</summary>
    SendoutPaused = 2,

    /// <summary>A sendout was resumed.</summary>
    SendoutResumed = 3,

    /// <summary>A sendout was cancelled.</summary>
    SendoutCancelled = 4,

    /// <summary>People opted out or came back; the detail names them by <see cref="OptOutChange.Entry"/>.</summary>
    OptOutsChanged = 5,

    /// <summary>An operator paused all, an account or a carrier.</summary>
    SendingPaused = 6,

    /// <summary>An operator's pause ended.</summary>
    SendingResumed = 7,
}

/// <summary>One entry of the gate log.</summary>
/// <param name="Position">Its place; the order of places is the order of commits.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Subject">Grant or sendout, of an operator's pause the account or carrier; 0 for opt-outs and for a pause of all.</param>
/// <param name="Epoch">Epoch of the grant, of an operator's pause its <see cref="Dispatch.PauseScope"/>; else 0.</param>
/// <param name="Detail">For opt-outs: per change 9 octets, <see cref="OptOutChange.Entry"/> (uint64, little-endian) and 1 for out or 0
/// for back. Else empty.</param>
public sealed record GateEntry(long Position, GateKind Kind, long Subject, int Epoch, ReadOnlyMemory<byte> Detail);

/// <summary>The ordered log of stops, opt-outs, pauses and cancels, read by every node. Any thread.</summary>
public interface IGateLog
{
    /// <summary>Position of the last entry, 0 while the log is empty.</summary>
    Task<long> PositionAsync(CancellationToken cancellation);

    /// <summary>Entries behind a position, in order, at most so many.</summary>
    Task<IReadOnlyList<GateEntry>> ReadAsync(long after, int maxEntries, CancellationToken cancellation);
}
