using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;
using static SmsWiser.Core.Carriers.ProfileValues;

namespace SmsWiser.Core.Carriers;

/// <summary>All settings that a carrier's profile can have. Any thread.</summary>
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
        new("tls", "off", "on: connections are encrypted, TLS 1.2 or later, from the first octet; the port is mostly another one.",
            (p, _, v) => p with { IsEncrypted = OneOf(v, ("off", false), ("on", true)) }),
        new("tls_server_name", "", "Name that is sent and that the certificate must have; empty: the host.",
            (p, _, v) => p with { Tls = p.Tls with { ServerName = Host(v) } }),
        new("tls_ca", "", "PEM file, on each node, of the authorities that are trusted; empty: the system's.",
            (p, _, v) => p with { Tls = p.Tls with { AuthorityFile = FilePath(v) } }),
        new("tls_pin", "", "SHA-256 of the public key (SPKI) that the certificate must have besides, in hex or base64; empty: any.",
            (p, _, v) => p with { Tls = p.Tls with { Pin = Sha256(v) } }),
        new("tls_client_certificate", "", "File, on each node, with our certificate and its key, PEM or PKCS #12; empty: none.",
            (p, _, v) => p with { Tls = p.Tls with { ClientCertificateFile = FilePath(v) } }),
        new("tls_client_password_file", "", "File, on each node, whose first line is the password of tls_client_certificate.",
            (p, _, v) => p with { Tls = p.Tls with { ClientPasswordFile = FilePath(v) } }),
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
        new("inactivity", "off", "How long a session may go without a message before it is renewed, 10s to 1d; off: as long as it likes.",
            (p, _, v) => p with { Inactivity = v == "off" ? default : Span(v, 10, 86_400) }),
        new("max_messages_per_session", "0", "Messages of one session before it is renewed in order, 100 to 1000000000; 0: no limit.",
            (p, _, v) => p with { MaxMessagesPerSession = Whole(v, 100, 1_000_000_000) }),
        new("burst", "0", "Parts that may go at once after a rest, 1 to a tenth of rate; 0: a hundredth of rate, 1 at least.",
            (p, _, v) => p with { Burst = Whole(v, 1, 1_000_000) }),
        new("bind_rate", "0", "Parts per second on each bind at most, besides rate; 0: no limit of its own.",
            (p, _, v) => p with { BindRate = Whole(v, 1, 1_000_000) }),
        new("quiet_hours", "", "Hours in which it takes no marketing, as 22:00-08:00 Europe/Paris; messages wait, or go another way.",
            (p, _, v) => p with { QuietHours = Quiet(v) }),
        new("source_alphanumeric", "5/0", "TON/NPI of a sender that is a word.", (p, _, v) => p with { AlphanumericSource = Kind(v) }),
        new("source_number", "1/1", "TON/NPI of a sender that is a number of more than 6 digits.",
            (p, _, v) => p with { NumberSource = Kind(v) }),
        new("source_short", "3/0", "TON/NPI of a sender that is a number of up to 6 digits.",
            (p, _, v) => p with { ShortSource = Kind(v) }),
        new("destination", "1/1", "TON/NPI of destinations.", (p, _, v) => p with { Destination = Kind(v) }),
        new("plus", "strip", "strip: destinations as digits alone; keep: with a leading '+'.",
            (p, _, v) => p with { KeepsPlus = OneOf(v, ("strip", false), ("keep", true)) }),
        new("long_message", "udh8", "How long texts go: udh8 (header, 8-bit reference), udh16 (16-bit, one character less a part), sar "
            + "(sar_ parameters) or payload (whole, in message_payload).",
            (p, _, v) => p with
            {
                LongMessage = OneOf(v, ("udh8", LongMessage.Udh8), ("udh16", LongMessage.Udh16), ("sar", LongMessage.Sar),
                    ("payload", LongMessage.Payload)),
            }),
        new("default_alphabet", "gsm", "What the carrier takes where data_coding says default: gsm, latin1 or ascii; what it lacks goes as "
            + "UCS-2. Some want data_coding_gsm=3 with latin1.",
            (p, _, v) => p with
            {
                DefaultAlphabet = OneOf(
                    v, ("gsm", CarrierAlphabet.Gsm), ("latin1", CarrierAlphabet.Latin1), ("ascii", CarrierAlphabet.Ascii)),
            }),
        new("flash", "off", "Texts show at once and are not kept: 0xF0 or 0x10 (data_coding; 0x18 for UCS-2), or subunit "
            + "(dest_addr_subunit).", AddFlash),
        new("data_coding_gsm", "0", "data_coding of texts in the GSM alphabet, 0 to 255.",
            (p, _, v) => p with { GsmDataCoding = Number(v, 255) }),
        new("data_coding_ucs2", "8", "data_coding of texts in UCS-2, 0 to 255.", (p, _, v) => p with { Ucs2DataCoding = Number(v, 255) }),
        new("registered_delivery", "1", "Which receipts are asked for, 0 to 31: 0 none, 1 all final ones, 2 failures only.",
            (p, _, v) => p with { RegisteredDelivery = Number(v, 31) }),
        new("validity", "", "How long the carrier may try to deliver, 1m to 30d (as 48h), sent relative; empty: as it likes.",
            (p, _, v) => p with { Validity = Span(v, 60, 30 * 86_400) }),
        new("validity_max", "", "The longest validity that the carrier takes, 1m to 30d; longer ones are cut to it. Empty: any.",
            (p, _, v) => p with { ValidityMax = Span(v, 60, 30 * 86_400) }),
        new("validity_format", "as_given", "How validity is written: relative (what is left when the message goes), absolute (the moment), "
            + "or as_given: validity as a span, a campaign's end as a moment.",
            (p, _, v) => p with
            {
                ValidityFormat = OneOf(v, ("as_given", ValidityFormat.AsGiven), ("relative", ValidityFormat.Relative),
                    ("absolute", ValidityFormat.Absolute)),
            }),
        new("priority", "0", "priority_flag, 0 to 3.", (p, _, v) => p with { Priority = Number(v, 3) }),
        new("service_type", "", "service_type, up to 5 characters.", (p, _, v) => p with { ServiceType = Ascii(v, 5) }),
        new("protocol_id", "0", "protocol_id, 0 to 255.", (p, _, v) => p with { ProtocolId = Number(v, 255) }),
        new("id_submit", "verbatim", "How message ids are written in submit_sm_resp: verbatim, hex or decimal.",
            (p, _, v) => p with { SubmitIdBase = IdBase(v) }),
        new("id_receipt", "verbatim", "How message ids are written in receipts: verbatim, hex or decimal.",
            (p, _, v) => p with { ReceiptIdBase = IdBase(v) }),
        new("receipt_time_zone", "", "Zone of the dates in receipts, as UTC or Europe/Paris; a done date more than a minute old is then "
            + "when it happened. Empty: the arrival is.",
            (p, _, v) => p with { ReceiptZone = Zone(v) }),
        new("deliver_error", "0x64", "Status for receipts and messages that cannot be taken now, so that the carrier tries again: 0x64, "
            + "for some 0x08, 0x14 or 0x58.",
            (p, _, v) => p with { DeliverError = (CommandStatus)Status(v) }),
        new("keyword_set", "", "Languages whose words (STOP, HELP, …) hold at its numbers besides English, as fr,es; empty: all.",
            (p, _, v) => p with { Keywords = KeywordSets.Of(v) }),
        new("note", "", "A note for operators; up to 200 characters.",
            (p, _, v) => v.Length <= 200 ? p : throw new FormatException("give up to 200 characters")),
        new("tlv.", "", "Optional parameter, the same in every submit_sm, as tlv.0x1400=text or tlv.0x1401=hex:3130; 256 octets in all.",
            AddTlv),
        new("error.", "", "What the carrier means by a status, as error.0x45=retry: throttle, retry or reject; 64 at most.", AddError),
    ];

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
            if (Find(name) is not { } field)
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
        if (!profile.IsEncrypted && given.Keys.FirstOrDefault(name => name.StartsWith("tls_", StringComparison.Ordinal)) is { } useless)
            wrong.Add($"{useless} has no use without tls=on; set that too, or take it back");
        if (given.ContainsKey("tls_client_password_file") && !given.ContainsKey("tls_client_certificate"))
            wrong.Add("tls_client_password_file has no use without tls_client_certificate; set that too, or take it back");
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
        return AddTlv(profile, (TlvTag)tag, octets);
    }

    /// <summary>dest_addr_subunit 1 is the phone's display.</summary>
    private static CarrierProfile AddFlash(CarrierProfile profile, string name, string value)
    {
        var flash = OneOf(value, ("off", FlashMode.Off), ("0xF0", FlashMode.CodingGroup), ("0x10", FlashMode.ClassBit),
            ("subunit", FlashMode.Subunit));
        profile = profile with { Flash = flash };
        return flash == FlashMode.Subunit ? AddTlv(profile, TlvTag.DestAddrSubunit, [1]) : profile;
    }

    private static CarrierProfile AddTlv(CarrierProfile profile, TlvTag tag, ReadOnlySpan<byte> octets)
    {
        var all = new byte[profile.Tlvs.Length + 4 + octets.Length];
        if (all.Length > MaxTlvBytes)
            throw new FormatException($"all optional parameters together have {all.Length} octets; {MaxTlvBytes} are the most");
        profile.Tlvs.CopyTo(all);
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(profile.Tlvs.Length), (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(profile.Tlvs.Length + 2), (ushort)octets.Length);
        octets.CopyTo(all.AsSpan(profile.Tlvs.Length + 4));
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
