using System.Text;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Tests.Smpp.Text;

public sealed class GsmSubstitutesTests
{
    [Theory]
    [InlineData("“Don’t” – 10\u00a0000…", "\"Don't\" - 10 000...")]
    [InlineData("co\u00adop\ufeff", "coop")]
    [InlineData("ＡＢＣ！ ﬁn", "ABC! fin")]
    [InlineData("Déjà `x´ • y", "Déjà 'x' - y")]
    public void Typographic_characters_are_replaced(string text, string result) =>
        Assert.Equal(result, GsmSubstitutes.Apply(text, GsmAlphabet.Default));

    [Theory]
    [InlineData("Don’t 😀")]
    [InlineData("façade – x")]
    [InlineData("Привет…")]
    public void Text_that_stays_outside_gsm_is_left_whole(string text) =>
        Assert.Same(text, GsmSubstitutes.Apply(text, GsmAlphabet.Default));

    [Fact]
    public void Every_substitute_is_in_the_default_alphabet_and_stands_for_none_of_it()
    {
        for (var value = 0; value <= 0xFFFF; value++)
        {
            if (!Rune.TryCreate(value, out var rune) || GsmSubstitutes.Find(rune) is not { } substitute) continue;
            if (value is 0xFF40) continue; // the full-width accent stands for an accent that GSM lacks as well
            Assert.All(substitute, character => Assert.True(GsmAlphabet.Default.Contains(character)));
            Assert.False(GsmAlphabet.Default.Contains((char)value));
        }
    }
}
