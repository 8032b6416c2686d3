using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Carriers;

/// <summary>Routes of messages, for the operator. The empty prefix stands in a path as <c>all</c>.</summary>
internal static class RouteRoutes
{
    private const string One = "/v1/routes/{prefix}";
    private const string Everything = "all";

    public static void Add(ApiRoutes routes)
    {
        var grain = routes.Of<IRoutesGrain>();
        grain.Get("/v1/routes", ApiScopes.Operator, nameof(IRoutesGrain.ListAsync),
            call => call.PageAsync(call.Routes.ListAsync(), route => route.Prefix)).Pages();
        grain.Do<RouteCarriers>("PUT", One, ApiScopes.Operator, nameof(IRoutesGrain.SetAsync),
            (call, body) => call.Routes.SetAsync(Prefix(call), body.Carriers));
        grain.Do("DELETE", One, ApiScopes.Operator, nameof(IRoutesGrain.RemoveAsync), call => call.Routes.RemoveAsync(Prefix(call)));
    }

    private static string Prefix(ApiCall call) => call.Text("prefix") is var prefix && prefix == Everything ? "" : prefix;
}

/// <summary>Carriers of a route.</summary>
internal sealed record RouteCarriers
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<RouteMember> Carriers { get; init; }
}
