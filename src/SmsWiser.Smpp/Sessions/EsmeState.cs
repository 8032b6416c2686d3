namespace SmsWiser.Smpp;

/// <summary>What an ESME session is at (SMPP 5.0 §2.3).</summary>
public enum EsmeState
{
    /// <summary>Not connected yet.</summary>
    Connecting,

    /// <summary>The bind is sent.</summary>
    Binding,

    /// <summary>Bound: submits and deliveries flow.</summary>
    Bound,

    /// <summary>Our unbind is sent.</summary>
    Unbinding,

    /// <summary>The peer unbound; stragglers are awaited for two seconds.</summary>
    PeerUnbinding,

    /// <summary>Over.</summary>
    Closed,
}

/// <summary>Requests without a slot that the next send section has to write.</summary>
[Flags]
internal enum ControlRequests
{
    None = 0,
    Bind = 1,
    EnquireLink = 2,
    Unbind = 4,
}
