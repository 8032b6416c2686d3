using System.Text.Json;
using System.Text.RegularExpressions;
using SmsWiser.Core;
using SmsWiser.Web.Requests;

namespace SmsWiser.System.Tests.Web;

/// <summary>The document tells of the API as it is.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_has_every_route_with_words_examples_and_codes()
    {
        await using var site = await ApiSite.OpenAsync();

        var document = (await site.AskAsync("GET", "/openapi/v1.json", null)).Json;
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(operation => (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value))).ToList();
        var mapped = site.Node.Mapped.Select(endpoint => endpoint.Metadata.GetMetadata<ApiRoute>()!)
            .Select(route => $"{route.Method} {route.Path}");

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(mapped.Order(StringComparer.Ordinal), operations.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Empty(operations.Where(one => one.Value.GetProperty("summary").GetString()!.Length < 5).Select(one => one.Name));
        Assert.Equal(operations.Count, operations.Select(one => one.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.Empty(operations.Where(one => one.Value.TryGetProperty("requestBody", out var body)
            && !body.GetProperty("content").EnumerateObject().Single().Value.TryGetProperty("example", out _)).Select(one => one.Name));
        Assert.Contains("`below_threshold`", operations.Single(one => one.Name == "POST /v1/shared-lists/{list}/counts").Value
            .GetProperty("responses").GetProperty("409").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_field_is_explained()
    {
        await using var site = await ApiSite.OpenAsync();

        var text = (await site.AskAsync("GET", "/openapi/v1.json", null)).Text;
        var schemas = JsonDocument.Parse(text).RootElement.GetProperty("components").GetProperty("schemas");
        var silent = schemas.EnumerateObject().SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject()
            .Where(field => !field.Value.TryGetProperty("description", out _)).Select(field => $"{schema.Name}.{field.Name}"));

        Assert.All(Regex.Matches(text, "#/components/schemas/([A-Za-z]+)").Select(match => match.Groups[1].Value).Distinct(),
            name => Assert.True(schemas.TryGetProperty(name, out _), name));
        Assert.Empty(silent);
    }

    [Fact]
    public void Codes_that_the_contracts_name_are_codes()
    {
        var known = Enum.GetValues<ErrorCode>().Select(Problems.NameOf).ToHashSet();

        var unknown = ApiRoutes.All.SelectMany(route => SmsWiser.Web.OpenApi.CodeDocs.OfMethod(route.Contract, route.Documented).Codes
            .Where(code => !known.Contains(code)).Select(code => $"{route.Contract.Name}.{route.Documented} {code}"));

        Assert.Empty(unknown);
    }

    /// <summary>What is between nodes, what the gatekeeper itself asks, and how far an export is: it comes with the request.</summary>
    private static readonly string[] Inside =
    [
        "ICarrierGrain.BindChangedAsync", "ILeadListGrain.GetExportAsync", "IApiKeyGrain.VerifyAsync", "IBindGrain.ConnectAsync",
        "IBindGrain.GrantRateAsync", "IBindGrain.DisconnectAsync", "IBindGrain.StatusAsync", "ILinksGrain.FindAsync",
        "ILinksGrain.OptOutAsync",
    ];

    [Fact]
    public void Every_operation_of_the_contracts_has_a_route()
    {
        var routed = ApiRoutes.All.Select(route => $"{route.Contract.Name}.{route.Documented}");

        var operations = typeof(Contracts.Accounts.IAccountGrain).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(Orleans.IGrainWithStringKey)))
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"));

        Assert.Empty(operations.Except(routed).Except(Inside));
    }

    [Fact]
    public async Task The_page_to_try_it_needs_no_other_host()
    {
        await using var site = await ApiSite.OpenAsync();

        var page = await site.AskAsync("GET", "/docs/index.html", null);

        Assert.Equal(200, page.Status);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", page.Text);
        Assert.Equal(200, (await site.AskAsync("GET", "/docs/swagger-ui-bundle.js", null)).Status);
    }
}
