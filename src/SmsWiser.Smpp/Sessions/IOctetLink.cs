namespace SmsWiser.Smpp;

/// <summary>
/// The octet stream below a session core, as far as a send section needs it. A socket pump is one; a simulated network or a test is
/// another.
/// </summary>
public interface IOctetLink
{
    /// <summary>
    /// Hands octets over without waiting. Called inside the send section only, from whichever thread runs it.
    /// </summary>
    /// <returns>How many were taken, 0 when none can be now; −1 when the connection is broken.</returns>
    int Send(ReadOnlySpan<byte> octets);

    /// <summary>
    /// Asks whoever drives the core to come round (tick and kick) no later than <paramref name="timestamp"/>; 0 = at once. Any thread.
    /// </summary>
    void WakeBefore(long timestamp);
}
