using System.Text.Json;
using System.Text.RegularExpressions;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;
using SmsWiser.Host.Chance;
using SmsWiser.Web;
using SmsWiser.Web.Requests;

namespace SmsWiser.System.Tests.Web;

/// <summary>Who gets in: every route, asked by nobody, by a wrong key, by another account and by too small a key.</summary>
public sealed class ApiAccessTests
{
    private static readonly HttpOptions Patient = new() { RefusedKeysPerMinute = 10_000, RequestsPerSecond = 100_000, Burst = 100_000 };

    [Fact]
    public async Task Nothing_is_mapped_that_does_not_say_who_may_ask()
    {
        await using var site = await ApiSite.OpenAsync();

        var declared = site.Node.Mapped.Select(endpoint => endpoint.Metadata.GetMetadata<ApiRoute>()).ToList();

        Assert.Equal(ApiRoutes.All.Count, declared.Count);
        Assert.Equal(
            ["/{code}", "/{code}"],
            site.Node.All.Except(site.Node.Mapped).Select(page => ((Microsoft.AspNetCore.Routing.RouteEndpoint)page).RoutePattern.RawText));
        Assert.DoesNotContain(null, declared);
        Assert.Equal(
            ["/healthz", "/openapi/v1.json", "/readyz"],
            declared.Where(route => route!.Scopes == ApiScopes.None).Select(route => route!.Path).Order());
    }

    [Fact]
    public async Task Every_route_refuses_nobody_and_wrong_keys()
    {
        await using var site = await ApiSite.OpenAsync(Patient);
        var unknown = ApiKeyText.New(new SystemRandom()).Text;

        foreach (var route in Guarded)
        {
            foreach (var key in (string?[])[null, "sk_wrong", site.Key[..^1] + (site.Key[^1] == '0' ? '1' : '0'), unknown])
            {
                var answer = await AskAsync(site, route, key, PublicId.New(new SystemRandom()));
                Assert.True((answer.Status, answer.Code) == (401, "unauthenticated"), $"{route.Method} {route.Path}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task Every_route_refuses_a_key_of_too_small_a_scope()
    {
        await using var site = await ApiSite.OpenAsync(Patient);
        var @operator = await site.KeyAsync("operator", ApiScopes.Operator);
        var keys = new Dictionary<ApiScopes, string>();

        foreach (var route in Guarded)
        {
            var others = ApiRoutes.AnyOfAccount & ~route.Scopes;
            var key = others == ApiScopes.None ? @operator
                : keys.TryGetValue(others, out var known) ? known : keys[others] = await site.KeyAsync(ApiSite.Owner, others);
            var answer = await AskAsync(site, route, key, PublicId.New(new SystemRandom()));
            Assert.True((answer.Status, answer.Code) == (403, "forbidden"), $"{route.Method} {route.Path}: {answer.Text}");
            if (route.Scopes == ApiScopes.Operator)
                continue;
            answer = await AskAsync(site, route, @operator, PublicId.New(new SystemRandom()));
            Assert.True((answer.Status, answer.Code) == (403, "forbidden"), $"{route.Method} {route.Path}: {answer.Text}");
        }
    }

    [Fact]
    public async Task Every_object_of_another_account_is_not_there()
    {
        await using var site = await ApiSite.OpenAsync(Patient);
        var foreign = await site.KeyAsync(ApiSite.Stranger, ApiRoutes.AnyOfAccount);
        var list = (await site.DoAsync("POST", "/v1/lists", """{"name":"Customers"}""")).GetProperty("id").GetString()!;
        var share = (await site.DoAsync("POST", $"/v1/lists/{list}/shares", """{"recipient":"B3X9M4QF","profit_basis_points":1000}"""))
            .GetProperty("id").GetString()!;
        var campaign = (await site.DoAsync("POST", "/v1/campaigns", $$"""
            {"name":"Autumn","sender":"Shop","template":"Hi","class":"marketing","targets":[{"list_id":"{{list}}"}]}
            """)).GetProperty("id").GetString()!;
        var tried = 0;

        foreach (var route in Guarded.Where(route => Regex.IsMatch(route.Path, @"\{(list|share|campaign)\}")))
        {
            var id = route.Path.Contains("{share}", StringComparison.Ordinal) ? share
                : route.Path.Contains("{campaign}", StringComparison.Ordinal) ? campaign : list;
            var answer = await AskAsync(site, route, foreign, id);
            Assert.True((answer.Status, answer.Code) == (404, "not_found"), $"{route.Method} {route.Path}: {answer.Status} {answer.Text}");
            tried++;
        }

        Assert.True(tried > 40, $"{tried} routes were tried");
    }

    private static IEnumerable<ApiRoute> Guarded => ApiRoutes.All.Where(route => route.Scopes != ApiScopes.None);

    private static Task<ApiAnswer> AskAsync(ApiSite site, ApiRoute route, string? key, string id)
    {
        var path = Regex.Replace(route.Path, @"\{(\w+)\}", match => match.Groups[1].Value switch
        {
            "list" or "share" or "campaign" => id,
            "account" => ApiSite.Owner,
            "number" => "33612345678",
            "prefix" => "33",
            "word" => "HELLO",
            "sender" => "Shop",
            "carrier" => "alpha",
            _ => PublicId.New(new SystemRandom()),
        });
        if (route.Path.EndsWith("/growth", StringComparison.Ordinal))
            path += "?from=2026-01-01&to=2026-01-31";
        return route.IsUpload ? site.AskAsync(route.Method, path, key, "phone\n+33612345678\n", "text/csv")
            : site.AskAsync(route.Method, path, key, route.Body is null ? null : JsonSerializer.Serialize(Examples.Of(route.Body)));
    }
}
