using System.Text.Json;
using SmsWiser.Smpp.Text;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class SmsTextVectorTests
{
    private const string File = "sms-text-vectors.json";

    public static TheoryData<string> Texts => VectorFile.Names(File, vector => Kind(vector) is "auto" or "national");

    public static TheoryData<string> PackedTexts => VectorFile.Names(File, vector => Kind(vector) == "packed");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_has_the_encoding_and_octets_of_its_vector(string name)
    {
        var vector = VectorFile.Vector(File, name);

        var buffer = Encoded(vector);

        Assert.Equal(Encoding(vector), buffer.Encoding);
        Assert.Equal(vector.GetProperty("units_total").GetInt32(), buffer.Units);
        if (vector.TryGetProperty("data_coding", out var coding)) Assert.Equal(coding.GetByte(), (byte)buffer.Encoding);
        if (Hex(vector) is { } hex) Assert.Equal(hex, Convert.ToHexStringLower(buffer.Bytes));
        if (vector.TryGetProperty("udh_single_part_hex", out var header)) Assert.Equal(header.GetString(), HeaderHex(buffer));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Octets_of_the_vector_read_as_its_text(string name)
    {
        var vector = VectorFile.Vector(File, name);
        var octets = Hex(vector) is { } hex ? Convert.FromHexString(hex) : Encoded(vector).Bytes.ToArray();

        var text = SmsDecoder.Decode((byte)Encoding(vector), octets, Alphabet(vector));

        Assert.Equal(vector.GetProperty("text").GetString(), text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_splits_into_the_parts_of_its_vector(string name)
    {
        var vector = VectorFile.Vector(File, name);
        var buffer = Encoded(vector);

        Assert.Equal(Numbers(vector, "units_per_part_udh8"), UnitsPerPart(buffer, PartReference.Byte));
        Assert.Equal(Numbers(vector, "units_per_part_udh16"), UnitsPerPart(buffer, PartReference.Word));
        Assert.Equal(vector.GetProperty("parts").GetInt32(), UnitsPerPart(buffer, PartReference.Byte).Length);
        if (!vector.TryGetProperty("capacity_single", out var single)) return;
        var shiftBytes = HeaderHex(buffer).Length / 2 - 1;
        Assert.Equal(single.GetInt32(), PartSplitter.Capacity(SmsEncoding.Gsm7, 1 + shiftBytes));
        Assert.Equal(vector.GetProperty("capacity_part_udh8").GetInt32(), PartSplitter.Capacity(SmsEncoding.Gsm7, 6 + shiftBytes));
        Assert.Equal(vector.GetProperty("capacity_part_udh16").GetInt32(), PartSplitter.Capacity(SmsEncoding.Gsm7, 7 + shiftBytes));
    }

    [Theory]
    [MemberData(nameof(PackedTexts))]
    public void Packed_vector_packs_and_unpacks(string name)
    {
        var vector = VectorFile.Vector(File, name);
        var header = Convert.FromHexString(vector.GetProperty("udh_hex").GetString()!);
        var buffer = Encoded(vector);
        var packed = new byte[PackedSeptets.PackedBytes(header.Length, buffer.Units)];
        header.CopyTo(packed, 0);

        var length = PackedSeptets.Pack(buffer.Bytes, header.Length, packed);

        Assert.Equal(vector.GetProperty("packed_hex").GetString(), Convert.ToHexStringLower(packed.AsSpan(0, length)));
        Assert.Equal(vector.GetProperty("fill_bits").GetInt32(), PackedSeptets.FillBits(header.Length));
        Assert.Equal(vector.GetProperty("septets").GetInt32(), buffer.Units);
        var headerSeptets = (header.Length * 8 + PackedSeptets.FillBits(header.Length)) / 7;
        Assert.Equal(vector.GetProperty("udl_septets").GetInt32(), headerSeptets + buffer.Units);
        var septets = new byte[200];
        Assert.Equal(buffer.Units, PackedSeptets.Unpack(packed, header.Length, septets));
        Assert.Equal(buffer.Bytes, septets.AsSpan(0, buffer.Units));
    }

    private static string Kind(JsonElement vector) => vector.GetProperty("kind").GetString()!;

    private static SmsEncoding Encoding(JsonElement vector) =>
        vector.GetProperty("encoding").GetString() == "GSM-7" ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2;

    private static string? Hex(JsonElement vector) =>
        vector.TryGetProperty("septets_hex", out var septets) ? septets.GetString()
        : vector.TryGetProperty("utf16be_hex", out var utf16) ? utf16.GetString() : null;

    private static SmsTextBuffer Encoded(JsonElement vector)
    {
        var buffer = new SmsTextBuffer(Alphabet(vector), 80_000);
        buffer.AppendChars(vector.GetProperty("text").GetString());
        return buffer;
    }

    private static GsmAlphabet Alphabet(JsonElement vector) =>
        GsmAlphabet.For(Language(vector, "locking_shift"), Language(vector, "single_shift"));

    private static NationalLanguage Language(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out var language) ? (NationalLanguage)language.GetByte() : NationalLanguage.None;

    private static int[] Numbers(JsonElement vector, string name) =>
        [.. vector.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    private static string HeaderHex(SmsTextBuffer buffer)
    {
        var header = new byte[UserDataHeader.MaxBytes];
        var length = new UserDataHeader { LockingShift = buffer.LockingShift, SingleShift = buffer.SingleShift }.Write(header);
        return Convert.ToHexStringLower(header.AsSpan(0, length));
    }

    private static int[] UnitsPerPart(SmsTextBuffer buffer, PartReference reference)
    {
        var rules = new PartRules { Reference = reference, MaxParts = PartRules.ProtocolMaxParts, KeepGraphemes = false };
        var parts = new PartRange[rules.MaxParts];
        var count = PartSplitter.Split(buffer, rules, parts);
        return [.. parts.Take(count).Select(part => buffer.Encoding == SmsEncoding.Gsm7 ? part.Length : part.Length / 2)];
    }
}
