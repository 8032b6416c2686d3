using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Lists, own and shared.</summary>
internal static class ListRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Get("/v1/lists", ApiScopes.ListsRead, nameof(IAccountGrain.OwnListsAsync),
            call => call.PageAsync(call.Account.OwnListsAsync(), list => list.Id)).Pages();
        account.Post("/v1/lists", ApiScopes.ListsWrite, nameof(IAccountGrain.CreateListAsync),
            (ApiCall call, Named body) => call.Account.CreateListAsync(body.Name)).Creates();
        account.Get("/v1/shared-lists", ApiScopes.ListsRead, nameof(IAccountGrain.SharedListsAsync),
            call => call.PageAsync(call.Account.SharedListsAsync(), list => list.Id)).Pages();
        var list = routes.Of<ILeadListGrain>();
        list.Get("/v1/shared-lists/{list}", ApiScopes.ListsRead, nameof(ILeadListGrain.GetSharedAsync),
            call => call.List.GetSharedAsync(call.Actor));
        list.Get("/v1/lists/{list}", ApiScopes.ListsRead, nameof(ILeadListGrain.GetAsync), call => call.List.GetAsync(call.Actor));
        list.Change("PATCH", "/v1/lists/{list}", ApiScopes.ListsWrite, nameof(ILeadListGrain.ChangeAsync),
            (ApiCall call, ListSettings body) => call.List.ChangeAsync(call.Actor, body)).Guards(call => call.List.GetAsync(call.Actor));
        list.Post("/v1/lists/{list}/archive", ApiScopes.ListsWrite, nameof(ILeadListGrain.ArchiveAsync),
            call => call.List.ArchiveAsync(call.Actor));
        list.Post("/v1/lists/{list}/restore", ApiScopes.ListsWrite, nameof(ILeadListGrain.RestoreAsync),
            call => call.List.RestoreAsync(call.Actor));
        list.Post("/v1/lists/{list}/erase", ApiScopes.ListsWrite, nameof(ILeadListGrain.EraseAsync),
            (ApiCall call, Erasure body) => call.List.EraseAsync(call.Actor, body.Stop));
        list.Get("/v1/lists/{list}/erasure", ApiScopes.ListsRead, nameof(ILeadListGrain.GetErasureAsync),
            call => call.List.GetErasureAsync(call.Actor));
        list.Get("/v1/lists/{list}/growth", ApiScopes.ListsRead, nameof(ILeadListGrain.GrowthAsync),
            call => call.List.GrowthAsync(call.Actor, call.Date("from"), call.Date("to")))
            .Asks("from", "First day, as 2026-12-01.").Asks("to", "Last day.");
        AddCounts(list);
    }

    private static void AddCounts(GrainRoutes list)
    {
        list.Post("/v1/lists/{list}/counts", ApiScopes.ListsRead, nameof(ILeadListGrain.CountAsync),
            (ApiCall call, LeadSelection body) => call.List.CountAsync(call.Actor, body)).Begins();
        list.Get("/v1/lists/{list}/counts/{count}", ApiScopes.ListsRead, nameof(ILeadListGrain.GetCountAsync),
            call => call.List.GetCountAsync(call.Actor, call.Id("count")));
        list.Post("/v1/shared-lists/{list}/counts", ApiScopes.ListsRead, nameof(ILeadListGrain.CountSharedAsync),
            (ApiCall call, LeadSelection body) => call.List.CountSharedAsync(call.Actor, body)).Begins();
        list.Get("/v1/shared-lists/{list}/counts/{count}", ApiScopes.ListsRead, nameof(ILeadListGrain.GetSharedCountAsync),
            call => call.List.GetSharedCountAsync(call.Actor, call.Id("count")));
    }
}

/// <summary>A name.</summary>
internal sealed record Named
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>How a list is erased.</summary>
internal sealed record Erasure
{
    /// <summary>True ends what uses the list first; false refuses while there is anything.</summary>
    public bool Stop { get; init; }
}
