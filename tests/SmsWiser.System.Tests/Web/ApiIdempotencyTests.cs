using System.Text.Json;
using SmsWiser.System.Tests.Storage;
using SmsWiser.Web.Requests;

namespace SmsWiser.System.Tests.Web;

/// <summary>Requests under an idempotency key.</summary>
public sealed class ApiIdempotencyTests
{
    private const string Body = """{"name":"Customers"}""";

    [Fact]
    public async Task The_same_request_is_done_once_also_across_a_restart()
    {
        using var files = new TemporaryDirectory();
        string key;
        ApiAnswer first;
        await using (var site = await ApiSite.OpenAsync(at: files))
        {
            key = site.Key;
            first = await AskAsync(site, key, "a", Body);
            var again = await AskAsync(site, key, "a", Body);
            Assert.Equal((201, first.Text, "true"), (again.Status, again.Text, again.Headers["Idempotent-Replayed"]));
        }

        await using var later = await ApiSite.OpenAsync(at: files);
        var replayed = await AskAsync(later, key, "a", Body);
        var other = await AskAsync(later, key, "b", Body);

        Assert.Equal((201, first.Text), (replayed.Status, replayed.Text));
        Assert.NotEqual(first.Text, other.Text);
        Assert.Equal(2, (await later.DoAsync("GET", "/v1/lists")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Another_body_is_refused_and_another_api_key_is_apart()
    {
        await using var site = await ApiSite.OpenAsync();
        var colleague = await site.KeyAsync(ApiSite.Owner, Core.Accounts.ApiScopes.ListsWrite);
        var first = await AskAsync(site, site.Key, "a", Body);

        var other = await AskAsync(site, site.Key, "a", """{"name":"Others"}""");
        var apart = await AskAsync(site, colleague, "a", Body);

        Assert.Equal((422, "idempotency_mismatch"), (other.Status, other.Code));
        Assert.Equal(201, apart.Status);
        Assert.NotEqual(first.Text, apart.Text);
        Assert.Equal(400, (await AskAsync(site, site.Key, new('x', 256), Body)).Status);
    }

    [Fact]
    public async Task Requests_at_the_same_time_wait_for_the_first()
    {
        await using var site = await ApiSite.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(site, site.Key, "a", Body)));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single((await site.DoAsync("GET", "/v1/lists")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_a_secret_neither()
    {
        await using var site = await ApiSite.OpenAsync();
        const string name = """{"name":""}""";

        var refused = await AskAsync(site, site.Key, "a", name);
        var done = await AskAsync(site, site.Key, "a", Body);
        var keyed = await AskAsync(site, site.Key, "k", """{"name":"x","scopes":["admin"]}""", "/v1/keys");
        var again = await AskAsync(site, site.Key, "k", """{"name":"x","scopes":["admin"]}""", "/v1/keys");

        Assert.Equal((400, 201), (refused.Status, done.Status));
        Assert.Equal((201, 409, "already_exists"), (keyed.Status, again.Status, again.Code));
    }

    [Fact]
    public async Task An_answer_is_not_repeated_to_one_who_may_not_see_it_any_more()
    {
        await using var site = await ApiSite.OpenAsync();
        var recipient = await site.KeyAsync(ApiSite.Stranger, ApiRoutes.AnyOfAccount);
        var list = Id(await site.DoAsync("POST", "/v1/lists", Body));
        var import = Id(await site.DoAsync("POST", $"/v1/lists/{list}/imports", "phone,spent\n+33612345678,7\n", "text/csv"));
        await site.AskAsync("GET", $"/v1/lists/{list}/imports/{import}/events", site.Key);
        var share = Id(await site.DoAsync("POST", $"/v1/lists/{list}/shares", """{"recipient":"STRANGER","profit_basis_points":1000}"""));
        var accepted = await site.AskAsync("POST", $"/v1/invitations/{share}/accept", recipient);
        Assert.Equal(200, accepted.Status);
        var path = $"/v1/lists/{list}/segments";
        const string segment = """{"name":"Good","filter":"spent > 5"}""";

        var saved = await AskAsync(site, recipient, "s", segment, path);
        var stopped = await site.AskAsync("POST", $"/v1/shares/{share}/stop", site.Key, """{"op_id":"1"}""");
        var repeated = await AskAsync(site, recipient, "s", segment, path);

        Assert.Equal((201, 200), (saved.Status, stopped.Status));
        Assert.Equal((404, "not_found"), (repeated.Status, repeated.Code));
    }

    private static string Id(JsonElement made) => made.GetProperty("id").GetString()!;

    private static Task<ApiAnswer> AskAsync(ApiSite site, string key, string idempotencyKey, string body, string path = "/v1/lists") =>
        site.AskAsync("POST", path, key, body, headers: ("Idempotency-Key", idempotencyKey));
}
