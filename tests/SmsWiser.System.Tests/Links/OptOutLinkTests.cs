using System.Net;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Links;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Web;

namespace SmsWiser.System.Tests.Links;

/// <summary>Opt-outs by link on a whole node: from the template over the wire and the page to the message that is withheld.</summary>
public sealed class OptOutLinkTests
{
    private const long French = 33_610_000_000;
    private const string Base = "https://go.shop.example";
    private const string Template = "Hi. Leave: {optout_link}";
    private static readonly LinkOptions Links = new() { BaseUrl = Base };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_confirms_on_the_page_of_the_own_link_gets_nothing_more_and_a_look_alone_changes_nothing()
    {
        const int leads = 20;
        await using var carrier = new TextCarrier();
        await using var site = await SendingSite.OpenAsync(links: Links);
        await site.ConnectAsync("texts", carrier.Port, binds: 1, window: 10);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        await SendAsync(site, list, leads);
        var codes = carrier.Received.ToDictionary(one => one.Number, one => Code(one.Text));
        Assert.Equal(leads, codes.Values.Distinct().Count());
        using var person = LocalNode.Connect(site.Data);

        // X40: every link is followed, as mail scanners and mischief do.
        foreach (var (number, code) in codes)
        {
            using var page = await person.GetAsync($"/{code}", Token);
            var html = await page.Content.ReadAsStringAsync(Token);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("<strong>SHOP</strong>", html, StringComparison.Ordinal);
            Assert.Contains($"Leads of {SendingSite.Owner}", html, StringComparison.Ordinal);
            Assert.DoesNotContain(number.ToString()[2..], html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        }
        Assert.Equal(0, await site.Host.Store.GateLog.PositionAsync(Token));

        using var done = await person.PostAsync($"/{codes[French + 4].ToLowerInvariant()}", null, Token);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("You will get no more messages", await done.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var again = await person.PostAsync($"/{codes[French + 4]}", Form("sender"), Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", Template, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == leads - 1);
        var second = carrier.Received.Skip(leads).ToDictionary(one => one.Number, one => Code(one.Text));
        Assert.Equal(codes.Keys.Where(number => number != French + 4).Order(), second.Keys.Order());
        Assert.Empty(second.Values.Intersect(codes.Values));
    }

    [Fact]
    public async Task A_message_that_is_planned_already_is_withheld_once_the_page_has_answered()
    {
        const int leads = 1_000;
        await using var carrier = new TextCarrier();
        await using var site = await SendingSite.OpenAsync(links: Links);
        await site.ConnectAsync("texts", carrier.Port, binds: 1, window: 10, rate: 400);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        await SendAsync(site, list, leads);
        var codes = carrier.Received.ToDictionary(one => one.Number, one => Code(one.Text));
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", Template, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= leads + 50);
        await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, _ => carrier.Received.Count == site.Submitted);
        using var person = LocalNode.Connect(site.Data);

        var left = codes.Keys.Except(carrier.Received.Skip(leads).Select(one => one.Number)).Take(20).ToList();
        foreach (var number in left)
        {
            using var answer = await person.PostAsync($"/{codes[number]}", Form("all"), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        await site.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == leads - 20);

        Assert.Empty(carrier.Received.Skip(leads).Select(one => one.Number).Intersect(left));
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal(20, report.SuppressedBy["opted_out"]);
    }

    [Fact]
    public async Task X38_guesses_look_all_alike_and_end_in_a_refusal()
    {
        await using var site = await SendingSite.OpenAsync(links: Links);
        using var guesser = LocalNode.Connect(site.Data);
        var answers = new List<string>();

        for (var guess = 0; guess < 20; guess++)
        {
            using var answer = guess % 2 == 0 ? await guesser.GetAsync($"/{guess:D20}", Token)
                : await guesser.PostAsync($"/{guess:D20}", Form("all"), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync(Token));
        }
        using var refused = await guesser.GetAsync("/00000000000000000099", Token);

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(120), refused.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task T02_nothing_is_redirected_and_pages_are_kept_to_themselves()
    {
        await using var site = await SendingSite.OpenAsync(links: Links);
        using var person = LocalNode.Connect(site.Data);

        foreach (var target in new[] { "https:%2F%2Fevil.example", "evil.example", "N67JX72CH4XQ7Z0GT1W4?to=https://evil.example" })
        {
            using var answer = await person.GetAsync($"/{target}", Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Null(answer.Headers.Location);
            Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("noindex, nofollow", string.Join(", ", answer.Headers.GetValues("X-Robots-Tag")));
            Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal);
        }
    }

    private static async Task SendAsync(SendingSite site, string list, int leads)
    {
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", Template, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == leads);
    }

    private static string Code(string text)
    {
        var link = text[(text.LastIndexOf(' ') + 1)..];
        Assert.StartsWith($"{Base}/", link, StringComparison.Ordinal);
        return link[(Base.Length + 1)..];
    }

    private static FormUrlEncodedContent Form(string scope) => new([new("scope", scope)]);
}
