using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Accounts;

/// <summary>API keys: an account's own, those of an account for the operator, the operator's own.</summary>
internal static class KeyRoutes
{
    private const string OperatorKeys = "operator";

    public static void Add(ApiRoutes routes)
    {
        Add(routes, "/v1/keys", ApiScopes.Admin, call => call.Keys);
        Add(routes, "/v1/accounts/{account}/keys", ApiScopes.Operator, call => Of(call, call.NamedClientId));
        Add(routes, "/v1/operator/keys", ApiScopes.Operator, call => Of(call, OperatorKeys));
    }

    private static IApiKeysGrain Of(ApiCall call, string owner) => call.Parts.Grains.GetGrain<IApiKeysGrain>(owner);

    private static void Add(ApiRoutes routes, string path, ApiScopes scope, Func<ApiCall, IApiKeysGrain> keysOf)
    {
        var keys = routes.Of<IApiKeysGrain>();
        keys.Get(path, scope, nameof(IApiKeysGrain.ListAsync), call => call.PageAsync(keysOf(call).ListAsync(), key => key.Id)).Pages();
        keys.Post(path, scope, nameof(IApiKeysGrain.CreateAsync), (ApiCall call, ApiKeySpec body) => keysOf(call).CreateAsync(body))
            .Creates().ShownOnce();
        keys.Post(path + "/{key}/rotate", scope, nameof(IApiKeysGrain.RotateAsync), (ApiCall call, Rotation body) =>
            keysOf(call).RotateAsync(call.Text("key"), body.OverlapMinutes)).Creates().ShownOnce();
        keys.Do("DELETE", path + "/{key}", scope, nameof(IApiKeysGrain.RevokeAsync), call => keysOf(call).RevokeAsync(call.Text("key")));
    }
}

/// <summary>How a key is replaced.</summary>
internal sealed record Rotation
{
    /// <summary>For how long the old key goes on, 0 to 43,200 minutes.</summary>
    public int OverlapMinutes { get; init; } = 24 * 60;
}
