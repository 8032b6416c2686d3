using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.OpenApi;

/// <summary>The routes as an OpenAPI 3.1 document, made from the same table that answers them: it cannot tell of another API.</summary>
internal static partial class OpenApiDocument
{
    private const string JsonType = "application/json";
    private static readonly Lazy<JsonObject> Made = new(Make);

    /// <summary>The document. Not to be changed.</summary>
    public static JsonObject Json => Made.Value;

    private static JsonObject Make()
    {
        var schemas = new Schemas();
        var paths = new JsonObject();
        foreach (var route in ApiRoutes.All)
        {
            var path = (JsonObject)(paths[route.Path] ??= new JsonObject());
            path[route.Method.ToLowerInvariant()] = Operation(route, schemas);
        }
        schemas.Of(typeof(Problem));
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "SmsWiser", ["version"] = "1", ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
                ["description"] = "Lists, shares, campaigns and carriers of one node. Times are RFC 3339 in UTC, money is in micro-units. "
                    + "Every refusal is an application/problem+json with a stable code.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components,
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, sk_…" },
                },
            },
        };
    }

    private static JsonObject Operation(ApiRoute route, Schemas schemas)
    {
        var (summary, codes) = CodeDocs.OfMethod(route.Contract, route.Documented);
        var operation = new JsonObject
        {
            ["operationId"] = IdOf(route),
            ["tags"] = new JsonArray(TagOf(route)),
            ["summary"] = summary.Split(". ")[0].TrimEnd('.'),
            ["description"] = $"{summary}{(route.Scopes == ApiScopes.None ? "" : $"\n\nScope: {Scopes(route)}.")}",
            ["parameters"] = new JsonArray([.. Parameters(route)]),
            ["responses"] = Responses(route, schemas, codes),
        };
        if (route.Scopes == ApiScopes.None)
            operation["security"] = new JsonArray();
        if (route.IsUpload)
            operation["requestBody"] = Content("text/csv", new() { ["type"] = "string" }, "phone,first_name\n+33612345678,Anna\n");
        else if (route.Body is { } body)
            operation["requestBody"] = Content(JsonType, schemas.Of(body), Examples.Of(body));
        return operation;
    }

    private static JsonObject Content(string type, JsonObject schema, JsonNode example) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema, ["example"] = example } },
    };

    private static IEnumerable<JsonNode> Parameters(ApiRoute route)
    {
        foreach (Match name in PathPart().Matches(route.Path))
            yield return Parameter(name.Groups[1].Value, "path", isRequired: true, meaning: null);
        foreach (var (name, meaning) in route.Query)
            yield return Parameter(name, "query", isRequired: false, meaning);
        if (route.Method == "POST" && route.Scopes != ApiScopes.None)
            yield return Parameter("Idempotency-Key", "header", isRequired: false,
                "The same key with the same request gets the same answer for 24 hours, and is done once.");
        if (route.Current is not null)
            yield return Parameter("If-Match", "header", isRequired: false, "The ETag of the object as it was read.");
    }

    private static JsonObject Parameter(string name, string place, bool isRequired, string? meaning)
    {
        var parameter = new JsonObject
        {
            ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = new JsonObject { ["type"] = "string" },
        };
        if (meaning is not null)
            parameter["description"] = meaning;
        return parameter;
    }

    private static JsonObject Responses(ApiRoute route, Schemas schemas, IReadOnlyList<string> codes)
    {
        var done = new JsonObject { ["description"] = "Done." };
        if (route.StreamType is { } stream)
            done["content"] = new JsonObject
            {
                [stream] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
            };
        else if (route.Answer is { } answer)
            done["content"] = new JsonObject
            {
                [JsonType] = new JsonObject { ["schema"] = schemas.Of(answer), ["example"] = Examples.Of(answer) },
            };
        var responses = new JsonObject { [Number(route.StreamType is null ? route.Status : 200)] = done };
        foreach (var status in Codes(route, codes).GroupBy(Problems.StatusOf).OrderBy(group => group.Key))
        {
            responses[Number(status.Key)] = new JsonObject
            {
                ["description"] = string.Join(", ", status.Select(code => $"`{Problems.NameOf(code)}`").Distinct()),
                ["content"] = new JsonObject
                {
                    [Problems.ContentType] = new JsonObject { ["schema"] = schemas.Of(typeof(Problem)) },
                },
            };
        }
        return responses;
    }

    private static IEnumerable<ErrorCode> Codes(ApiRoute route, IReadOnlyList<string> named)
    {
        foreach (var code in Enum.GetValues<ErrorCode>().Where(code => named.Contains(Problems.NameOf(code))))
            yield return code;
        if (route.Scopes == ApiScopes.None)
            yield break;
        foreach (var code in (ErrorCode[])[ErrorCode.Unauthenticated, ErrorCode.Forbidden, ErrorCode.RateLimited, ErrorCode.TimedOut])
            yield return code;
        if (PathPart().IsMatch(route.Path))
            yield return ErrorCode.NotFound;
        if (route.Body is not null || route.IsUpload || route.Query.Count > 0)
            yield return ErrorCode.InvalidValue;
        if (route.Body is not null || route.IsUpload)
        {
            yield return ErrorCode.TooLarge;
            yield return ErrorCode.UnsupportedMedia;
        }
        if (route.Method == "POST")
        {
            yield return ErrorCode.IdempotencyMismatch;
            yield return ErrorCode.OutcomeUnknown;
        }
        if (route.Current is not null)
            yield return ErrorCode.PreconditionFailed;
    }

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Scopes(ApiRoute route) => string.Join(" or ", ApiScopeNames.Of(route.Scopes).Select(name => $"`{name}`"));

    private static string TagOf(ApiRoute route) => route.Path.Split('/') is [_, "v1", var noun, ..] ? noun : "node";

    /// <summary>As <c>post_lists_list_shares</c>.</summary>
    private static string IdOf(ApiRoute route)
    {
        var path = route.Path.StartsWith("/v1/", StringComparison.Ordinal) ? route.Path[4..] : route.Path;
        return NotLetters().Replace($"{route.Method.ToLowerInvariant()}_{path}", "_").Trim('_');
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathPart();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotLetters();
}
