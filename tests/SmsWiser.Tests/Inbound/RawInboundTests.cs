using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Inbound;

public sealed class RawInboundTests
{
    [Fact]
    public void A_plain_message_is_one_part_with_its_addresses()
    {
        var raw = Read(0, "Hello"u8.ToArray(), destination: "+4512");

        Assert.Equal(("33612345678", "4512", RawPart.Whole, "Hello"), (raw.Source, raw.Destination, raw.Part, Text(raw)));
    }

    [Theory]
    [InlineData(new byte[] { 5, 0, 3, 77, 3, 2 }, 77, 3, 2)]
    [InlineData(new byte[] { 6, 8, 4, 1, 77, 3, 2 }, 0x1_014D, 3, 2)]
    [InlineData(new byte[] { 5, 0, 3, 77, 1, 1 }, 0, 1, 1)]
    [InlineData(new byte[] { 5, 0, 3, 77, 3, 4 }, 0, 1, 1)]
    [InlineData(new byte[] { 5, 0, 3, 77, 3, 0 }, 0, 1, 1)]
    public void A_user_data_header_names_the_part(byte[] header, int reference, int total, int no)
    {
        var raw = Read(0x40, [.. header, .. "part"u8]);

        Assert.Equal((reference, total, no, "part"), (raw.Part.Reference, raw.Part.Total, raw.Part.No, Text(raw)));
    }

    [Fact]
    public void A_header_that_does_not_add_up_is_text()
    {
        var raw = Read(0x40, [200, 1, 2]);

        Assert.Equal((1, 3), (raw.Part.Total, raw.Octets.Length));
    }

    [Fact]
    public void Shift_tables_of_the_header_are_kept()
    {
        var raw = Read(0x40, [3, 0x24, 1, (byte)NationalLanguage.Turkish, .. "iptal"u8]);

        Assert.Equal((NationalLanguage.Turkish, 1, "iptal"), (raw.Part.Single, raw.Part.Total, Text(raw)));
    }

    [Fact]
    public void Sar_parameters_name_the_part_and_do_not_meet_a_header_of_the_same_number()
    {
        byte[] tlvs = [0x02, 0x0C, 0, 2, 0, 77, 0x02, 0x0E, 0, 1, 3, 0x02, 0x0F, 0, 1, 2];

        var raw = Read(0, "part"u8.ToArray(), tlvs: tlvs);

        Assert.Equal((0x2_004D, 3, 2, "part"), (raw.Part.Reference, raw.Part.Total, raw.Part.No, Text(raw)));
    }

    [Fact]
    public void A_text_in_message_payload_is_read()
    {
        var raw = Read(0, [], tlvs: [0x04, 0x24, 0, 4, .. "STOP"u8]);

        Assert.Equal("STOP", Text(raw));
    }

    private static string Text(RawInbound raw) => System.Text.Encoding.ASCII.GetString(raw.Octets);

    private static RawInbound Read(byte esmClass, byte[] text, string destination = "4512", byte[]? tlvs = null)
    {
        byte[] source = [.. "33612345678"u8];
        byte[] to = System.Text.Encoding.ASCII.GetBytes(destination);
        byte[] octets = [.. source, .. to, .. text, .. tlvs ?? []];
        var delivery = new Delivery
        {
            SequenceNumber = 9,
            EsmClass = esmClass,
            SourceLength = source.Length,
            DestinationOffset = source.Length,
            DestinationLength = to.Length,
            ShortMessageOffset = source.Length + to.Length,
            ShortMessageLength = text.Length,
            TlvOffset = source.Length + to.Length + text.Length,
            TlvLength = tlvs?.Length ?? 0,
        };
        return RawInbound.Read(null!, new(1), delivery, octets);
    }
}
