using SmsWiser.Core.Campaigns;

namespace SmsWiser.Tests.Campaigns.Templates;

public sealed class LinkScannerTests
{
    [Theory]
    [InlineData("see https://x.co/a?b=c#d now", "https://x.co/a?b=c#d")]
    [InlineData("HTTP://EXAMPLE", "HTTP://EXAMPLE")]
    [InlineData("go:myapp://open", "myapp://open")]
    [InlineData("x.co/abc", "x.co/abc")]
    [InlineData("Visit Example.COM.", "Example.COM")]
    [InlineData("(example.com/a)", "example.com/a")]
    [InlineData("example.com/a_(b)", "example.com/a_(b)")]
    [InlineData("\"shop.example.fr\"", "shop.example.fr")]
    [InlineData("www.anything", "www.anything")]
    [InlineData("foo.com-bar", "foo.com-bar")]
    [InlineData("foo.com.bar", "foo.com.bar")]
    [InlineData("a.xn--p1ai", "a.xn--p1ai")]
    [InlineData("кто.рф", "кто.рф")]
    [InlineData("КТО.РФ", "КТО.РФ")]
    [InlineData("mail a.b+c@x.org!", "a.b+c@x.org")]
    [InlineData("mailto:bob", "mailto:bob")]
    [InlineData("tel:+33123", "tel:+33123")]
    [InlineData("at 10.0.0.1:80/x", "10.0.0.1:80/x")]
    [InlineData("x。co", "x。co")]
    [InlineData("x．co", "x．co")]
    [InlineData("ｘ․ｃｏ", "ｘ․ｃｏ")]
    [InlineData("ｈｔｔｐ：／／a", "ｈｔｔｐ：／／a")]
    [InlineData("end.My next", "end.My")]
    [InlineData("x\u200d.c\u200do", "x\u200d.c\u200do")]
    [InlineData("w\u200cww.\ufe0fx", "w\u200cww.\ufe0fx")]
    [InlineData("x.co,y.co", "x.co,y.co")]
    public void Link_is_found_without_the_sentence_around_it(string text, string link)
    {
        Assert.True(LinkScanner.TryFind(text, 0, out var start, out var end));

        Assert.Equal(link, text[start..end]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello there. Come in!")]
    [InlineData("J.Smith and Dr.Müller of St.Petersburg")]
    [InlineData("12.50 EUR, 1.5kg, 3.14")]
    [InlineData("10.2.3")]
    [InlineData("a..com")]
    [InlineData(".com is a top level")]
    [InlineData("http:// nothing")]
    [InlineData("Note: mailto: nobody")]
    [InlineData("e.g. this, i.e. that")]
    [InlineData("www. www")]
    [InlineData("bob@home")]
    [InlineData("и т.д.")]
    [InlineData("3:45 or 16:00/17:00")]
    public void Ordinary_text_has_no_link(string text) => Assert.False(LinkScanner.TryFind(text, 0, out _, out _));

    [Fact]
    public void Search_goes_on_behind_a_link()
    {
        const string Text = "x.co and www.y.fr";

        Assert.True(LinkScanner.TryFind(Text, 0, out _, out var end));
        Assert.True(LinkScanner.TryFind(Text, end, out var start, out end));

        Assert.Equal("www.y.fr", Text[start..end]);
        Assert.False(LinkScanner.TryFind(Text, end, out _, out _));
    }
}
