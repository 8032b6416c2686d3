using SmsWiser.Core.Accounts;
using SmsWiser.Host.Chance;

namespace SmsWiser.System.Tests.Web;

/// <summary>Who asks too often.</summary>
public sealed class ApiRateTests
{
    [Fact]
    public async Task A_key_that_asks_too_often_waits_and_its_stops_do_not()
    {
        await using var site = await ApiSite.OpenAsync(new() { RequestsPerSecond = 1, Burst = 3 });
        var other = await site.KeyAsync(ApiSite.Owner, ApiScopes.ListsRead);
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 8; i++)
            answers.Add(await site.AskAsync("GET", "/v1/lists", site.Key));
        var refused = answers.First(answer => answer.Status == 429);

        var stop = await site.AskAsync("POST", "/v1/opt-outs", site.Key, """{"number":"+33612345678"}""");

        Assert.Equal((200, "3", "2"), (answers[0].Status, Limit(answers[0]), Remaining(answers[0])));
        Assert.Equal(("rate_limited", "1", "0"), (refused.Code, refused.Headers["Retry-After"], Remaining(refused)));
        Assert.Equal(204, stop.Status);
        Assert.Equal(200, (await site.AskAsync("GET", "/v1/lists", other)).Status);
    }

    private static string Limit(ApiAnswer answer) => answer.Headers["RateLimit-Limit"];

    private static string Remaining(ApiAnswer answer) => answer.Headers["RateLimit-Remaining"];

    [Fact]
    public async Task An_address_of_many_refused_keys_waits_and_its_good_key_does_not()
    {
        await using var site = await ApiSite.OpenAsync(new() { RefusedKeysPerMinute = 5 });
        Assert.Equal(200, (await site.AskAsync("GET", "/v1/lists", site.Key)).Status);

        var statuses = new List<int>();
        for (var i = 0; i < 10; i++)
            statuses.Add((await site.AskAsync("GET", "/v1/lists", ApiKeyText.New(new SystemRandom()).Text)).Status);
        var good = await site.AskAsync("GET", "/v1/lists", site.Key);

        Assert.Equal([401, 401, 401, 401, 401], statuses[..5]);
        Assert.Equal(429, statuses[^1]);
        Assert.Equal(200, good.Status);
    }

    [Fact]
    public async Task A_key_is_refused_from_elsewhere_and_after_its_end()
    {
        await using var site = await ApiSite.OpenAsync();
        var keys = site.Host.Grains.GetGrain<Contracts.Accounts.IApiKeysGrain>(ApiSite.Owner);
        var here = await keys.CreateAsync(new() { Name = "here", Scopes = ["lists:read"], Addresses = ["127.0.0.0/8"] });
        var elsewhere = await keys.CreateAsync(new() { Name = "there", Scopes = ["lists:read"], Addresses = ["203.0.113.0/24"] });
        var replaced = await keys.RotateAsync(here.Id, 0);

        Assert.Equal(401, (await site.AskAsync("GET", "/v1/lists", elsewhere.Key)).Status);
        Assert.Equal(401, (await site.AskAsync("GET", "/v1/lists", here.Key)).Status);
        Assert.Equal(200, (await site.AskAsync("GET", "/v1/lists", replaced.Key)).Status);
        Assert.NotNull((await keys.ListAsync()).Single(key => key.Id == replaced.Id).LastUsedAt);
    }
}
