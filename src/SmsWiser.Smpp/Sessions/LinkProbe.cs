namespace SmsWiser.Smpp;

/// <summary>
/// Decides when silence asks for an enquire_link, and when it means that the peer is gone (SMPP 3.4 §7.2): any octet counts as life, the
/// second miss in a row is the end. Pump only; times are ticks of the session's clock.
/// </summary>
internal sealed class LinkProbe(long interval, long timeout)
{
    private const int MaxMisses = 2;
    private long sentAt;

    /// <summary>enquire_link sent since the last octet came.</summary>
    public int Sent { get; private set; }

    /// <summary>When something is to be done next, given when the last octet came.</summary>
    public long Due(long receivedAt)
    {
        if (Sent > 0 && receivedAt >= sentAt) Sent = 0;
        return Sent == 0 ? receivedAt + interval : sentAt + timeout;
    }

    /// <summary>Takes a due step: true to send one enquire_link, false when the peer is gone.</summary>
    public bool TrySend(long now)
    {
        if (Sent == MaxMisses) return false;
        Sent++;
        sentAt = now;
        return true;
    }
}

