using System.Text;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Links;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Links;
using SmsWiser.Engine;
using SmsWiser.Engine.Links;
using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Links;

/// <summary>What opt-out links lead to, through the grain.</summary>
public sealed class LinksGrainTests
{
    private const ulong First = 33_600_000_000;
    private static readonly LinkOptions Links = new() { BaseUrl = "https://go.shop.example" };

    [Fact]
    public async Task A_campaign_with_links_needs_an_address_for_them()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", First, 1);

        var refused = await RefusedAsync("invalid_template", () => bench.Account(Owner).CreateCampaignAsync(Text(list)));

        Assert.Contains("SMSWISER_LINKS_BASE_URL", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task X40_following_every_link_of_a_sendout_changes_nothing()
    {
        await using var bench = await OpenAsync(Links);
        var list = await bench.AddListAsync(Owner, "Club news", First, 300);
        var (_, sendout) = await bench.RunAsync(Owner, Text(list));
        var grain = Grain(bench);

        for (var lead = 0u; lead < 300; lead++)
            Assert.Equal(new() { Sender = "Shop", Topic = "Club news" }, await grain.FindAsync(Code(bench, sendout.Id.Value, 0, lead)));

        Assert.Equal(0, await bench.OptOuts.PositionAsync(Token));
    }

    [Fact]
    public async Task An_opt_out_reaches_sender_and_topic_once_and_everything_on_wish()
    {
        await using var bench = await OpenAsync(Links);
        var list = await bench.AddListAsync(Owner, "Club news", First, 10);
        var (_, sendout) = await bench.RunAsync(Owner, Text(list));
        var (id, owner) = ((await bench.Lists.FindAsync(list, Token))!.Id, sendout.Account);
        var code = Code(bench, sendout.Id.Value, 0, 4);

        await Grain(bench).OptOutAsync(code, everything: false);
        await Grain(bench).OptOutAsync(code, everything: false);
        Assert.Equal((1, 1, 0), await CountAsync());
        Assert.Equal(1, await bench.OptOuts.PositionAsync(Token));
        Assert.Equal(9, await OpenLeadsAsync("Shop"));
        Assert.Equal(9, await OpenLeadsAsync("Other"));

        await Grain(bench).OptOutAsync(Code(bench, sendout.Id.Value, 0, 5), everything: true);
        Assert.Equal((2, 2, 1), await CountAsync());

        async Task<(long Sender, long Topic, long Account)> CountAsync() => (
            await bench.OptOuts.CountAsync(OptOutDomain.OfSender(owner, "Shop"), Token),
            await bench.OptOuts.CountAsync(OptOutDomain.OfTopic(id), Token),
            await bench.OptOuts.CountAsync(OptOutDomain.OfAccount(owner), Token));

        async Task<long> OpenLeadsAsync(string sender)
        {
            var (campaign, _) = await bench.RunAsync(Owner, Spec(list) with { Sender = sender });
            return (await bench.Campaign(campaign).ProgressAsync(Owner)).Totals.Open;
        }
    }

    [Fact]
    public async Task Over_a_shared_list_it_reaches_the_recipient_as_sender_and_the_owners_topic()
    {
        await using var bench = await OpenAsync(Links);
        var own = await bench.AddListAsync(Recipient, "Mine", First + 1_000, 10);
        var shared = await bench.AddListAsync(Owner, "Club news", First, 500);
        await bench.ShareAsync(shared);
        var (_, sendout) = await bench.RunAsync(Recipient, Text(own, shared));

        var page = await Grain(bench).OptOutAsync(Code(bench, sendout.Id.Value, 1, 3), everything: false);

        Assert.Equal(new() { Sender = "Shop", Topic = "Club news" }, page);
        var list = (await bench.Lists.FindAsync(shared, Token))!;
        var mine = (await bench.Lists.FindAsync(own, Token))!;
        Assert.Equal((1, 1, 0, 0), (
            await bench.OptOuts.CountAsync(OptOutDomain.OfSender(mine.Owner, "Shop"), Token),
            await bench.OptOuts.CountAsync(OptOutDomain.OfTopic(list.Id), Token),
            await bench.OptOuts.CountAsync(OptOutDomain.OfTopic(mine.Id), Token),
            await bench.OptOuts.CountAsync(OptOutDomain.OfSender(list.Owner, "Shop"), Token)));
    }

    [Fact]
    public async Task Forged_codes_and_those_of_what_is_not_there_lead_nowhere()
    {
        await using var bench = await OpenAsync(Links);
        var list = await bench.AddListAsync(Owner, "All", [(First, "A", "Lyon", 1), (0, "", "", 0)]);
        var (_, sendout) = await bench.RunAsync(Owner, Text(list));
        var grain = Grain(bench);
        var real = Code(bench, sendout.Id.Value, 0, 0);

        Assert.Null(await grain.OptOutAsync((real[0] == 'A' ? "B" : "A") + real[1..], everything: true));
        Assert.Null(await grain.OptOutAsync(Code(bench, sendout.Id.Value + 1_000, 0, 0), everything: true));
        Assert.Null(await grain.OptOutAsync(Code(bench, sendout.Id.Value, 1, 0), everything: true));
        Assert.Null(await grain.OptOutAsync(Code(bench, sendout.Id.Value, 0, 1), everything: true));
        Assert.Null(await grain.OptOutAsync(Code(bench, sendout.Id.Value, 0, 70_000), everything: true));
        Assert.Null(await grain.OptOutAsync(Code(bench, sendout.Id.Value, 0, 0, link: 1), everything: true));
        Assert.Null(await grain.FindAsync("not a code"));
        Assert.Equal(0, await bench.OptOuts.PositionAsync(Token));
        Assert.NotNull(await grain.FindAsync(real.ToLowerInvariant()));
    }

    [Fact]
    public async Task T01_garbage_is_known_without_the_store()
    {
        await using var bench = await OpenAsync();
        // Without a store: whoever asked it would fail.
        using var links = new OptOutLinks(null!, null!, null!, null!, null!, bench.Keys, null!, bench.Time);

        for (var guess = 0; guess < 1_000; guess++)
            Assert.Null(await links.FindAsync($"{guess:D20}"));
    }

    private static ILinksGrain Grain(ControlBench bench) => bench.Grain<ILinksGrain>("all");

    private static CampaignSpec Text(params string[] lists) =>
        Spec(lists) with { Template = "Hi {first_name|there}. Leave: {optout_link}" };

    private static string Code(ControlBench bench, long sendout, int target, uint lead, int link = LinkSubject.OptOut)
    {
        using var codes = EngineServices.LinkCodesOf(bench.Keys);
        var code = new byte[LinkCodes.Length];
        codes.Encode(new(sendout), target, link, [lead], code);
        return Encoding.ASCII.GetString(code);
    }
}
