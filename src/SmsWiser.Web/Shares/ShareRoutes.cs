using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Shares;

/// <summary>Shares as their owners see them, invitations as those see them who are invited.</summary>
internal static class ShareRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var list = routes.Of<ILeadListGrain>();
        list.Get("/v1/lists/{list}/shares", ApiScopes.SharesManage | ApiScopes.ListsRead, nameof(ILeadListGrain.SharesAsync),
            call => call.PageAsync(call.List.SharesAsync(call.Actor), share => share.Id)).Pages();
        list.Post("/v1/lists/{list}/shares", ApiScopes.SharesManage, nameof(ILeadListGrain.InviteAsync),
            (ApiCall call, NewInvitation body) => call.List.InviteAsync(call.Actor, body.Recipient, body.ProfitBasisPoints)).Creates();
        var share = routes.Of<IShareGrantGrain>();
        share.Get("/v1/shares/{share}", ApiScopes.SharesManage | ApiScopes.ListsRead, nameof(IShareGrantGrain.GetAsync),
            call => call.Share.GetAsync(call.Actor));
        share.Post("/v1/shares/{share}/withdraw", ApiScopes.SharesManage, nameof(IShareGrantGrain.WithdrawAsync),
            call => call.Share.WithdrawAsync(call.Actor));
        share.Post("/v1/shares/{share}/stop", ApiScopes.SharesManage, nameof(IShareGrantGrain.StopAsync),
            (ApiCall call, Stop body) => call.Share.StopAsync(call.Actor, body.OpId)).Urgent();
        routes.Of<IAccountGrain>().Get("/v1/invitations", ApiScopes.SharesManage | ApiScopes.ListsRead,
            nameof(IAccountGrain.InvitationsAsync), call => call.PageAsync(call.Account.InvitationsAsync(), one => one.Id)).Pages();
        share.Get("/v1/invitations/{share}", ApiScopes.SharesManage | ApiScopes.ListsRead, nameof(IShareGrantGrain.GetSharedAsync),
            call => call.Share.GetSharedAsync(call.Actor));
        share.Post("/v1/invitations/{share}/accept", ApiScopes.SharesManage, nameof(IShareGrantGrain.AcceptAsync),
            call => call.Share.AcceptAsync(call.Actor));
        share.Post("/v1/invitations/{share}/decline", ApiScopes.SharesManage, nameof(IShareGrantGrain.DeclineAsync),
            call => call.Share.DeclineAsync(call.Actor));
    }
}

/// <summary>Whom to invite to a list.</summary>
internal sealed record NewInvitation
{
    /// <summary>Client id of the account.</summary>
    public required string Recipient { get; init; }

    /// <summary>The owner's part of the profit, 0 to 10,000.</summary>
    public required int ProfitBasisPoints { get; init; }
}

/// <summary>A stop.</summary>
internal sealed record Stop
{
    /// <summary>Names this stop; a retry uses the same one.</summary>
    public required string OpId { get; init; }
}
