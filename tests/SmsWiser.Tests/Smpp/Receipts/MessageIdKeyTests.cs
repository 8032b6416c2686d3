using System.Text;
using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Tests.Smpp.Receipts;

public sealed class MessageIdKeyTests
{
    [Theory]
    [InlineData("0A1B2C3D", MessageIdBase.Verbatim, "0A1B2C3D")]
    [InlineData("0A1B2C3D", MessageIdBase.Hexadecimal, "169552957")]
    [InlineData("0a1b2c3d", MessageIdBase.Hexadecimal, "169552957")]
    [InlineData("0169552957", MessageIdBase.Decimal, "169552957")]
    [InlineData("812FC7470000001B", MessageIdBase.Hexadecimal, "9308878062554710043")]
    [InlineData("AB_12.x~9", MessageIdBase.Hexadecimal, "AB_12.x~9")]
    [InlineData("0A1B", MessageIdBase.Decimal, "0A1B")]
    [InlineData("-5", MessageIdBase.Decimal, "-5")]
    [InlineData("", MessageIdBase.Decimal, "")]
    public void Canonical_form_of_an_id(string id, MessageIdBase idBase, string canonical)
    {
        var destination = new byte[MessageIdKey.MaxBytes];

        var length = MessageIdKey.WriteCanonical(Encoding.ASCII.GetBytes(id), idBase, destination);

        Assert.Equal(canonical, Encoding.ASCII.GetString(destination, 0, length));
    }

    [Theory]
    [InlineData("0a1b2c3d", MessageIdAlias.UpperCase, "0A1B2C3D")]
    [InlineData("0A1B2C3D", MessageIdAlias.UpperCase, null)]
    [InlineData("0042", MessageIdAlias.WithoutLeadingZeros, "42")]
    [InlineData("42", MessageIdAlias.WithoutLeadingZeros, null)]
    [InlineData("000", MessageIdAlias.WithoutLeadingZeros, null)]
    [InlineData("0A1B2C3D", MessageIdAlias.HexadecimalToDecimal, "169552957")]
    [InlineData("812FC7470000001B", MessageIdAlias.HexadecimalToDecimal, "9308878062554710043")]
    [InlineData("550e8400-e29b", MessageIdAlias.HexadecimalToDecimal, null)]
    [InlineData("169552957", MessageIdAlias.DecimalToHexadecimal, "A1B2C3D")]
    [InlineData("169552957", MessageIdAlias.DecimalToPaddedHexadecimal, "0A1B2C3D")]
    [InlineData("9308878062554710043", MessageIdAlias.DecimalToPaddedHexadecimal, "812FC7470000001B")]
    [InlineData("0A1B", MessageIdAlias.DecimalToHexadecimal, null)]
    [InlineData("", MessageIdAlias.UpperCase, null)]
    public void Alias_of_an_id(string id, MessageIdAlias alias, string? expected)
    {
        var destination = new byte[MessageIdKey.MaxBytes];

        var exists = MessageIdKey.TryWriteAlias(Encoding.ASCII.GetBytes(id), alias, destination, out var length);

        Assert.Equal(expected, exists ? Encoding.ASCII.GetString(destination, 0, length) : null);
    }
}
