using NodaTime;
using SmsWiser.Core.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;
using SmsWiser.Smpp.Text;

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

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>How, when they are.</summary>
    public TlsOptions Tls { get; init; } = new();

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

    /// <summary>How long a session may go without a message before it is renewed; zero = as long as it likes.</summary>
    public TimeSpan Inactivity { get; init; }

    /// <summary>Messages of one session before it is renewed; 0 = no limit.</summary>
    public long MaxMessagesPerSession { get; init; }

    /// <summary>Parts that may go at once after a rest; 0 = what the rate earns in 10 ms.</summary>
    public int Burst { get; init; }

    /// <summary>Parts per second on each bind at most, besides the carrier's rate; 0 = no limit of its own.</summary>
    public int BindRate { get; init; }

    /// <summary>When it takes no marketing; null = it always does.</summary>
    public CarrierQuietHours? QuietHours { get; init; }

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

    /// <summary>How a text of several parts goes.</summary>
    public LongMessage LongMessage { get; init; }

    /// <summary>How texts of GSM characters are written.</summary>
    public CarrierAlphabet DefaultAlphabet { get; init; }

    /// <summary>How a text is made to show at once and not to be kept.</summary>
    public FlashMode Flash { get; init; }

    /// <summary>data_coding of texts in the GSM alphabet.</summary>
    public byte GsmDataCoding { get; init; }

    /// <summary>data_coding of texts in UCS-2.</summary>
    public byte Ucs2DataCoding { get; init; } = 8;

    /// <summary>registered_delivery: which receipts are asked for.</summary>
    public byte RegisteredDelivery { get; init; } = 1;

    /// <summary>How long the carrier may try to deliver, at most 30 days; null = as it likes.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>The longest validity that it takes, at most 30 days; null = any.</summary>
    public TimeSpan? ValidityMax { get; init; }

    /// <summary>How validity is written.</summary>
    public ValidityFormat ValidityFormat { get; init; }

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

    /// <summary>Zone of the dates in receipts; null = they are not read, and the time of arrival counts.</summary>
    public DateTimeZone? ReceiptZone { get; init; }

    /// <summary>What a deliver_sm is answered that cannot be taken now.</summary>
    public CommandStatus DeliverError { get; init; } = CommandStatus.TemporaryReceiverError;

    /// <summary>The words by which people stop, start and ask at its numbers.</summary>
    public Keywords Keywords { get; init; } = Keywords.Shipped;

    /// <summary>How they are written in receipts.</summary>
    public MessageIdBase ReceiptIdBase { get; init; }

    /// <summary>Statuses of submit_sm_resp that this carrier uses in its own way.</summary>
    public IReadOnlyDictionary<CommandStatus, ErrorMeaning> Errors { get; init; } = new Dictionary<CommandStatus, ErrorMeaning>();

    /// <summary>What decides how many parts a text has.</summary>
    public TextRules Text => new(
        DefaultAlphabet switch
        {
            CarrierAlphabet.Latin1 => GsmAlphabet.Latin1,
            CarrierAlphabet.Ascii => GsmAlphabet.Ascii,
            _ => GsmAlphabet.Default,
        },
        LongMessage == LongMessage.Udh16 ? PartReference.Word : PartReference.Byte);
}

/// <summary>What of a carrier decides how many parts a text has.</summary>
/// <param name="Alphabet">Characters that go as one septet or two.</param>
/// <param name="Reference">Width of the reference in each part.</param>
public readonly record struct TextRules(GsmAlphabet Alphabet, PartReference Reference)
{
    /// <summary>Those of a carrier with nothing set.</summary>
    public static TextRules Usual { get; } = new(GsmAlphabet.Default, PartReference.Byte);
}

/// <summary>How a text of several parts goes on the wire.</summary>
public enum LongMessage : byte
{
    /// <summary>Each part begins with a header with an 8-bit reference.</summary>
    Udh8 = 0,

    /// <summary>The same with a 16-bit reference, which costs a character a part.</summary>
    Udh16 = 1,

    /// <summary>The sar_ optional parameters number the parts; the carrier makes the headers.</summary>
    Sar = 2,

    /// <summary>The whole text goes in message_payload; the carrier cuts it.</summary>
    Payload = 3,
}

/// <summary>What octets a carrier takes where data_coding says "default".</summary>
public enum CarrierAlphabet : byte
{
    /// <summary>GSM 7-bit, one septet per octet.</summary>
    Gsm = 0,

    /// <summary>ISO 8859-1; a text with another GSM character goes as UCS-2.</summary>
    Latin1 = 1,

    /// <summary>ASCII; likewise.</summary>
    Ascii = 2,
}

/// <summary>How a carrier is told that a text is to show at once (class 0).</summary>
public enum FlashMode : byte
{
    /// <summary>It is not.</summary>
    Off = 0,

    /// <summary>data_coding 0xF0, and 0x18 for UCS-2.</summary>
    CodingGroup = 1,

    /// <summary>data_coding 0x10, and 0x18 for UCS-2.</summary>
    ClassBit = 2,

    /// <summary>dest_addr_subunit = 1.</summary>
    Subunit = 3,
}

/// <summary>How validity_period is written.</summary>
public enum ValidityFormat : byte
{
    /// <summary>As it is given: the carrier's own as a span, a campaign's end as a moment.</summary>
    AsGiven = 0,

    /// <summary>Always what is left of it when the message goes.</summary>
    Relative = 1,

    /// <summary>Always the moment of its end, in UTC.</summary>
    Absolute = 2,
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
