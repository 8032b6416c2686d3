using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class SmsDecoderTests
{
    [Theory]
    [InlineData(0x00, "00611B65", "@a€")]
    [InlineData(0x00, "1B61", "a")]
    [InlineData(0x00, "611B", "a ")]
    [InlineData(0x01, "40", "@")]
    [InlineData(0x03, "E9", "é")]
    [InlineData(0x08, "0416D83DDE00", "Ж😀")]
    [InlineData(0x08, "FEFF0416", "Ж")]
    [InlineData(0x08, "FFFE1604", "Ж")]
    [InlineData(0x08, "041600", "Ж")]
    [InlineData(0x10, "00", "@")]
    [InlineData(0x18, "0416", "Ж")]
    [InlineData(0xF0, "00", "@")]
    [InlineData(0xC8, "00", "@")]
    [InlineData(0xE8, "0416", "Ж")]
    [InlineData(0x04, "00", null)]
    [InlineData(0x05, "00", null)]
    [InlineData(0x14, "00", null)]
    [InlineData(0xF4, "00", null)]
    [InlineData(0x80, "00", null)]
    public void Octets_read_by_their_data_coding(byte dataCoding, string hex, string? text) =>
        Assert.Equal(text, SmsDecoder.Decode(dataCoding, Convert.FromHexString(hex), GsmAlphabet.Default));

    [Fact]
    public void Octets_over_seven_bits_read_as_their_low_septet() =>
        Assert.Equal("@", SmsDecoder.Decode(0, [0x80], GsmAlphabet.Default));
}
