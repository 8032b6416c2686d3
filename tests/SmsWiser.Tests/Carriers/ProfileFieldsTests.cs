using SmsWiser.Core.Carriers;
using SmsWiser.Core.Inbound;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Receipts;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Carriers;

/// <summary>The settings of a carrier's profile.</summary>
public sealed class ProfileFieldsTests
{
    [Fact]
    public void Every_default_is_what_nothing_set_means()
    {
        foreach (var field in ProfileFields.All.Where(field => field.Default.Length > 0))
        {
            var set = ProfileFields.Read([new(field.Name, field.Default)], out var problems);

            Assert.Empty(problems);
            var same = set with
            {
                Given = CarrierProfile.Default.Given,
                ResponseTimeout = field.Name == "response_timeout" ? null : set.ResponseTimeout,
            };
            Assert.Equal(CarrierProfile.Default, same);
        }
    }

    [Theory]
    [InlineData("backup_hosts", "b.example, c.example")]
    [InlineData("interface_version", "5.0")]
    [InlineData("bind_address", "6/18")]
    [InlineData("enquire_link", "10m")]
    [InlineData("validity", "30d")]
    [InlineData("validity", "1m")]
    [InlineData("tlv.0xFFFF", "hex:")]
    [InlineData("error.0xFFFFFFFF", "reject")]
    [InlineData("registered_delivery", "31")]
    public void Values_at_their_bounds_are_taken(string name, string value)
    {
        var profile = ProfileFields.Read([new(name, value)], out var problems);

        Assert.Empty(problems);
        Assert.Equal(value, profile.Given[name]);
    }

    [Theory]
    [InlineData("interface_version", "6.0", "interface_version cannot be '6.0': give 3.3, 3.4 or 5.0")]
    [InlineData("bind_address", "7/0", "bind_address cannot be '7/0': give 0 to 6")]
    [InlineData("bind_address", "1", "bind_address cannot be '1': give TON and NPI as 5/0")]
    [InlineData("enquire_link", "601s", "enquire_link cannot be '601s': give 1s to 10m")]
    [InlineData("connect_timeout", "0s", "connect_timeout cannot be '0s': give 1s to 1m")]
    [InlineData("validity", "31d", "validity cannot be '31d': give 1m to 30d")]
    [InlineData("validity", "9999999999d", "validity cannot be '9999999999d': give 1m to 30d")]
    [InlineData("service_type", "TOOLONG", "service_type cannot be 'TOOLONG': give up to 5 ASCII characters")]
    [InlineData("backup_hosts", "a,,b", "backup_hosts cannot be 'a,,b': give up to 8 host names or addresses, separated by commas")]
    [InlineData("tlv.1400", "x", "tlv.1400 cannot be 'x': expected a tag as 0x1400 in its name")]
    [InlineData("tlv.0x10000", "x", "tlv.0x10000 cannot be 'x': expected a tag as 0x1400 in its name")]
    [InlineData("error.0x0", "retry", "error.0x0 cannot be 'retry': 0 is no error")]
    [InlineData("error.0x45", "never", "error.0x45 cannot be 'never': give throttle, retry or reject")]
    [InlineData("burst", "-1", "burst cannot be '-1': give 0, or 1 to 1000000")]
    [InlineData("max_messages_per_session", "99", "max_messages_per_session cannot be '99': give 0, or 100 to 1000000000")]
    [InlineData("inactivity", "9s", "inactivity cannot be '9s': give 10s to 1d")]
    [InlineData("tls", "yes", "tls cannot be 'yes': give off or on")]
    [InlineData("tls_ca", "ca.pem", "tls_ca cannot be 'ca.pem': give the whole path of a file, from the root on, of up to 1000 characters")]
    [InlineData("tls_pin", "abcd", "tls_pin cannot be 'abcd': give the 32 octets of a SHA-256 in hex or base64")]
    [InlineData("quiet_hours", "22:00-08:00", "quiet_hours cannot be '22:00-08:00': give hours and a zone as 22:00-08:00 Europe/Paris")]
    [InlineData("receipt_time_zone", "Paris", "receipt_time_zone cannot be 'Paris': give a zone as UTC or Europe/Paris")]
    [InlineData("deliver_error", "0x0", "deliver_error cannot be '0x0': give a status other than 0, as 0x64")]
    [InlineData("flash", "on", "flash cannot be 'on': give off, 0xF0, 0x10 or subunit")]
    [InlineData("long_message", "none", "long_message cannot be 'none': give udh8, udh16, sar or payload")]
    [InlineData("tlv", "5", "there is no setting tlv")]
    public void What_cannot_be_is_said_with_its_name(string name, string value, string problem)
    {
        var profile = ProfileFields.Read([new(name, value)], out var problems);

        Assert.Equal(problem, Assert.Single(problems));
        Assert.Empty(profile.Given);
    }

