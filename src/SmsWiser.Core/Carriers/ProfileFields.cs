using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;
using static SmsWiser.Core.Carriers.ProfileValues;

namespace SmsWiser.Core.Carriers;

/// <summary>All settings that a carrier's profile can have. What carriers ask for and this program does not do yet is refused with the
/// reason, never taken and ignored. Any thread.</summary>
public static class ProfileFields
{
    /// <summary>Octets of all optional parameters of a message together, tags and lengths counted.</summary>
    public const int MaxTlvBytes = 256;

    private const int MaxErrors = 64;

    /// <summary>The settings.</summary>
    public static IReadOnlyList<ProfileField> All { get; } =
    [
        new("backup_hosts", "", "Hosts tried in turn when the first fails, separated by commas; 8 at most.",
            (p, _, v) => p with { BackupHosts = Hosts(v) }),
        new("interface_version", "3.4", "interface_version of the bind: 3.3, 3.4 or 5.0.",
            (p, _, v) => p with { InterfaceVersion = OneOf<byte>(v, ("3.3", 0x33), ("3.4", 0x34), ("5.0", 0x50)) }),
        new("bind_address", "0/0", "addr_ton/addr_npi of the bind.", (p, _, v) => p with { BindAddress = Kind(v) }),
        new("address_range", "", "address_range of the bind, up to 40 characters.", (p, _, v) => p with { AddressRange = Ascii(v, 40) }),
        new("connect_timeout", "10s", "How long a TCP connection may take, 1s to 60s.",
            (p, _, v) => p with { ConnectTimeout = Span(v, 1, 60) }),
        new("bind_timeout", "10s", "How long a bind response may take, 1s to 60s.", (p, _, v) => p with { BindTimeout = Span(v, 1, 60) }),
        new("enquire_link", "30s", "Silence after which an enquire_link goes out, 1s to 10m.",
            (p, _, v) => p with { EnquireLink = Span(v, 1, 600) }),
        new("enquire_link_timeout", "10s", "How long its answer may take, 1s to 60s; the second miss ends the session.",
            (p, _, v) => p with { EnquireLinkTimeout = Span(v, 1, 60) }),
        new("response_timeout", "30s", "How long a submit_sm may stay unanswered before its outcome is unknown, 1s to 10m.",
            (p, _, v) => p with { ResponseTimeout = Span(v, 1, 600) }),
        new("source_alphanumeric", "5/0", "TON/NPI of a sender that is a word.", (p, _, v) => p with { AlphanumericSource = Kind(v) }),
        new("source_number", "1/1", "TON/NPI of a sender that is a number of more than 6 digits.",
            (p, _, v) => p with { NumberSource = Kind(v) }),
        new("source_short", "3/0", "TON/NPI of a sender that is a number of up to 6 digits.",
            (p, _, v) => p with { ShortSource = Kind(v) }),
        new("destination", "1/1", "TON/NPI of destinations.", (p, _, v) => p with { Destination = Kind(v) }),
        new("plus", "strip", "strip: destinations as digits alone; keep: with a leading '+'.",
            (p, _, v) => p with { KeepsPlus = OneOf(v, ("strip", false), ("keep", true)) }),
        new("long_message", "udh8", "How parts are numbered: udh8 (8-bit reference) or udh16 (16-bit, one character less a part).",
            (p, _, v) => p with { HasWordReference = OneOf(v, ("udh8", false), ("udh16", true)) }),
        new("data_coding_gsm", "0", "data_coding of texts in the GSM alphabet, 0 to 255.",
            (p, _, v) => p with { GsmDataCoding = Number(v, 255) }),
        new("data_coding_ucs2", "8", "data_coding of texts in UCS-2, 0 to 255.", (p, _, v) => p with { Ucs2DataCoding = Number(v, 255) }),
        new("registered_delivery", "1", "Which receipts are asked for, 0 to 31: 0 none, 1 all final ones, 2 failures only.",
            (p, _, v) => p with { RegisteredDelivery = Number(v, 31) }),
        new("validity", "", "How long the carrier may try to deliver, 1m to 30d (as 48h), sent relative; empty: as it likes.",
            (p, _, v) => p with { Validity = Span(v, 60, 30 * 86_400) }),
        new("priority", "0", "priority_flag, 0 to 3.", (p, _, v) => p with { Priority = Number(v, 3) }),
        new("service_type", "", "service_type, up to 5 characters.", (p, _, v) => p with { ServiceType = Ascii(v, 5) }),
        new("protocol_id", "0", "protocol_id, 0 to 255.", (p, _, v) => p with { ProtocolId = Number(v, 255) }),
        new("id_submit", "verbatim", "How message ids are written in submit_sm_resp: verbatim, hex or decimal.",
            (p, _, v) => p with { SubmitIdBase = IdBase(v) }),
        new("id_receipt", "verbatim", "How message ids are written in receipts: verbatim, hex or decimal.",
            (p, _, v) => p with { ReceiptIdBase = IdBase(v) }),
        new("note", "", "A note for operators, as quiet hours that the carrier asks for; up to 200 characters.",
            (p, _, v) => v.Length <= 200 ? p : throw new FormatException("give up to 200 characters")),
        new("tlv.", "", "Optional parameter of every submit_sm, as tlv.0x1400=text or tlv.0x1401=hex:3130; 256 octets in all.", AddTlv),
        new("error.", "", "What the carrier means by a status, as error.0x45=retry: throttle, retry or reject; 64 at most.", AddError),
    ];

