using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

public sealed class CampaignDraftTests
{
    [Theory]
    [InlineData("Shop", true)]
    [InlineData("A b.c-d_e&f", true)]
    [InlineData("123", true)]
    [InlineData("336123456789012", true)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("TwelveLetter", false)]
    [InlineData("12", false)]
    [InlineData("3361234567890123", false)]
    [InlineData("+33612345678", false)]
    [InlineData("Café", false)]
    public async Task A_sender_is_up_to_11_plain_characters_or_3_to_15_digits(string sender, bool isAllowed)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1);
        var spec = Spec(list) with { Sender = sender };

        if (isAllowed)
            Assert.NotNull(await bench.Account(Owner).CreateCampaignAsync(spec));
        else
            await RefusedAsync("invalid_value", () => bench.Account(Owner).CreateCampaignAsync(spec));
    }

    [Fact]
    public async Task Over_a_shared_list_the_sender_must_have_letters()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 500);
        await bench.ShareAsync(shared);

        var refused = await RefusedAsync(
            "invalid_value", () => bench.Account(Recipient).CreateCampaignAsync(Spec(shared) with { Sender = "33612345678" }));

        Assert.Contains("must have letters", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi {first_name", "invalid_template", "column 4")]
    [InlineData("Hi {nickname}", "invalid_template", "it has first_name, city, spent")]
    public async Task A_text_must_parse_and_name_fields_that_every_list_has(string template, string code, string part)
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1);

        var refused = await RefusedAsync(code, () => bench.Account(Owner).CreateCampaignAsync(Spec(list) with { Template = template }));

        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_that_could_form_a_link_is_refused_over_a_shared_list_and_allowed_over_an_own_one()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 500);
        await bench.ShareAsync(list);
        var spec = Spec(list) with { Template = "See https://x.co/{city}" };

        await RefusedAsync("invalid_template", () => bench.Account(Recipient).CreateCampaignAsync(spec));

        Assert.NotNull(await bench.Account(Owner).CreateCampaignAsync(spec));
    }

    [Fact]
    public async Task A_filter_must_parse_against_the_list()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1);

        await RefusedAsync("invalid_filter", () => bench.Account(Owner).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = list, Filter = "spent > \"much\"" }] }));
        await RefusedAsync("invalid_filter", () => bench.Account(Owner).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = list, Filter = "number = 1" }] }));
    }

    [Fact]
    public async Task A_segment_lends_its_filter_and_is_the_actors_own_on_that_list()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var other = await bench.AddListAsync(Owner, "Other", 33_600_000_000, 10);
        await bench.ShareAsync(list);
        var segment = await bench.List(list).SaveSegmentAsync(Owner, "Big spenders", "spent > 5");

        var id = await bench.Account(Owner).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = list, SegmentId = segment.Id }] });

        Assert.Equal("spent > 5", (await bench.Campaigns.FindAsync(id, Token))!.Targets.Single().Filter);
        await RefusedAsync("not_found", () => bench.Account(Owner).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = other, SegmentId = segment.Id }] }));
        await RefusedAsync("not_found", () => bench.Account(Recipient).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = list, SegmentId = segment.Id }] }));
        await RefusedAsync("invalid_value", () => bench.Account(Owner).CreateCampaignAsync(
            Spec() with { Targets = [new TargetSpec { ListId = list, SegmentId = segment.Id, Filter = "spent > 5" }] }));
    }

    [Fact]
    public async Task Name_class_and_number_of_targets_have_bounds()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1);
        CampaignSpec[] refused =
        [
            Spec(list) with { Name = " " }, Spec(list) with { Name = new('n', 101) }, Spec(list) with { Class = "spam" }, Spec(),
            Spec([.. Enumerable.Repeat(list, 101)]),
        ];

        foreach (var spec in refused)
            await RefusedAsync("invalid_value", () => bench.Account(Owner).CreateCampaignAsync(spec));
    }

    [Fact]
    public async Task A_list_is_a_target_for_its_owner_and_while_shared_for_its_recipient_only()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 500);
        var invitation = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);
        await RefusedAsync("not_found", () => bench.Account(Recipient).CreateCampaignAsync(Spec(list)));
        await bench.Share(invitation.Id).AcceptAsync(Recipient);

        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(list));

        var grant = (await bench.Shares.FindAsync(invitation.Id, Token))!;
        Assert.Equal(grant.Id, (await bench.Campaigns.FindAsync(id, Token))!.Targets.Single().Grant);
        Assert.Equal(TrafficClass.Marketing, (await bench.Campaigns.FindAsync(id, Token))!.Class);
        await RefusedAsync("not_found", () => bench.Account(Stranger).CreateCampaignAsync(Spec(list)));
        await bench.Share(invitation.Id).StopAsync(Owner, "op");
        await RefusedAsync("share_not_active", () => bench.Account(Recipient).CreateCampaignAsync(Spec(list)));
    }
}
