namespace SmsWiser.Smpp;

/// <summary>
/// What carries one ESME session: connects it to its message centre and drives its core to the end. TCP and a thread in production, a
/// simulated network in simulations.
/// </summary>
public interface IEsmeTransport
{
    /// <summary>
    /// Begins to connect, then drives the core as <see cref="SessionCore"/> says, <see cref="SessionCore.Finish"/> included. Returns at
    /// once; whatever goes wrong later closes the core with a reason. Called once.
    /// </summary>
    /// <param name="core">The session to drive.</param>
    /// <param name="closing">Cancelled when the session is closed here, also while it is still connecting.</param>
    void Start(EsmeCore core, CancellationToken closing);

    /// <summary>
    /// Octets that the peer's host has acknowledged since the session began. Any thread; false before the connection, after its end and
    /// where that cannot be told.
    /// </summary>
    bool TryGetAcknowledgedBytes(out long octets);
}
