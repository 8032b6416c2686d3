using SmsWiser.Core.Sealing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Sealing;

public sealed class PassphraseSealTests
{
    private readonly SeededRandom random = new(3);

    [Fact]
    public void What_was_sealed_opens_under_the_same_passphrase_only()
    {
        var octets = PassphraseSeal.Seal("Schlüsselwort 12", "secret"u8, random);

        Assert.Equal("secret"u8.ToArray(), PassphraseSeal.Open("Schlüsselwort 12", octets));
        Assert.Throws<SealBrokenException>(() => PassphraseSeal.Open("Schlüsselwort 13", octets));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(40)]
    [InlineData(-1)]
    public void A_changed_octet_is_noticed(int at)
    {
        var octets = PassphraseSeal.Seal("correct horse battery", "secret"u8, random);
        octets[at < 0 ? octets.Length - 1 : at] ^= 1;

        Assert.Throws<SealBrokenException>(() => PassphraseSeal.Open("correct horse battery", octets));
        Assert.Throws<SealBrokenException>(() => PassphraseSeal.Open("correct horse battery", octets.AsSpan(0, 20)));
    }

    [Fact]
    public void A_short_passphrase_is_refused() =>
        Assert.Throws<ArgumentException>(() => PassphraseSeal.Seal("eleven char", "secret"u8, random));
}
