namespace SmsWiser.Smpp;

/// <summary>How the server side of a session is held. Immutable.</summary>
public sealed record SmscSessionOptions
{
    /// <summary>system_id in bind responses. Default "SMSC".</summary>
    public string SystemId { get; init; } = "SMSC";

    /// <summary>deliver_sm that may be unanswered at once, 1..1000. Default 100.</summary>
    public int DeliveryWindowSlots { get; init; } = 100;

    /// <summary>
    /// Requests of the ESME that may be unanswered before reading stops, 1..1,000,000. Default 100,000. Reading resumes at half.
    /// </summary>
    public int MaxUnansweredRequests { get; init; } = 100_000;

    /// <summary>The largest PDU accepted, in octets. Default 128 KiB.</summary>
    public int MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>SO_SNDBUF, and the buffer that one <c>send</c> takes at most, in octets, 4 KiB or more. Default 256 KiB.</summary>
    public int SendBufferBytes { get; init; } = 256 * 1024;

    /// <summary>How long a connection may stay without a bind. Default 10 s.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may come before the session is ended. Default 5 min.</summary>
    public TimeSpan InactivityTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a deliver_sm may stay unanswered before its slot is freed. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a PDU may stay incomplete. Default 10 s.</summary>
    public TimeSpan PartialPduTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>TLS on every connection. Default null: none.</summary>
    public SmscTls? Tls { get; init; }

    /// <summary>How long unbind_resp may take, and responses still owed after the ESME's unbind. Default 2 s.</summary>
    public TimeSpan UnbindTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
