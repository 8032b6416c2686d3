using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Core.Carriers;

/// <summary>How one carrier wants to be spoken to, besides its address, account, rate and window. What is not set has the default that is
/// usual. Names, meanings and bounds of the settings are in <see cref="ProfileFields"/>. Immutable; any thread.</summary>
public sealed record CarrierProfile
{
    /// <summary>A profile with nothing set.</summary>
    public static CarrierProfile Default { get; } = new();

    /// <summary>What is set, name and value as text; the rest of the members follow from it.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Hosts tried in turn after the carrier's own.</summary>
    public IReadOnlyList<string> BackupHosts { get; init; } = [];

    /// <summary>interface_version of the bind.</summary>
    public byte InterfaceVersion { get; init; } = 0x34;

    /// <summary>addr_ton and addr_npi of the bind.</summary>
    public AddressKind BindAddress { get; init; }

    /// <summary>address_range of the bind.</summary>
    public string AddressRange { get; init; } = "";

    /// <summary>How long a TCP connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a bind response may take.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which an enquire_link goes out.</summary>
    public TimeSpan EnquireLink { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long its answer may take; the second miss ends the session.</summary>
    public TimeSpan EnquireLinkTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a submit_sm may stay unanswered; null = the node's own limit.</summary>
    public TimeSpan? ResponseTimeout { get; init; }

    /// <summary>Kind of a sender that is a word.</summary>
    public AddressKind AlphanumericSource { get; init; } = new(5, 0);

    /// <summary>Kind of a sender that is a number of more than 6 digits.</summary>
    public AddressKind NumberSource { get; init; } = new(1, 1);

    /// <summary>Kind of a sender that is a number of up to 6 digits.</summary>
    public AddressKind ShortSource { get; init; } = new(3, 0);

    /// <summary>Kind of every destination.</summary>
    public AddressKind Destination { get; init; } = new(1, 1);

    /// <summary>Whether destinations go out with a leading '+'.</summary>
    public bool KeepsPlus { get; init; }

    /// <summary>Whether parts of a long message are numbered with a 16-bit reference; else 8 bits.</summary>
    public bool HasWordReference { get; init; }

    /// <summary>data_coding of texts in the GSM alphabet.</summary>
    public byte GsmDataCoding { get; init; }

    /// <summary>data_coding of texts in UCS-2.</summary>
    public byte Ucs2DataCoding { get; init; } = 8;

    /// <summary>registered_delivery: which receipts are asked for.</summary>
    public byte RegisteredDelivery { get; init; } = 1;

    /// <summary>How long the carrier may try to deliver, at most 30 days; null = as it likes.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>priority_flag, 0 to 3.</summary>
    public byte Priority { get; init; }

    /// <summary>service_type.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>protocol_id.</summary>
    public byte ProtocolId { get; init; }

    /// <summary>Optional parameters of every submit_sm, as they go on the wire; at most <see cref="ProfileFields.MaxTlvBytes"/>
    /// octets.</summary>
    public ReadOnlyMemory<byte> Tlvs { get; init; }

    /// <summary>How message ids are written in submit_sm_resp.</summary>
    public MessageIdBase SubmitIdBase { get; init; }

    /// <summary>How they are written in receipts.</summary>
    public MessageIdBase ReceiptIdBase { get; init; }

    /// <summary>Statuses of submit_sm_resp that this carrier uses in its own way.</summary>
    public IReadOnlyDictionary<CommandStatus, ErrorMeaning> Errors { get; init; } = new Dictionary<CommandStatus, ErrorMeaning>();
}

/// <summary>Type of number and numbering plan of an address (SMPP 3.4 §5.2.5, §5.2.6).</summary>
/// <param name="Ton">Type of number.</param>
/// <param name="Npi">Numbering plan indicator.</param>
public readonly record struct AddressKind(byte Ton, byte Npi);

/// <summary>What a carrier means by a status.</summary>
public enum ErrorMeaning : byte
{
    /// <summary>Too fast: the bind slows and the part goes again.</summary>
    Throttle = 1,

    /// <summary>Not now: the part goes again later, a few times.</summary>
    Retry = 2,

    /// <summary>Never.</summary>
    Reject = 3,
}
