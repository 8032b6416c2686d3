using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.System.Tests.Web;

/// <summary>Lists and keys over HTTP, and the manners of all answers.</summary>
public sealed class ApiListTests
{
    [Fact]
    public void Codes_of_problems_are_those_that_programs_know()
    {
        string[] known =
        [
            "not_found 404", "invalid_value 400", "wrong_state 409", "conflict 409", "already_exists 409", "invalid_template 400",
            "invalid_filter 400", "share_not_active 409", "below_threshold 409", "no_route 409", "carrier_unavailable 503",
            "overloaded 503", "insufficient_credit 402", "suspended 403", "unauthenticated 401", "forbidden 403", "rate_limited 429",
            "too_large 413", "unsupported_media 415", "method_not_allowed 405", "precondition_failed 412", "idempotency_mismatch 422",
            "outcome_unknown 409", "timed_out 504", "internal 500",
        ];

        Assert.Equal(known, Enum.GetValues<ErrorCode>().Select(code => $"{Problems.NameOf(code)} {Problems.StatusOf(code)}"));
    }

    [Fact]
    public void Names_and_numbers_of_scopes_are_those_that_are_stored()
    {
        Assert.Equal(
            ["lists:read", "lists:write", "shares:manage", "campaigns:send", "reports:read", "ledger:read", "inbound:read",
                "optouts:write", "admin", "operator"],
            Enumerable.Range(0, 10).Select(bit => ApiScopeNames.Of((ApiScopes)(1 << bit)).Single()));
    }

    [Fact]
    public async Task A_list_is_made_read_changed_and_guarded_by_its_version()
    {
        await using var site = await ApiSite.OpenAsync();

        var made = await site.AskAsync("POST", "/v1/lists", site.Key, """{"name":"Customers"}""");
        var path = $"/v1/lists/{made.Json.GetProperty("id").GetString()}";
        var read = await site.AskAsync("GET", path, site.Key);
        var unchanged = await site.AskAsync("GET", path, site.Key, headers: ("If-None-Match", read.Headers["ETag"]));
        var changed = await site.AskAsync(
            "PATCH", path, site.Key, """{"name":"Clients"}""", headers: ("If-Match", read.Headers["ETag"]));
        var late = await site.AskAsync("PATCH", path, site.Key, """{"name":"Others"}""", headers: ("If-Match", read.Headers["ETag"]));

        Assert.Equal((201, 200, 304, 200), (made.Status, read.Status, unchanged.Status, changed.Status));
        Assert.Equal("Clients", changed.Json.GetProperty("name").GetString());
        Assert.Equal((412, "precondition_failed"), (late.Status, late.Code));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_body_is_said_at_once()
    {
        await using var site = await ApiSite.OpenAsync();

        var answer = await site.AskAsync("POST", "/v1/campaigns", site.Key, """
            {"name":7,"sender":"Shop","class":null,"targets":[{"list_id":"x"},{"filter":3}],"colour":"red","valid_until":"2026-12-01T10:00"}
            """);

        Assert.Equal((400, "invalid_value"), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.Equal(answer.Headers["X-Request-Id"], answer.Json.GetProperty("request_id").GetString());
        Assert.Equal(
            [
                "class is null; give a value, or leave it out", "colour is not known here", "name cannot be read; give a text",
                "targets[1].filter cannot be read; give a text", "targets[1].list_id is required", "template is required",
                "valid_until cannot be read; give a time of RFC 3339 with its offset, as 2026-12-01T11:30:00Z",
            ],
            answer.Json.GetProperty("errors").EnumerateObject().Select(error => $"{error.Name} {error.Value}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_go_on_where_they_ended_though_lists_come_in_between()
    {
        await using var site = await ApiSite.OpenAsync();
        for (var i = 0; i < 5; i++)
            await site.DoAsync("POST", "/v1/lists", $$"""{"name":"List {{i}}"}""");

        var first = await site.DoAsync("GET", "/v1/lists?limit=2");
        await site.DoAsync("POST", "/v1/lists", """{"name":"List 5"}""");
        var second = await site.DoAsync("GET", $"/v1/lists?limit=4&cursor={first.GetProperty("next_cursor").GetString()}");
        var names = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(list => list.GetProperty("name").GetString()!).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.Equal(6, names.Count);
        Assert.Equal(global::System.Text.Json.JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Equal(400, (await site.AskAsync("GET", "/v1/lists?cursor=abc", site.Key)).Status);
        Assert.Equal(400, (await site.AskAsync("GET", "/v1/lists?limit=101&x=1", site.Key)).Status);
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_revoked()
    {
        await using var site = await ApiSite.OpenAsync();

        var answer = await site.DoAsync("POST", "/v1/keys", """{"name":"Reader","scopes":["lists:read"]}""");
        var made = answer.GetProperty("key").GetString()!;
        var id = made.Split('_')[1];
        var next = (await site.DoAsync("POST", $"/v1/keys/{id}/rotate", """{"overlap_minutes":10}""")).GetProperty("key").GetString()!;
        var both = (await site.AskAsync("GET", "/v1/lists", made), await site.AskAsync("GET", "/v1/lists", next));
        var again = await site.AskAsync("POST", $"/v1/keys/{id}/rotate", site.Key, "{}");
        await site.DoAsync("DELETE", $"/v1/keys/{id}");
        var revoked = await site.AskAsync("GET", "/v1/lists", made);

        Assert.Equal((200, 200), (both.Item1.Status, both.Item2.Status));
        Assert.Equal((409, "wrong_state"), (again.Status, again.Code));
        Assert.Equal(401, revoked.Status);
        Assert.DoesNotContain(made[^20..], (await site.DoAsync("GET", "/v1/keys")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        await using var site = await ApiSite.OpenAsync();

        Assert.Equal("not_found", (await site.AskAsync("GET", "/v1/nothing", site.Key)).Code);
        Assert.Equal("method_not_allowed", (await site.AskAsync("PUT", "/v1/lists", site.Key, "{}")).Code);
        Assert.Equal("unsupported_media", (await site.AskAsync("POST", "/v1/lists", site.Key, "name=x", "text/plain")).Code);
        Assert.Equal("alive", (await site.AskAsync("GET", "/healthz", null)).Json.GetProperty("state").GetString());
    }
}
