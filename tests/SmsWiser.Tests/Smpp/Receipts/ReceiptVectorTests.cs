using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SmsWiser.Smpp.Receipts;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Receipts;

public sealed class ReceiptVectorTests
{
    private const string File = "smpp-dlr-vectors.json";

    public static TheoryData<string> All => VectorFile.Names(File, _ => true);

    [Theory]
    [MemberData(nameof(All))]
    public void Receipt_reads_as_its_vector(string name)
    {
        var vector = VectorFile.Vector(File, name);
        var expect = vector.GetProperty("expect");
        var message = Encoding.Latin1.GetBytes(vector.GetProperty("short_message").GetString()!);

        var isReceipt = ReceiptParser.TryParse(vector.GetProperty("esm_class").GetByte(), 0, message, Tlvs(vector), out var receipt);

        Assert.Equal(!expect.TryGetProperty("is_receipt", out var expected) || expected.GetBoolean(), isReceipt);
        if (!isReceipt) return;
        Assert.Equal(Text(expect, "id"), Read(receipt.Id));
        Assert.Equal(Text(expect, "state"), receipt.State.ToString().ToUpperInvariant());
        Assert.Equal(expect.GetProperty("final").GetBoolean(), receipt.IsFinal);
        if (Text(expect, "raw_stat") is { } word) Assert.Equal(word, Read(receipt.StateText));
        if (Text(expect, "err") is { } error) Assert.Equal(error, Read(receipt.ErrorText));
        if (Text(expect, "text") is { } text) Assert.Equal(text, Read(receipt.Text));
        if (expect.TryGetProperty("done", out _)) Assert.Equal(Text(expect, "done"), Iso(receipt.DoneDate));
    }

    private static string? Text(JsonElement expect, string name) => expect.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Read(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    private static string? Iso(DateTime? date) => date?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static byte[] Tlvs(JsonElement vector)
    {
        var tlvs = new List<byte>();
        foreach (var tlv in vector.GetProperty("tlvs").EnumerateObject())
        {
            var (tag, value) = tlv.Name switch
            {
                "receipted_message_id" => (0x001E, Encoding.ASCII.GetBytes(tlv.Value.GetString() + "\0")),
                "message_state" => (0x0427, [tlv.Value.GetByte()]),
                _ => throw new InvalidOperationException($"vector with an unknown TLV {tlv.Name}"),
            };
            var head = new byte[4];
            BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)tag);
            BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)value.Length);
            tlvs.AddRange([.. head, .. value]);
        }
        return [.. tlvs];
    }
}
