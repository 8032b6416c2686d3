using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Leads, for the owner of their list.</summary>
internal static class LeadRoutes
{
    private const string Leads = "/v1/lists/{list}/leads";
    private const string Lead = Leads + "/{number}";

    public static void Add(ApiRoutes routes)
    {
        var list = routes.Of<ILeadListGrain>();
        list.Get(Leads, ApiScopes.ListsRead, nameof(ILeadListGrain.LeadsAsync),
            call => call.WindowAsync((skip, take) => call.List.LeadsAsync(call.Actor, skip, take))).Pages();
        list.Post(Leads, ApiScopes.ListsWrite, nameof(ILeadListGrain.AddLeadAsync),
            (ApiCall call, LeadSpec body) => call.List.AddLeadAsync(call.Actor, body)).Creates();
        list.Get(Lead, ApiScopes.ListsRead, nameof(ILeadListGrain.GetLeadAsync),
            call => call.List.GetLeadAsync(call.Actor, call.Text("number")));
        list.Change("PATCH", Lead, ApiScopes.ListsWrite, nameof(ILeadListGrain.ChangeLeadAsync),
            (ApiCall call, LeadSpec body) => call.List.ChangeLeadAsync(call.Actor, call.Text("number"), body))
            .Guards(call => call.List.GetLeadAsync(call.Actor, call.Text("number")));
        list.Do("DELETE", Lead, ApiScopes.ListsWrite, nameof(ILeadListGrain.RemoveLeadAsync),
            call => call.List.RemoveLeadAsync(call.Actor, call.Text("number")))
            .Guards(call => call.List.GetLeadAsync(call.Actor, call.Text("number")));
    }
}
