using System.Text;
using System.Text.Json;
using SmsWiser.Smpp;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Wire;

/// <summary>PDUs encoded and decoded by foreign stacks, both ways: their octets give the fields, the fields give their octets.</summary>
public sealed class PduVectorTests
{
    private const string File = "smpp-vectors.json";

    public static TheoryData<string> WithFields =>
        VectorFile.Names(File, vector => vector.GetProperty("fields").ValueKind == JsonValueKind.Object);

    [Theory]
    [MemberData(nameof(WithFields))]
    public void The_octets_decode_to_the_listed_fields(string name)
    {
        var vector = VectorFile.Vector(File, name);
        var decoded = PduCodec.Decode(Convert.FromHexString(vector.GetProperty("hex").GetString()!));

        Assert.Equal(CommandStatus.Ok, decoded.Error);
        Assert.Equal(0, decoded.StrayOctets);
        var actual = PduFields.Of(decoded);
        foreach (var expected in vector.GetProperty("fields").EnumerateObject())
        {
            Assert.True(actual.TryGetValue(expected.Name, out var value), $"{expected.Name} is not decoded");
            Assert.Equal(PduFields.Text(expected.Name, expected.Value), value);
        }
    }

    [Theory]
    [MemberData(nameof(WithFields))]
    public void The_decoded_fields_encode_to_the_same_octets(string name)
    {
        var hex = VectorFile.Vector(File, name).GetProperty("hex").GetString()!;
        var decoded = PduCodec.Decode(Convert.FromHexString(hex));

        var encoded = PduCodec.Encode(decoded.Pdu!, decoded.Header.Sequence, decoded.Header.Status);

        Assert.Equal(hex, Convert.ToHexStringLower(encoded));
    }

    [Theory]
    [MemberData(nameof(WithFields))]
    public void A_pdu_cut_anywhere_is_never_taken_for_whole(string name)
    {
        var octets = Convert.FromHexString(VectorFile.Vector(File, name).GetProperty("hex").GetString()!);

        for (var cut = 0; cut < octets.Length; cut++)
        {
            Assert.Equal(PduFrame.NeedMore, PduFramer.Next(octets.AsSpan(0, cut), 128 * 1024, out _));
        }

        Assert.Equal(PduFrame.Complete, PduFramer.Next(octets, 128 * 1024, out _));
    }

    [Theory]
    [MemberData(nameof(WithFields))]
    public void A_body_that_ends_early_gives_an_error_or_fewer_fields_but_never_an_exception(string name)
    {
        var octets = Convert.FromHexString(VectorFile.Vector(File, name).GetProperty("hex").GetString()!);

        for (var length = PduHeader.Bytes; length < octets.Length; length++)
        {
            var cut = octets[..length];
            (PduHeader.Read(cut) with { Length = (uint)length }).Write(cut);

            var decoded = PduCodec.Decode(cut);

            Assert.Equal(decoded.Pdu is null, decoded.Error != CommandStatus.Ok);
        }
    }

    [Theory]
    [InlineData("bad_command_length_15", 0u)]
    [InlineData("bad_command_length_huge", 1u)]
    public void A_length_outside_the_limits_is_refused_before_anything_is_waited_for(string name, uint sequence)
    {
        var octets = Convert.FromHexString(VectorFile.Vector(File, name).GetProperty("hex").GetString()!);

        Assert.Equal(PduFrame.BadLength, PduFramer.Next(octets, 128 * 1024, out var header));
        Assert.Equal(sequence, header.Sequence);
        Assert.Equal(PduFrame.BadLength, PduFramer.Next(octets.AsSpan(0, 4), 128 * 1024, out header));
        Assert.Equal(0u, header.Sequence);
    }

    [Theory]
    [InlineData("bad_unterminated_system_id", CommandStatus.InvalidSystemId)]
    [InlineData("bad_sm_length_past_end", CommandStatus.InvalidMessageLength)]
    public void A_field_that_reaches_past_the_end_gives_its_own_error(string name, CommandStatus error)
    {
        var decoded = PduCodec.Decode(Convert.FromHexString(VectorFile.Vector(File, name).GetProperty("hex").GetString()!));

        Assert.Null(decoded.Pdu);
        Assert.Equal(error, decoded.Error);
    }

    [Fact]
    public void An_unknown_response_is_not_decoded_and_not_answered()
    {
        var decoded = PduCodec.Decode(Convert.FromHexString(VectorFile.Vector(File,
            "bad_unknown_response_command").GetProperty("hex").GetString()!));

        Assert.Null(decoded.Pdu);
        Assert.Equal(CommandStatus.Ok, decoded.Error);
        Assert.True(decoded.Header.Command.IsResponse());
    }

    [Theory]
    [InlineData("bad_seq_zero_request", 0u)]
    [InlineData("bad_seq_high_bit", 0x80000001u)]
    public void Any_sequence_number_is_read_as_it_came(string name, uint sequence)
    {
        var decoded = PduCodec.Decode(Convert.FromHexString(VectorFile.Vector(File, name).GetProperty("hex").GetString()!));

        Assert.Equal(sequence, decoded.Header.Sequence);
        Assert.Equal(CommandId.EnquireLink, decoded.Pdu!.Command);
    }

    [Fact]
    public void The_hot_layout_finds_the_same_places_as_the_codec_in_every_message_vector()
    {
        var messages = 0;
        foreach (var row in WithFields)
        {
            var octets = Convert.FromHexString(VectorFile.Vector(File, row.Data).GetProperty("hex").GetString()!);
            if (PduCodec.Decode(octets).Pdu is not MessagePdu message) continue;

            var body = octets.AsSpan(PduHeader.Bytes);
            Assert.Equal(CommandStatus.Ok, MessageLayout.TryParse(body, out var layout));
            Assert.Equal(message.Source.Number, Encoding.Latin1.GetString(body.Slice(layout.SourceOffset, layout.SourceLength)));
            Assert.Equal(message.Destination.Number,
                Encoding.Latin1.GetString(body.Slice(layout.DestinationOffset, layout.DestinationLength)));
            Assert.Equal((message.Source.Ton, message.Source.Npi), (layout.SourceTon, layout.SourceNpi));
            Assert.Equal((message.Destination.Ton, message.Destination.Npi), (layout.DestinationTon, layout.DestinationNpi));
            Assert.Equal(
                (message.EsmClass, message.RegisteredDelivery, message.DataCoding),
                (layout.EsmClass, layout.RegisteredDelivery, layout.DataCoding));
            Assert.Equal(
                message.ShortMessage.ToArray(),
                body.Slice(layout.ShortMessageOffset, layout.ShortMessageLength).ToArray());
            Assert.Equal(message.Tlvs.Sum(tlv => 4 + tlv.Value.Length), body.Length - layout.TlvOffset);
            messages++;
        }

        Assert.Equal(27, messages);
    }
}
