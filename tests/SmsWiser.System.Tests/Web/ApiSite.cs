using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Accounts;
using SmsWiser.Host;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Time;
using SmsWiser.System.Tests.Storage;
using SmsWiser.Web;

namespace SmsWiser.System.Tests.Web;

/// <summary>A node with its HTTP API on a free port of loopback, two accounts, and a client.</summary>
internal sealed class ApiSite : IAsyncDisposable
{
    public const string Owner = "0WNER001";
    public const string Stranger = "STRANGER";

    private readonly TemporaryDirectory files;
    private readonly bool ownsFiles;
    private readonly HttpClient client = new();

    private ApiSite(EmbeddedHost host, HttpNode node, TemporaryDirectory files, bool ownsFiles) =>
        (Host, Node, this.files, this.ownsFiles) = (host, node, files, ownsFiles);

    public EmbeddedHost Host { get; }

    public HttpNode Node { get; }

    public string Spool => SpoolOf(files);

    /// <summary>Key of the owner, of every scope.</summary>
    public string Key { get; private set; } = "";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ApiSite> OpenAsync(HttpOptions? options = null, TemporaryDirectory? at = null)
    {
        var files = at ?? new TemporaryDirectory();
        var host = await EmbeddedHost.StartAsync(files.Path, NullLoggerFactory.Instance, Token);
        var parts = new NodeParts(
            host.Grains, host.ReadGrains, host.Store.Idempotency, host.Keys, new SystemRandom(), new LoopTime(), SpoolOf(files));
        var node = await HttpNode.StartAsync((options ?? new()) with { Listen = new(global::System.Net.IPAddress.Loopback, 0) }, parts,
            NullLoggerFactory.Instance, Token);
        var site = new ApiSite(host, node, files, at is null);
        site.client.BaseAddress = node.Address;
        await host.Grains.GetGrain<IAccountGrain>(Owner).OpenAsync("Nordic Leads");
        await host.Grains.GetGrain<IAccountGrain>(Stranger).OpenAsync("Stranger");
        site.Key = await site.KeyAsync(Owner, ApiScopes.ListsRead | ApiScopes.ListsWrite | ApiScopes.SharesManage | ApiScopes.CampaignsSend
            | ApiScopes.ReportsRead | ApiScopes.LedgerRead | ApiScopes.InboundRead | ApiScopes.OptOutsWrite | ApiScopes.Admin);
        return site;
    }

    /// <summary>A new key of an account, or of the operator.</summary>
    public async Task<string> KeyAsync(string owner, ApiScopes scopes) => (await Host.Grains.GetGrain<IApiKeysGrain>(owner)
        .CreateAsync(new() { Name = "test", Scopes = ApiScopeNames.Of(scopes) })).Key;

    /// <summary>Asks; a body is sent as JSON, or as CSV.</summary>
    public async Task<ApiAnswer> AskAsync(
        string method, string path, string? key, string? body = null, string type = "application/json", params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        return new((int)answer.StatusCode, text, answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(one => one.Key, one => string.Join(',', one.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Asks with the owner's key; it has to succeed.</summary>
    public async Task<JsonElement> DoAsync(string method, string path, string? body = null, string type = "application/json")
    {
        var answer = await AskAsync(method, path, Key, body, type);
        Assert.True(answer.Status is >= 200 and < 300, answer.Text);
        return answer.Text.Length == 0 ? default : answer.Json;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Node.DisposeAsync();
        await Host.DisposeAsync();
        if (ownsFiles)
            files.Dispose();
    }

    private static string SpoolOf(TemporaryDirectory files) => Path.Combine(files.Path, "spool");
}

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.GetProperty("code").GetString();
}
