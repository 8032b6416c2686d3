namespace SmsWiser.Smpp;

/// <summary>How one bind to a message centre is opened and held. Immutable; a live session keeps the values it was started with.</summary>
public sealed record EsmeOptions
{
    private const int MaxTextCharacters = 255;
    private const int MinMaxSubmits = 100;

    /// <summary>Host name or address of the message centre. All its addresses are tried in turn.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1..65535.</summary>
    public required int Port { get; init; }

    /// <summary>system_id, at most 15 Latin-1 characters by the letter; longer ones are sent as they are.</summary>
    public required string SystemId { get; init; }

    /// <summary>password; 8 characters by the letter, longer ones are common and sent as they are. Never logged.</summary>
    public required string Password { get; init; }

    /// <summary>system_type of the bind. Default empty.</summary>
    public string SystemType { get; init; } = "";

    /// <summary>What the bind may do. Default transceiver.</summary>
    public BindType Type { get; init; } = BindType.Transceiver;

    /// <summary>interface_version of the bind. Default 0x34; some message centres refuse 0x50.</summary>
    public byte InterfaceVersion { get; init; } = 0x34;

    /// <summary>addr_ton of the bind. Default 0.</summary>
    public byte AddressTon { get; init; }

    /// <summary>addr_npi of the bind. Default 0.</summary>
    public byte AddressNpi { get; init; }

    /// <summary>address_range of the bind. Default empty.</summary>
    public string AddressRange { get; init; } = "";

    /// <summary>submit_sm that may be unanswered at once, 1..1000. Default 10. enquire_link and unbind do not count.</summary>
    public int WindowSlots { get; init; } = 10;

    /// <summary>submit_sm in one <c>send</c>, 1..1000. Default 64.</summary>
    public int MaxBatch { get; init; } = 64;

    /// <summary>
    /// deliver_sm that may be unanswered at once before reading stops, 1..1,000,000. Default 10,000. Reading resumes at half.
    /// </summary>
    public int MaxUnansweredDeliveries { get; init; } = 10_000;

    /// <summary>The largest PDU accepted, in octets, 1 KiB..16 MiB. Default 128 KiB. A larger one ends the session.</summary>
    public int MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>
    /// SO_SNDBUF in octets; bounds what a revocation must drain. 0 (default): twice the window of full PDUs, 64 KiB at least.
    /// </summary>
    public int SendBufferBytes { get; init; }

    /// <summary>How long the TCP connection may take. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the bind response may take. Default 10 s.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence from the peer after which an enquire_link goes out. Default 30 s.</summary>
    public TimeSpan EnquireLinkInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long any octet may take after an enquire_link; the second miss in a row ends the session. Default 10 s.</summary>
    public TimeSpan EnquireLinkTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a submit_sm may stay unanswered before its slot is freed and its outcome is unknown. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a PDU may stay incomplete after its first octet. Default 10 s.</summary>
    public TimeSpan PartialPduTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long no message may go or come before the session ends in order, to be opened anew; 0 (default): as long as it likes. For
    /// message centres and firewalls that forget quiet sessions although they answer enquire_link.
    /// </summary>
    public TimeSpan InactivityTimeout { get; init; }

    /// <summary>submit_sm that one session carries before it ends in order, to be opened anew; 0 (default): no limit, else 100 and
    /// up.</summary>
    public long MaxSubmits { get; init; }

    /// <summary>TLS on the connection. Default null: none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>How long unbind_resp may take; also how long an orderly end waits for open responses at most. Default 5 s.</summary>
    public TimeSpan UnbindTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names option, value and bound.</exception>
    public void Validate()
    {
        if (Host.Length == 0) throw new ArgumentException("Host is empty.", nameof(Host));
        Check(Port, 1, 65535, nameof(Port));
        CheckText(SystemId, nameof(SystemId));
        CheckText(Password, nameof(Password));
        CheckText(SystemType, nameof(SystemType));
        CheckText(AddressRange, nameof(AddressRange));
        Check(WindowSlots, 1, 1000, nameof(WindowSlots));
        Check(MaxBatch, 1, 1000, nameof(MaxBatch));
        Check(MaxUnansweredDeliveries, 1, 1_000_000, nameof(MaxUnansweredDeliveries));
        Check(MaxPduBytes, 1024, 16 * 1024 * 1024, nameof(MaxPduBytes));
        Check(SendBufferBytes, 0, int.MaxValue, nameof(SendBufferBytes));
        if (MaxSubmits is not (0 or >= MinMaxSubmits))
        {
            throw new ArgumentException(
                $"{nameof(MaxSubmits)} is {MaxSubmits}; it must be 0, or {MinMaxSubmits} and up.", nameof(MaxSubmits));
        }

        if (Tls is { } tls)
        {
            if (tls.Pin.Length is not (0 or TlsOptions.PinBytes))
            {
                throw new ArgumentException(
                    $"Pin has {tls.Pin.Length} octets; it must be empty or have {TlsOptions.PinBytes}.", nameof(Tls));
            }

            CheckPositive(tls.HandshakeTimeout, nameof(tls.HandshakeTimeout));
        }

        if (InactivityTimeout != TimeSpan.Zero) CheckPositive(InactivityTimeout, nameof(InactivityTimeout));
        CheckPositive(ConnectTimeout, nameof(ConnectTimeout));
        CheckPositive(BindTimeout, nameof(BindTimeout));
        CheckPositive(EnquireLinkInterval, nameof(EnquireLinkInterval));
        CheckPositive(EnquireLinkTimeout, nameof(EnquireLinkTimeout));
        CheckPositive(ResponseTimeout, nameof(ResponseTimeout));
        CheckPositive(PartialPduTimeout, nameof(PartialPduTimeout));
        CheckPositive(UnbindTimeout, nameof(UnbindTimeout));
    }

    /// <summary>This, after <see cref="Validate"/>.</summary>
    internal EsmeOptions Validated()
    {
        Validate();
        return this;
    }

    private static void Check(int value, int min, int max, string name)
    {
        if (value < min || value > max) throw new ArgumentException($"{name} is {value}; it must be {min}..{max}.", name);
    }

    /// <summary>The value itself is not named: it can be a password.</summary>
    private static void CheckText(string value, string name)
    {
        if (value.Length > MaxTextCharacters)
        {
            throw new ArgumentException($"{name} has {value.Length} characters; at most {MaxTextCharacters} fit.", name);
        }

        foreach (var c in value)
        {
            if (c is '\0' or > '\xFF') throw new ArgumentException($"{name} holds U+{(int)c:X4}; a bind carries Latin-1 without NUL.",
                name);
        }
    }

    private static void CheckPositive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero) throw new ArgumentException($"{name} is {value}; it must be longer than zero.", name);
    }
}
