using SmsWiser.Contracts.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Texts as one person would get them.</summary>
public sealed class PreviewGrainTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task A_campaign_is_shown_with_likely_values_on_each_of_its_lists()
    {
        await using var bench = await OpenAsync();
        var first = await bench.AddListAsync(Owner, "First", 33_610_000_000, 3);
        var second = await bench.AddListAsync(Owner, "Second", 33_620_000_000, 3);
        var campaign = await bench.Account(Owner).CreateCampaignAsync(Spec(first, second));

        var previews = await bench.Campaign(campaign).PreviewAsync(Owner, Nothing);

        Assert.Equal([first, second], previews.Select(one => one.ListId));
        Assert.Equal(("Hi Anna", "gsm7", 7, 1, 153), (previews[0].Text, previews[0].Encoding, previews[0].Units, previews[0].Parts,
            previews[0].UnitsLeft));
        Assert.Equal(("Anna", "Lyon", "120"),
            (previews[0].Sample["first_name"], previews[0].Sample["city"], previews[0].Sample["spent"]));
        Assert.Empty(previews[0].OutsideGsm);
    }

    [Fact]
    public async Task Given_values_count_and_an_empty_one_shows_the_default()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "List", 33_610_000_000, 3);
        var campaign = await bench.Account(Owner).CreateCampaignAsync(Spec(list));

        var given = await bench.Campaign(campaign).PreviewAsync(Owner, new Dictionary<string, string> { ["First_Name"] = "Łukasz" });
        var none = await bench.Campaign(campaign).PreviewAsync(Owner, new Dictionary<string, string> { ["first_name"] = "" });

        Assert.Equal(("Hi Łukasz", "ucs2", 9, 61), (given[0].Text, given[0].Encoding, given[0].Units, given[0].UnitsLeft));
        var outside = Assert.Single(given[0].OutsideGsm);
        Assert.Equal((4, "Ł", null), (outside.Position, outside.Character, outside.Substitute));
        Assert.Equal("Hi there", none[0].Text);
    }

    [Theory]
    [InlineData("{first_name}'s “sale”", "ucs2", 1)]
    [InlineData("€{first_name}", "gsm7", 1)]
    public async Task A_text_is_measured_before_it_is_a_campaign(string text, string encoding, int parts)
    {
        await using var bench = await OpenAsync();

        var preview = Assert.Single(await bench.Account(Owner).PreviewAsync(new() { Template = text }));

        Assert.Null(preview.ListId);
        Assert.Equal((encoding, parts), (preview.Encoding, preview.Parts));
        Assert.All(preview.OutsideGsm, one => Assert.Equal("\"", one.Substitute));
    }

    [Theory]
    [InlineData(160, 1, 0)]
    [InlineData(161, 2, 145)]
    [InlineData(306, 2, 0)]
    [InlineData(307, 3, 152)]
    public async Task Parts_and_what_is_left_in_the_last_are_those_of_the_wire(int length, int parts, int left)
    {
        await using var bench = await OpenAsync();

        var preview = Assert.Single(await bench.Account(Owner).PreviewAsync(new() { Template = new('x', length) }));

        Assert.Equal((length, parts, left, null), (preview.Units, preview.Parts, preview.UnitsLeft, preview.Problem));
    }

    [Theory]
    [InlineData("", "{first_name}", "empty")]
    [InlineData("a very long name", "{first_name}", "too_long")]
    [InlineData("evil.com", "Hello {first_name}", "content")]
    public async Task What_would_not_be_sent_says_why(string name, string text, string problem)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "List", 33_610_000_000, 400);
        await bench.ShareAsync(list);
        var value = problem == "too_long" ? new string('x', 200) : name;

        var preview = Assert.Single(await bench.Account(Recipient).PreviewAsync(new()
        {
            Template = text,
            ListIds = [list],
            MaxParts = 1,
            Sample = new Dictionary<string, string> { ["first_name"] = value },
        }));

        Assert.Equal((problem, 0), (preview.Problem, preview.Parts));
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "List", 33_610_000_000, 3);
        var account = bench.Account(Owner);

        await RefusedAsync("invalid_template", () => account.PreviewAsync(new() { Template = "Hi {" }));
        await RefusedAsync("invalid_template", () => account.PreviewAsync(new() { Template = "Hi {nick}", ListIds = [list] }));
        await RefusedAsync("invalid_value", () => account.PreviewAsync(new() { Template = "Hi", MaxParts = 11 }));
        var wrong = await RefusedAsync("invalid_value", () => account.PreviewAsync(new()
        {
            Template = "Hi",
            ListIds = [list],
            Sample = new Dictionary<string, string> { ["nick"] = "A" },
        }));
        await RefusedAsync("not_found", () => bench.Account(Stranger).PreviewAsync(new() { Template = "Hi", ListIds = [list] }));
        Assert.Contains("first_name", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>X24: a recipient's preview is made of likely values and holds nothing of a lead.</summary>
    [Fact]
    public async Task A_recipient_sees_no_value_of_a_lead()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(
            Owner, "Private", Enumerable.Range(0, 400).Select(i => (33_610_000_000 + (ulong)i, "Brunhilde", "Atlantis", 77)));
        await bench.ShareAsync(list);
        var campaign = await bench.Account(Recipient).CreateCampaignAsync(Spec(list) with { Template = "{first_name} {city} {spent}" });

        var preview = Assert.Single(await bench.Campaign(campaign).PreviewAsync(Recipient, Nothing));

        Assert.Equal("Anna Lyon 120", preview.Text);
    }
}
