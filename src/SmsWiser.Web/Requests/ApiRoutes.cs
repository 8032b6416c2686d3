using SmsWiser.Core.Accounts;
using SmsWiser.Web.Accounts;
using SmsWiser.Web.Audience;
using SmsWiser.Web.Campaigns;
using SmsWiser.Web.Carriers;
using SmsWiser.Web.Compliance;
using SmsWiser.Web.Dispatch;
using SmsWiser.Web.Grains;
using SmsWiser.Web.Inbound;
using SmsWiser.Web.Ledger;
using SmsWiser.Web.Shares;

namespace SmsWiser.Web.Requests;

/// <summary>All routes. A new one is one line in its noun's file.</summary>
internal sealed class ApiRoutes
{
    /// <summary>Scopes that accounts have.</summary>
    public const ApiScopes AnyOfAccount = ApiScopes.ListsRead | ApiScopes.ListsWrite | ApiScopes.SharesManage | ApiScopes.CampaignsSend
        | ApiScopes.ReportsRead | ApiScopes.LedgerRead | ApiScopes.InboundRead | ApiScopes.OptOutsWrite | ApiScopes.Admin;

    private readonly List<ApiRoute> all = [];

    private ApiRoutes() { }

    /// <summary>The routes of every noun.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } = Make().all;

    /// <summary>Adds routes that stand for methods of a grain.</summary>
    public GrainRoutes Of<TGrain>() => new(typeof(TGrain), all);

    private static ApiRoutes Make()
    {
        var routes = new ApiRoutes();
        AccountRoutes.Add(routes);
        KeyRoutes.Add(routes);
        OwnNumberRoutes.Add(routes);
        ListRoutes.Add(routes);
        LeadRoutes.Add(routes);
        ImportRoutes.Add(routes);
        ExportRoutes.Add(routes);
        SegmentRoutes.Add(routes);
        ShareRoutes.Add(routes);
        CampaignRoutes.Add(routes);
        CarrierRoutes.Add(routes);
        RouteRoutes.Add(routes);
        SendingRoutes.Add(routes);
        OptOutRoutes.Add(routes);
        InboundRoutes.Add(routes);
        CreditRoutes.Add(routes);
        GrainListRoutes.Add(routes);
        return routes;
    }
}

/// <summary>Adds routes that stand for methods of one grain contract.</summary>
internal sealed class GrainRoutes(Type contract, List<ApiRoute> all)
{
    public ApiRoute Get<T>(string path, ApiScopes scopes, string method, Func<ApiCall, Task<T>> run) =>
        Add(new("GET", path, scopes, contract, method, null, typeof(T), async (call, _) => await run(call)));

    /// <summary>One that writes its answer piece by piece.</summary>
    public ApiRoute Stream(string path, ApiScopes scopes, string method, Func<ApiCall, Task> run) =>
        Add(new ApiRoute("GET", path, scopes, contract, method, null, null, async (call, _) =>
        {
            await run(call);
            return null;
        }).Writes("text/event-stream"));

    public ApiRoute Post<T>(string path, ApiScopes scopes, string method, Func<ApiCall, Task<T>> run) =>
        Add(new("POST", path, scopes, contract, method, null, typeof(T), async (call, _) => await run(call)));

    public ApiRoute Post<TBody, T>(string path, ApiScopes scopes, string method, Func<ApiCall, TBody, Task<T>> run) =>
        Add(new("POST", path, scopes, contract, method, typeof(TBody), typeof(T), async (call, body) => await run(call, (TBody)body!)));

    /// <summary>One that answers nothing.</summary>
    public ApiRoute Do<TBody>(string verb, string path, ApiScopes scopes, string method, Func<ApiCall, TBody, Task> run) =>
        Add(new(verb, path, scopes, contract, method, typeof(TBody), null, async (call, body) =>
        {
            await run(call, (TBody)body!);
            return null;
        }));

    /// <summary>One that takes no body and answers nothing.</summary>
    public ApiRoute Do(string verb, string path, ApiScopes scopes, string method, Func<ApiCall, Task> run) =>
        Add(new(verb, path, scopes, contract, method, null, null, async (call, _) =>
        {
            await run(call);
            return null;
        }));

    /// <summary>A change.</summary>
    public ApiRoute Change<TBody, T>(string verb, string path, ApiScopes scopes, string method, Func<ApiCall, TBody, Task<T>> run) =>
        Add(new(verb, path, scopes, contract, method, typeof(TBody), typeof(T), async (call, body) => await run(call, (TBody)body!)));

    private ApiRoute Add(ApiRoute route)
    {
        all.Add(route);
        return route;
    }
}

/// <summary>What a route answers that made something of which only the id is known.</summary>
/// <param name="Id">Its id.</param>
internal sealed record IdView(string Id)
{
    public static async Task<IdView> OfAsync(Task<string> made) => new(await made);
}