    [Fact]
    public void Optional_parameters_have_room_for_256_octets_in_all()
    {
        var full = ProfileFields.Read([new("tlv.0x1400", new string('a', 124)), new("tlv.0x1401", new string('b', 124))], out var none);
        ProfileFields.Read([new("tlv.0x1400", new string('a', 124)), new("tlv.0x1401", new string('b', 125))], out var problems);

        Assert.Empty(none);
        Assert.Equal(256, full.Tlvs.Length);
        Assert.EndsWith("all optional parameters together have 257 octets; 256 are the most", Assert.Single(problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_only_work_together_say_so()
    {
        ProfileFields.Read([new("tls_pin", new string('a', 64)), new("tls_client_password_file", "/p")], out var problems);

        Assert.Equal(["tls_client_password_file has no use without tls=on; set that too, or take it back",
            "tls_client_password_file has no use without tls_client_certificate; set that too, or take it back"], problems);
    }

    [Fact]
    public void Keywords_are_those_of_the_languages_named_and_of_English()
    {
        var french = ProfileFields.Read([new("keyword_set", "fr")], out var none).Keywords;
        ProfileFields.Read([new("keyword_set", "fr,xx")], out var problems);

        Assert.Empty(none);
        Assert.Equal(InboundKind.Stop, french.Match("ARRET", 33_612_345_678, new HashSet<string>()).Kind);
        Assert.Equal(InboundKind.Stop, french.Match("STOP", 33_612_345_678, new HashSet<string>()).Kind);
        Assert.Equal(InboundKind.Message, french.Match("BAJA", 33_612_345_678, new HashSet<string>()).Kind);
        Assert.Equal(InboundKind.Stop, Keywords.Shipped.Match("BAJA", 33_612_345_678, new HashSet<string>()).Kind);
        Assert.StartsWith("keyword_set cannot be 'fr,xx': there are no words of 'xx'; give of ar, de, en, es,", Assert.Single(problems),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22:00-08:00 Europe/Paris", "2026-07-01T21:00:00Z", true, "2026-07-01T21:00:00Z")]
    [InlineData("22:00-08:00 Europe/Paris", "2026-07-01T05:59:00Z", true, "2026-07-01T05:59:00Z")]
    [InlineData("22:00-08:00 Europe/Paris", "2026-07-01T06:00:00Z", false, "2026-07-01T20:00:00Z")]
    [InlineData("12:00-14:00 UTC", "2026-12-01T14:00:00Z", false, "2026-12-02T12:00:00Z")]
    public void Quiet_hours_hold_in_the_carriers_zone(string text, string at, bool isQuiet, string next)
    {
        var hours = ProfileFields.Read([new("quiet_hours", text)], out _).QuietHours!;
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(isQuiet, hours.IsQuiet(moment));
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), hours.Next(moment));
    }

    [Theory]
    [InlineData("", "", "", null, "")]
    [InlineData("36h", "", "", null, "000001120000000R")]
    [InlineData("36h", "24h", "", null, "000001000000000R")]
    [InlineData("36h", "", "absolute", null, "260506120000000+")]
    [InlineData("36h", "", "", 90, "260505013000000+")]
    [InlineData("", "", "relative", 90, "000000013000000R")]
    [InlineData("", "1h", "", 90, "000000010000000R")]
    [InlineData("", "1h", "absolute", 90, "260505010000000+")]
    [InlineData("", "2h", "absolute", 90, "260505013000000+")]
    [InlineData("", "", "relative", 86_400, "000030000000000R")]
    [InlineData("", "", "relative", -1, "000000000001000R")]
    public void Validity_is_what_is_left_in_the_form_that_the_carrier_takes(
        string own, string most, string form, int? minutes, string expected)
    {
        var profile = ProfileFields.Read([new("validity", own), new("validity_max", most), new("validity_format", form)], out _);
        var now = new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset? until = minutes is { } after ? now.AddMinutes(after) : null;
        var body = new byte[SubmitSmBody.MaxBytes];
        var length = SubmitSmBody.Write(body, SubmitFields.Of(profile, "", SmsEncoding.Gsm7, false, until, now), 1, []);

        // schedule_delivery_time is empty, validity_period follows; behind it are five octets.
        var text = System.Text.Encoding.ASCII.GetString(body, 0, length - 5);
        Assert.Equal($"\0{expected}\0", text[^(expected.Length + 2)..]);
    }

    [Theory]
    [InlineData("off", SmsEncoding.Gsm7, 0x00)]
    [InlineData("0xF0", SmsEncoding.Gsm7, 0xF0)]
    [InlineData("0xF0", SmsEncoding.Ucs2, 0x18)]
    [InlineData("0x10", SmsEncoding.Gsm7, 0x10)]
    [InlineData("subunit", SmsEncoding.Ucs2, 0x08)]
    public void Flash_is_a_coding_or_a_parameter(string mode, SmsEncoding encoding, int coding)
    {
        var profile = ProfileFields.Read([new("flash", mode)], out _);

        Assert.Equal(coding, SubmitFields.Of(profile, "", encoding, false, null, default).DataCoding);
        Assert.Equal(mode == "subunit" ? "0005000101" : "", Convert.ToHexString(profile.Tlvs.Span));
    }

    [Fact]
    public void Ids_and_errors_are_read()
    {
        var profile = ProfileFields.Read(
            [new("id_submit", "hex"), new("id_receipt", "decimal"), new("error.0x45", "retry"), new("error.0x433", "throttle")], out _);

        Assert.Equal((MessageIdBase.Hexadecimal, MessageIdBase.Decimal), (profile.SubmitIdBase, profile.ReceiptIdBase));
        Assert.Equal(SubmitDecision.Throttle, SubmitPolicy.Decide((CommandStatus)0x433, 1, 3, profile.Errors));
        Assert.Equal(SubmitDecision.Reject, SubmitPolicy.Decide((CommandStatus)0x434, 1, 3, profile.Errors));
        Assert.Equal(SubmitDecision.GiveUp, SubmitPolicy.Decide(CommandStatus.SubmitFailed, 3, 3, profile.Errors));
    }

    [Theory]
    [InlineData("SHOP", "0500 53484F5000 0101")]
    [InlineData("12345", "0300 313233343500 0101")]
    [InlineData("33612345678", "0101 333336313233343536373800 0101")]
    [InlineData("", "0000 00 0101")]
    public void A_sender_has_the_numbering_of_its_kind(string sender, string expected)
    {
        var body = new byte[SubmitSmBody.MaxBytes];
        var fields = SubmitFields.Of(CarrierProfile.Default, sender, SmsEncoding.Gsm7, isConcatenated: false, validUntil: null, default);
        SubmitSmBody.Write(body, fields, 33612345678, "Hi"u8);

        var wanted = "00" + expected.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(wanted, Convert.ToHexString(body.AsSpan(0, wanted.Length / 2)));
    }

    [Theory]
    [InlineData("7B", "123", "hex", "decimal")]
    [InlineData("0000007B", "123", "hex", "decimal")]
    [InlineData("123", "7b", "decimal", "hex")]
    [InlineData("00ab", "AB", "hex", "hex")]
    [InlineData("x-1", "x-2", null, null)]
    public void Forms_of_ids_are_found(string submit, string receipt, string? submitBase, string? receiptBase)
    {
        var found = TrialIds.Suggest(submit, receipt);

        Assert.Equal((submitBase, receiptBase), (found?.Submit, found?.Receipt));
    }
}
