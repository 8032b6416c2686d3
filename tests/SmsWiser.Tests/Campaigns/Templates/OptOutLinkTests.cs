using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Links;
using SmsWiser.Smpp.Text;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Campaigns.Templates;

/// <summary>The system node <c>{optout_link}</c>.</summary>
public sealed class OptOutLinkTests
{
    private const string Base = "https://go.shop.example";
    private static readonly FieldDefinition[] Fields = [new(0, "name", FieldType.Text)];
    private static readonly LinkOptions Links = new() { BaseUrl = Base };

    private static ReadOnlySpan<byte> Code => "N67JX72CH4XQ7Z0GT1W4"u8;

    [Fact]
    public void It_is_a_node_of_its_own_whatever_its_case()
    {
        Assert.Equal(
            [new LiteralNode(1, "Leave: "), new OptOutLinkNode(8), new LiteralNode(21, ".")],
            SmsTemplate.Parse("Leave: {optout_link}.").Template!.Nodes);
        Assert.Equal([new OptOutLinkNode(1)], SmsTemplate.Parse("{ OptOut_Link }").Template!.Nodes);
    }

    [Theory]
    [InlineData("{optout_link}")]
    [InlineData("Leave: {optout_link}")]
    [InlineData("Hi {name}\n{optout_link}\nBye")]
    [InlineData("Leave by {optout_link}. Or call us!")]
    [InlineData("See https://shop.example/{name} and leave by {optout_link}!")]
    public void It_may_stand_in_a_word_of_its_own(string text) => Assert.NotNull(SmsTemplate.Parse(text).Template);

    [Theory]
    [InlineData("https://x.co/?u={optout_link}", "link 'https://x.co/?u='")]
    [InlineData("x.co/{optout_link}", "link 'x.co/'")]
    [InlineData("{optout_link}/more", "other text")]
    [InlineData("{optout_link}?x", "other text")]
    [InlineData("{optout_link}.html", "other text")]
    [InlineData("a{optout_link}", "other text")]
    [InlineData("Leave:{optout_link}", "other text")]
    [InlineData("({optout_link})", "other text")]
    [InlineData("{name}{optout_link}", "other text")]
    [InlineData("{optout_link}{name}", "other text")]
    [InlineData("{optout_link}{name|.}", "other text")]
    [InlineData("{optout_link}{optout_link}", "other text")]
    [InlineData("{optout_link}\u200d", "other text")]
    [InlineData("{optout_link}\uff0fx", "other text")]
    [InlineData("{optout_link|none}", "takes no default")]
    public void X03_it_is_refused_inside_a_link_and_where_it_touches_text(string text, string message)
    {
        var error = SmsTemplate.Parse(text).Error;

        Assert.NotNull(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_allowed_in_a_text_for_a_shared_list() =>
        Assert.Empty(Bind("Hi {name|there}. Leave: {optout_link}", isShared: true, Links).Errors);

    [Fact]
    public void Without_an_address_it_is_refused_with_what_to_do()
    {
        var error = Assert.Single(Bind("Leave: {optout_link}", isShared: false, new()).Errors);

        Assert.Equal(8, error.Column);
        Assert.Contains("--links-base-url https://DOMAIN", error.Message, StringComparison.Ordinal);
        Assert.NotNull(Bind("Leave: STOP", isShared: false, new()).Template);
    }

    [Fact]
    public void It_is_sent_as_address_slash_and_code()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var template = Bind("Leave: {optout_link}.", isShared: true, Links).Template!;

        Assert.Equal(RenderResult.Rendered, template.Render(default, buffer, Code));
        Assert.Equal($"Leave: {Base}/N67JX72CH4XQ7Z0GT1W4.", buffer.ReadText());
        Assert.True(template.HasOptOutLink);
    }

    [Theory]
    [InlineData(160 - 44, 1)]
    [InlineData(161 - 44, 2)]
    public void Measuring_counts_what_is_sent_to_the_septet(int before, int parts)
    {
        var text = new string('x', before - 1) + " {optout_link}";
        var (measured, sent) = (new SmsTextBuffer(GsmAlphabet.Default), new SmsTextBuffer(GsmAlphabet.Default));
        var template = Bind(text, isShared: false, Links).Template!;
        template.Render(default, measured);
        template.Render(default, sent, Code);

        Assert.Equal(before + 44, sent.Units);
        Assert.Equal(sent.Units, measured.Units);
        Assert.Equal(parts, PartSplitter.Split(sent, PartRules.Default, new PartRange[10]));
        var size = SmsTemplate.Parse(text).Template!.Measure(GsmAlphabet.Default, PartRules.Default, Links);
        Assert.Equal((sent.Units, parts), (size.Units, size.Parts));
    }

    [Fact]
    public void Rendering_allocates_nothing()
    {
        var buffer = new SmsTextBuffer(GsmAlphabet.Default);
        var template = Bind("Hi {name|there}. Leave: {optout_link}", isShared: true, Links).Template!;

        Assert.Equal(0, Allocations.Least(() => template.Render(default, buffer, Code)));
    }

    private static TemplateBinding Bind(string text, bool isShared, LinkOptions links) =>
        SmsTemplate.Parse(text).Template!.Bind(Fields, isShared, GsmAlphabet.Default, links);
}
