using SmsWiser.Smpp;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Wire;

public sealed class SubmitSmBodyTests
{
    [Theory]
    [InlineData("submit_sm_gsm7_unpacked", 0, 0)]
    [InlineData("submit_sm_ucs2_cyrillic", 0, 8)]
    [InlineData("submit_sm_concat_udh8_1of2", 0x40, 0)]
    [InlineData("submit_sm_concat_udh8_ucs2_1of2", 0x40, 8)]
    [InlineData("submit_sm_254_octets", 0, 4)]
    public void The_hot_encoder_writes_the_octets_of_the_foreign_vector(string name, byte esmClass, byte dataCoding)
    {
        var expected = Convert.FromHexString(VectorFile.Vector("smpp-vectors.json", name).GetProperty("hex").GetString()!);
        var message = (MessagePdu)PduCodec.Decode(expected).Pdu!;
        var fields = new SubmitSmFields("ACME") { EsmClass = esmClass, DataCoding = dataCoding };
        var body = new byte[SubmitSmBody.MaxBytes];

        var length = SubmitSmBody.Write(body, fields, 447700900123, message.ShortMessage.Span);

        Assert.Equal(Convert.ToHexString(expected[PduHeader.Bytes..]), Convert.ToHexString(body.AsSpan(0, length)));
    }

    [Fact]
    public void The_longest_values_fill_the_announced_maximum_exactly()
    {
        var fields = new SubmitSmFields(
            new string('1', 20), serviceType: "CMTXX", validityPeriod: "000000001000000R", destinationPrefix: "+");

        var length = SubmitSmBody.Write(new byte[SubmitSmBody.MaxBytes], fields, ulong.MaxValue, new byte[254]);

        Assert.Equal(SubmitSmBody.MaxBytes, length);
    }

    [Fact]
    public void Every_field_stands_where_the_decoder_expects_it()
    {
        var fields = new SubmitSmFields("60777", 3, 0, "WAP", 2, 8, "000000001000000R")
        {
            EsmClass = 0x43, ProtocolId = 0x41, PriorityFlag = 2, RegisteredDelivery = 0x11, DataCoding = 0xF0,
        };
        var pdu = new byte[PduHeader.Bytes + SubmitSmBody.MaxBytes];
        var length = PduHeader.Bytes + SubmitSmBody.Write(pdu.AsSpan(PduHeader.Bytes), fields, 4915112345678, "hi"u8);
        new PduHeader((uint)length, CommandId.SubmitSm, CommandStatus.Ok, 7).Write(pdu);

        var message = Assert.IsType<MessagePdu>(PduCodec.Decode(pdu.AsSpan(0, length)).Pdu);

        Assert.Equal(new SmppAddress(3, 0, "60777"), message.Source);
        Assert.Equal(new SmppAddress(2, 8, "4915112345678"), message.Destination);
        Assert.Equal(("WAP", "", "000000001000000R"), (message.ServiceType, message.ScheduleDeliveryTime, message.ValidityPeriod));
        Assert.Equal((0x43, 0x41, 2), (message.EsmClass, message.ProtocolId, message.PriorityFlag));
        Assert.Equal((0x11, 0, 0xF0, 0),
            (message.RegisteredDelivery, message.ReplaceIfPresent, message.DataCoding, message.DefaultMessageId));
        Assert.Equal("hi"u8.ToArray(), message.ShortMessage.ToArray());
    }

    [Fact]
    public void A_text_or_field_that_does_not_fit_is_refused_with_its_name()
    {
        var fields = new SubmitSmFields("ACME");

        Assert.Throws<ArgumentException>(() => SubmitSmBody.Write(new byte[SubmitSmBody.MaxBytes], fields, 1, new byte[255]));
        Assert.Throws<ArgumentException>(() => SubmitSmBody.Write(new byte[40], fields, 447700900123, new byte[30]));
        Assert.Throws<ArgumentException>("source", () => new SubmitSmFields(new string('1', 21)));
        Assert.Throws<ArgumentException>("source", () => new SubmitSmFields("caf\u00e9"));
        Assert.Throws<ArgumentException>("validityPeriod", () => new SubmitSmFields("ACME", validityPeriod: "10 minutes"));
    }
}
