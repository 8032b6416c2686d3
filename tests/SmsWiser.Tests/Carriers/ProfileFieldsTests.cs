using SmsWiser.Core.Carriers;
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
    [InlineData("burst", "5", "burst cannot be set: the burst is what the rate earns in 10 ms")]
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
        var fields = SubmitFields.Of(CarrierProfile.Default, sender, SmsEncoding.Gsm7, isConcatenated: false, validUntil: null);
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
