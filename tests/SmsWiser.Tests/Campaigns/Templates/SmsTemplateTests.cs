using SmsWiser.Core.Campaigns;

namespace SmsWiser.Tests.Campaigns.Templates;

public sealed class SmsTemplateTests
{
    [Fact]
    public void Template_reads_as_literals_links_and_placeholders()
    {
        var nodes = SmsTemplate.Parse("Hi {first_name|there}, see https://x.co/a?b=1. {{ok}}").Template!.Nodes;

        Assert.Equal(
            [
                new LiteralNode(1, "Hi "),
                new PlaceholderNode(4, "first_name", "there"),
                new LiteralNode(22, ", see "),
                new UrlNode(28, "https://x.co/a?b=1"),
                new LiteralNode(46, ". {ok}"),
            ],
            nodes);
    }

    [Fact]
    public void Placeholder_between_escaped_braces_reads_as_such()
    {
        var nodes = SmsTemplate.Parse("{{{ name }}}").Template!.Nodes;

        Assert.Equal([new LiteralNode(1, "{"), new PlaceholderNode(3, "name", null), new LiteralNode(11, "}")], nodes);
    }

    [Fact]
    public void Line_breaks_of_either_kind_become_one_line_feed() =>
        Assert.Equal([new LiteralNode(1, "a\nb\nc")], SmsTemplate.Parse("a\r\nb\nc").Template!.Nodes);

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("Hi {name", 4, "not closed")]
    [InlineData("Hi {name|dear", 4, "not closed")]
    [InlineData("Hi name}", 8, "write '}}'")]
    [InlineData("Hi {}", 5, "field name is missing")]
    [InlineData("Hi { |x}", 5, "field name is missing")]
    [InlineData("Hi {a{b}}", 6, "cannot be nested")]
    [InlineData("Hi {a|{b}}", 7, "cannot be nested")]
    [InlineData("Hi {a|b|c}", 8, "second '|'")]
    [InlineData("Hi {name:upper}", 9, "nothing is computed")]
    [InlineData("Hi {0,10}", 6, "nothing is computed")]
    [InlineData("Hi {a+b}", 6, "nothing is computed")]
    [InlineData("a\tb", 2, "write a blank")]
    [InlineData("a\rb", 2, "write a blank")]
    [InlineData("a\0b", 2, "U+0000")]
    [InlineData("a\u007fb", 2, "U+007F")]
    [InlineData("a\u202eb", 2, "U+202E")]
    [InlineData("a\u2066b", 2, "U+2066")]
    [InlineData("a\u200bb", 2, "U+200B")]
    [InlineData("a\u00adb", 2, "U+00AD")]
    [InlineData("a{f|\u200f}b", 5, "U+200F")]
    [InlineData("a{f\n}b", 4, "U+000A")]
    public void Wrong_template_says_where_and_what_to_write(string text, int column, string message)
    {
        var parse = SmsTemplate.Parse(text);

        Assert.Null(parse.Template);
        Assert.Equal(column, parse.Error!.Column);
        Assert.Contains(message, parse.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal("column 2: half a character (U+D83D); copy the text again", SmsTemplate.Parse("a\ud83db").Error!.ToString());

    [Fact]
    public void Joiners_of_emoji_and_persian_are_text()
    {
        const string Text = "👨‍👩‍👧 می\u200cخواهم 🏴\U000E0067\U000E0062\U000E007F";

        Assert.Equal([new LiteralNode(1, Text)], SmsTemplate.Parse(Text).Template!.Nodes);
    }

    [Fact]
    public void Length_and_placeholders_are_bounded()
    {
        Assert.NotNull(SmsTemplate.Parse(new string('a', SmsTemplate.MaxChars)).Template);
        Assert.Equal(SmsTemplate.MaxChars + 1, SmsTemplate.Parse(new string('a', SmsTemplate.MaxChars + 1)).Error!.Column);
        Assert.NotNull(SmsTemplate.Parse(string.Concat(Enumerable.Repeat("{a}", SmsTemplate.MaxPlaceholders))).Template);
        Assert.Equal(
            SmsTemplate.MaxPlaceholders * 3 + 1,
            SmsTemplate.Parse(string.Concat(Enumerable.Repeat("{a}", SmsTemplate.MaxPlaceholders + 1))).Error!.Column);
        Assert.Contains("65 characters", SmsTemplate.Parse($"{{{new string('a', 65)}}}").Error!.Message, StringComparison.Ordinal);
    }
}
