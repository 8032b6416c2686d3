using SmsWiser.Core.Campaigns;

namespace SmsWiser.Tests.Campaigns.Templates;

public sealed class SharedTemplateRulesTests
{
    private static readonly HashSet<string> Private = new(["zip", "last_name", "phone"], StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("Hi {last_name}, see https://x.co/a now")]
    [InlineData("Hi {last_name}! x.co/a")]
    [InlineData("{last_name}: your code. {zip}")]
    [InlineData("Dear {last_name}.\nx.co")]
    [InlineData("Family ({last_name}) or '{last_name}'s'")]
    [InlineData("\"{last_name}\" x.co")]
    [InlineData("{zip|St. Louis} x.co")]
    [InlineData("{last_name}{zip}")]
    [InlineData("x.co/{shop}")]
    public void Placeholders_apart_from_links_are_allowed(string text) =>
        Assert.Empty(SmsTemplate.Parse(text).Template!.CheckShared(Private));

    [Theory]
    [InlineData("https://x/?p={phone}", 14)]
    [InlineData("https://x.co/?p={phone}", 17)]
    [InlineData("x.co/{zip}", 6)]
    [InlineData("x.co{zip}", 5)]
    [InlineData("{last_name}.x.co", 1)]
    [InlineData("{Last_Name}.co/a", 1)]
    [InlineData("www.{zip}", 5)]
    [InlineData("https://{zip}", 9)]
    [InlineData("https:{zip}", 7)]
    [InlineData("x.{zip}", 3)]
    [InlineData("x．{zip}", 3)]
    [InlineData("x。{zip}", 3)]
    [InlineData("x․{zip}", 3)]
    [InlineData(".{zip}", 2)]
    [InlineData("{zip}-x", 1)]
    [InlineData("{zip}/x", 1)]
    [InlineData("{zip}@x", 1)]
    [InlineData("me@{zip}", 4)]
    [InlineData("x.co/a,{zip}", 8)]
    [InlineData("Hi ({zip}).co", 5)]
    [InlineData("{zip|x.co}", 1)]
    [InlineData("{zip|x.}co", 1)]
    [InlineData("Hi {zip|www.}", 4)]
    [InlineData("Hi {zip|a/b}", 4)]
    public void Placeholder_in_or_at_a_link_is_refused_where_it_stands(string text, int column)
    {
        var error = Assert.Single(SmsTemplate.Parse(text).Template!.CheckShared(Private));

        Assert.Equal(column, error.Column);
    }

    [Fact]
    public void Each_placeholder_at_fault_is_named_in_the_order_of_the_text()
    {
        var errors = SmsTemplate.Parse("x.co/{zip}{phone} and {last_name}.fr").Template!.CheckShared(Private);

        Assert.Equal(
            [
                "column 6: {zip} is in one word with the link 'x.co/'; put a blank between them, no value may enter a link",
                "column 11: {phone} is in one word with the link 'x.co/'; put a blank between them, no value may enter a link",
                "column 23: {last_name} is in one word with '.' and could join a link; put a blank between them",
            ],
            errors.Select(error => error.ToString()));
    }
}

