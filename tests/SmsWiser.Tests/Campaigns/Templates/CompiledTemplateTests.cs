using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Smpp.Text;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Campaigns.Templates;

public sealed class CompiledTemplateTests
{
    private static readonly FieldDefinition[] Fields =
    [
        new(0, "first_name", FieldType.Text),
        new(1, "City", FieldType.Text),
        new(2, "spent_2020", FieldType.Number),
    ];

    [Fact]
    public void Values_and_defaults_go_into_the_text()
    {
        Assert.Equal("Hi Zoë, 12.5 in Lyon!", Rendered("Hi {first_name|you}, {spent_2020} in {city}!", "Zoë", "Lyon", "12.5"));
        Assert.Equal("Hi you,  in !", Rendered("Hi {first_name|you}, {spent_2020} in {city}!", "", "", ""));
    }

    [Fact]
    public void Text_is_gsm_octets_until_a_value_needs_more()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var template = Bound("{first_name} €", isShared: false);

        Render(template, buffer, "José", "", "");
        Assert.Equal("4A6F7305201B65", Convert.ToHexString(buffer.Bytes));

        Render(template, buffer, "Ж", "", "");
        Assert.Equal("0416002020AC", Convert.ToHexString(buffer.Bytes));
    }

    [Fact]
    public void Values_are_never_read_as_template_text() => Assert.Equal("{city}{{%p", Rendered("{first_name}", "{city}{{%p", "Lyon", ""));

    [Fact]
    public void Control_and_invisible_characters_of_values_become_blanks_or_nothing() =>
        Assert.Equal("Ana  Bo Cem", Rendered("{first_name}", "An\u202ea\t\nBo\r\u200bC\u0000em\u007f", "", ""));

    [Fact]
    public void Unknown_field_is_named_with_those_there_are()
    {
        var binding = SmsTemplate.Parse("Hi {name} {citi}").Template!.Bind(Fields, isShared: false, GsmAlphabet.Default, new());

        Assert.Null(binding.Template);
        Assert.Equal(
            [
                "column 4: the list has no field 'name'; it has first_name, City, spent_2020",
                "column 11: the list has no field 'citi'; it has first_name, City, spent_2020",
            ],
            binding.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Shared_list_refuses_what_its_owner_may_write()
    {
        var template = SmsTemplate.Parse("x.co/{city}").Template!;

        Assert.NotNull(template.Bind(Fields, isShared: false, GsmAlphabet.Default, new()).Template);
        Assert.Equal(6, Assert.Single(template.Bind(Fields, isShared: true, GsmAlphabet.Default, new()).Errors).Column);
    }

    [Theory]
    [InlineData("x.co/abc")]
    [InlineData("https://evil.example")]
    [InlineData("www.x")]
    [InlineData("a@b.org")]
    [InlineData("x。co")]
    [InlineData("ｘ．ｃｏ")]
    [InlineData("x.\u200bco")]
    [InlineData("tel:+33123")]
    [InlineData("1.2.3.4")]
    public void Value_that_makes_a_link_is_refused_on_shared_lists_only(string value)
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);

        Assert.Equal(RenderResult.LinkInValue, Render(Bound("Hi {first_name}!", isShared: true), buffer, value, "", ""));
        Assert.Equal(RenderResult.Rendered, Render(Bound("Hi {first_name}!", isShared: false), buffer, value, "", ""));
    }

    [Fact]
    public void Two_values_that_make_a_link_together_are_refused()
    {
        var template = Bound("{first_name}{city}", isShared: true);

        Assert.Equal(RenderResult.LinkInValue, Render(template, new SmsTextBuffer(GsmAlphabet.Default), "x.", "co", ""));
    }

    [Theory]
    [InlineData("J. R. Smith")]
    [InlineData("St.Petersburg")]
    [InlineData("12.50")]
    [InlineData("Jean-Luc/Marie")]
    [InlineData("佐藤、様。")]
    public void Ordinary_value_with_dots_is_rendered_beside_a_link(string value)
    {
        var template = Bound("Hi {first_name}, see x.co/abc", isShared: true);

        Assert.Equal(RenderResult.Rendered, Render(template, new SmsTextBuffer(GsmAlphabet.Default), value, "", ""));
    }

    // The renderer looks for links only when a value has a character that could join one; this asks about every text.
    [Fact]
    public void Random_values_never_make_a_link_in_a_rendered_text()
    {
        string[] templates =
            ["{first_name} x.co", "Hi {first_name}, {city}. www.a", "({first_name}{city}) y", "{city|at home}: {first_name}!"];
        string[] pieces =
            ["x", "co", "www", "http", "tel", ".", "/", ":", "@", "-", " ", ",", "\u3002", "\uFF0E", "\u2024", "\u200d", "é", "1", "\n"];
        var random = new Random(7);
        var bound = templates.Select(text => Bound(text, isShared: true)).ToArray();
        var refused = 0;

        for (var i = 0; i < 20_000; i++)
        {
            var template = bound[i % bound.Length];
            var (name, city) = (Draw(), Draw());
            var (result, links) = RenderAndCount(template, name, city);
            if (result == RenderResult.LinkInValue) refused++;
            else Assert.Equal(RenderAndCount(template, "", "").Links, links);
        }

        Assert.Equal(566, refused);

        string Draw() => string.Concat(random.GetItems(pieces, random.Next(6)));
    }

    [Fact]
    public void Text_over_the_buffer_is_too_long()
    {
        var template = Bound("{first_name}{first_name}", isShared: true);

        Assert.Equal(RenderResult.TooLong, Render(template, new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 9), "Maria", "", ""));
        Assert.Equal(RenderResult.Rendered, Render(template, new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 10), "Maria", "", ""));
    }

    [Fact]
    public void Rendering_allocates_nothing()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var template = Bound("Hi {first_name}, {spent_2020} in {city|town}. Reply STOP. https://x.co/abc", isShared: true);
        var record = Record("Zoë Müller-O'Neil", "Санкт-Петербург", "12.5");
        var lead = new LeadView(33612345678, record);
        template.Render(lead, buffer);

        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++) template.Render(new LeadView(33612345678, record), buffer);
        });

        Assert.Equal(0, allocated);
        Assert.Equal("Hi Zoë Müller-O'Neil, 12.5 in Санкт-Петербург. Reply STOP. https://x.co/abc", buffer.ReadText());
    }

    private static (RenderResult Result, int Links) RenderAndCount(CompiledTemplate template, string firstName, string city)
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default, maxBytes: 512);
        var result = Render(template, buffer, firstName, city, "");
        var (text, count) = (buffer.ReadText(), 0);
        for (var from = 0; LinkScanner.TryFind(text, from, out _, out var end); from = end) count++;
        return (result, count);
    }

    private static string Rendered(string template, string firstName, string city, string spent)
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        Assert.Equal(RenderResult.Rendered, Render(Bound(template, isShared: false), buffer, firstName, city, spent));
        return buffer.ReadText();
    }

    private static RenderResult Render(CompiledTemplate template, SmsTextBuffer buffer, string firstName, string city, string spent) =>
        template.Render(new LeadView(33612345678, Record(firstName, city, spent)), buffer);

    private static CompiledTemplate Bound(string text, bool isShared) =>
        SmsTemplate.Parse(text).Template!.Bind(Fields, isShared, GsmAlphabet.Default, new()).Template!;

    private static byte[] Record(params string[] values)
    {
        var page = new byte[4_096];
        var record = new LeadRecord(page);
        for (var i = 0; i < values.Length; i++) record.Add(i, Encoding.UTF8.GetBytes(values[i]));
        return page[..record.Length];
    }
}