    /// <summary>Settings that carriers ask for and that do not work yet, with the reason.</summary>
    private static readonly Dictionary<string, string> NotYet = new(StringComparer.Ordinal)
    {
        ["tls"] = "connections are not encrypted yet; put a TLS proxy such as stunnel in front",
        ["bind_type"] = "all binds are transceivers",
        ["burst"] = "the burst is what the rate earns in 10 ms",
        ["inactivity"] = "an idle session is kept up with enquire_link",
        ["validity_max"] = "validity is the same for all messages",
        ["default_alphabet"] = "the default alphabet is that of GSM",
        ["receipt_time_zone"] = "times in receipts are not read; the time of their arrival counts",
        ["deliver_error"] = "what cannot be taken is answered ESME_RX_T_APPN",
        ["keyword_set"] = "keywords are the same for all carriers",
    };

    /// <summary>The field that a name means, or null.</summary>
    public static ProfileField? Find(string name) => All.FirstOrDefault(field => field.Is(name));

    /// <summary>Reads settings.</summary>
    /// <param name="settings">Names and values; an empty value is as none.</param>
    /// <param name="problems">All that is wrong, each with its name; the profile is of use only when there is none.</param>
    public static CarrierProfile Read(IEnumerable<KeyValuePair<string, string>> settings, out IReadOnlyList<string> problems)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var profile = CarrierProfile.Default with { Given = given };
        var wrong = new List<string>();
        foreach (var (name, value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            if (NotYet.TryGetValue(name, out var reason))
                wrong.Add($"{name} cannot be set: {reason}");
            else if (Find(name) is not { } field)
                wrong.Add($"there is no setting {name}");
            else if (value.Length > 0)
            {
                try
                {
                    profile = field.Apply(profile, name, value);
                    given[name] = value;
                }
                catch (FormatException error)
                {
                    wrong.Add($"{name} cannot be '{value}': {error.Message}");
                }
            }
        }
        problems = wrong;
        return profile;
    }

    private static CarrierProfile AddTlv(CarrierProfile profile, string name, string value)
    {
        var tag = Code(name["tlv.".Length..], ushort.MaxValue, "a tag as 0x1400");
        byte[] octets;
        if (value.StartsWith("hex:", StringComparison.Ordinal))
            octets = Convert.FromHexString(value["hex:".Length..]);
        else
            octets = Encoding.ASCII.GetBytes(Ascii(value, MaxTlvBytes));
        var all = new byte[profile.Tlvs.Length + 4 + octets.Length];
        if (all.Length > MaxTlvBytes)
            throw new FormatException($"all optional parameters together have {all.Length} octets; {MaxTlvBytes} are the most");
        profile.Tlvs.CopyTo(all);
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(profile.Tlvs.Length), (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(profile.Tlvs.Length + 2), (ushort)octets.Length);
        octets.CopyTo(all, profile.Tlvs.Length + 4);
        return profile with { Tlvs = all };
    }

    private static CarrierProfile AddError(CarrierProfile profile, string name, string value)
    {
        var status = Code(name["error.".Length..], uint.MaxValue, "a status as 0x45");
        if (status == 0 || profile.Errors.Count >= MaxErrors)
            throw new FormatException(status == 0 ? "0 is no error" : $"{MaxErrors} statuses are the most");
        var meaning = OneOf(value, ("throttle", ErrorMeaning.Throttle), ("retry", ErrorMeaning.Retry), ("reject", ErrorMeaning.Reject));
        return profile with { Errors = new Dictionary<CommandStatus, ErrorMeaning>(profile.Errors) { [(CommandStatus)status] = meaning } };
    }

    private static MessageIdBase IdBase(string value) => OneOf(
        value, ("verbatim", MessageIdBase.Verbatim), ("hex", MessageIdBase.Hexadecimal), ("decimal", MessageIdBase.Decimal));

    private static uint Code(string text, uint most, string expected) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= most
            ? code
            : throw new FormatException($"expected {expected} in its name");
}
