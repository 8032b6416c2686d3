using System.Text;
using SmsWiser.Smpp.Text;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class SmsTextBufferTests
{
    [Fact]
    public void Gsm_text_becomes_ucs2_whole_when_a_character_needs_it()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        buffer.AppendUtf8("a€@{"u8);
        buffer.Append(new SmsLiteral("[Ж]", GsmAlphabet.Default));
        buffer.AppendUtf8("é😀"u8);

        Assert.Equal(SmsEncoding.Ucs2, buffer.Encoding);
        Assert.Equal("006120AC0040007B005B0416005D00E9D83DDE00", Convert.ToHexString(buffer.Bytes));
        Assert.Equal(10, buffer.Units);
        Assert.Equal("a€@{[Ж]é😀", buffer.ReadText());
    }

    [Fact]
    public void Gsm_literal_and_value_append_as_septets()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        buffer.Append(new SmsLiteral("Hi ", GsmAlphabet.Default));
        buffer.AppendUtf8("Zoë{é}"u8[..2]);
        buffer.Append(new SmsLiteral("{€}", GsmAlphabet.Default));

        Assert.Equal("4869205A6F1B281B651B29", Convert.ToHexString(buffer.Bytes));
        Assert.Equal(8, buffer.CharCount);
        var chars = new char[buffer.Units];
        Assert.Equal("Hi Zo{€}", new string(chars, 0, buffer.CopyChars(chars)));
    }

    [Fact]
    public void Random_pieces_by_every_way_of_appending_read_back_as_they_were()
    {
        string[] pieces = ["a", "@", "€", "{€}", "ß", "Ж", "😀", "\n", "Hello ", "é\u0301"];
        var random = new Random(3);
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        for (var i = 0; i < 2_000; i++)
        {
            buffer.Reset();
            var text = "";
            for (var count = random.Next(12); count > 0; count--)
            {
                var piece = pieces[random.Next(random.Next(3) == 0 ? pieces.Length : 5)];
                text += piece;
                if (count % 3 == 0) buffer.AppendUtf8(Encoding.UTF8.GetBytes(piece));
                else if (count % 3 == 1) buffer.AppendChars(piece);
                else buffer.Append(new SmsLiteral(piece, GsmAlphabet.Default));
            }

            Assert.Equal(text.All(GsmAlphabet.Default.Contains), buffer.Encoding == SmsEncoding.Gsm7);
            Assert.Equal(text, buffer.ReadText());
            Assert.Equal(text.Length, buffer.CharCount);
            if (buffer.Encoding == SmsEncoding.Ucs2) Assert.Equal(Encoding.BigEndianUnicode.GetBytes(text), buffer.Bytes);
        }
    }

    [Fact]
    public void Reset_returns_to_gsm()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        buffer.AppendUtf8("Ж"u8);

        buffer.Reset();
        buffer.AppendUtf8("b"u8);

        Assert.Equal(SmsEncoding.Gsm7, buffer.Encoding);
        Assert.Equal("62", Convert.ToHexString(buffer.Bytes));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "FFFD")]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 }, "0061FFFD")]
    [InlineData(new byte[] { 0xC3, 0x28 }, "FFFD0028")]
    public void Broken_utf8_reads_as_replacement_characters(byte[] text, string hex)
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        buffer.AppendUtf8(text);

        Assert.Equal(hex, Convert.ToHexString(buffer.Bytes));
    }

    [Fact]
    public void Lone_surrogate_reads_as_replacement_character()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        buffer.AppendChars("x\ud83dy");

        Assert.Equal("0078FFFD0079", Convert.ToHexString(buffer.Bytes));
    }

    [Fact]
    public void Text_over_the_buffer_is_marked_and_has_no_parts()
    {
        var septets = new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 4);
        var widened = new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 4);
        var literal = new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 4);

        septets.AppendUtf8("abcde"u8);
        widened.AppendUtf8("abЖ"u8);
        literal.Append(new SmsLiteral("abc€", GsmAlphabet.Default));

        Assert.True(septets.IsTooLong);
        Assert.True(widened.IsTooLong);
        Assert.True(literal.IsTooLong);
        Assert.Equal(PartSplitter.TooLong, PartSplitter.Split(septets, PartRules.Default, new PartRange[10]));
    }

    [Fact]
    public void Single_shift_is_announced_only_when_one_of_its_characters_is_used()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.For(NationalLanguage.None, NationalLanguage.Turkish));

        buffer.AppendUtf8("a€"u8);
        var before = buffer.SingleShift;
        buffer.Append(new SmsLiteral("ş", buffer.Alphabet));

        Assert.Equal(NationalLanguage.None, before);
        Assert.Equal(NationalLanguage.Turkish, buffer.SingleShift);
        Assert.Equal("611B651B73", Convert.ToHexString(buffer.Bytes));
    }

    [Fact]
    public void Literal_of_another_alphabet_is_refused()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.For(NationalLanguage.Turkish, NationalLanguage.Turkish));

        Assert.Throws<ArgumentException>(() => buffer.Append(new SmsLiteral("a", GsmAlphabet.Default)));
    }

    [Fact]
    public void Spanish_has_no_locking_shift() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GsmAlphabet.For(NationalLanguage.Spanish, NationalLanguage.None));

    [Fact]
    public void Filling_and_splitting_allocate_nothing()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var literal = new SmsLiteral(new string('a', 150), GsmAlphabet.Default);
        var parts = new PartRange[PartRules.Default.MaxParts];
        var total = Fill(buffer, literal, parts);

        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++) total += Fill(buffer, literal, parts);
        });

        Assert.Equal(0, allocated);
        Assert.Equal(501 * (2 + 3), total);
    }

    private static int Fill(SmsTextBuffer buffer, SmsLiteral literal, PartRange[] parts)
    {
        buffer.Reset();
        buffer.Append(literal);
        buffer.AppendUtf8("José {12,50 €}"u8);
        var gsm = PartSplitter.Split(buffer, PartRules.Default, parts);
        buffer.AppendUtf8(" 👨‍👩‍👧‍👦"u8);
        return gsm + PartSplitter.Split(buffer, PartRules.Default, parts);
    }
}
