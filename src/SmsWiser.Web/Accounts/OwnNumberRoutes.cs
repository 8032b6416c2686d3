using SmsWiser.Contracts.Accounts;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Accounts;

/// <summary>Numbers of an account's own people, for test messages.</summary>
internal static class OwnNumberRoutes
{
    private const string All = "/v1/account/numbers";

    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Get(All, ApiScopes.Admin, nameof(IAccountGrain.OwnNumbersAsync),
            call => call.PageAsync(call.Account.OwnNumbersAsync(), number => number.Number)).Pages();
        account.Post(All, ApiScopes.Admin, nameof(IAccountGrain.AddOwnNumberAsync),
            (ApiCall call, NewOwnNumber body) => call.Account.AddOwnNumberAsync(body.Number, body.Sender)).Creates();
        account.Post(All + "/confirm", ApiScopes.Admin, nameof(IAccountGrain.ConfirmOwnNumberAsync),
            (ApiCall call, OwnNumberCode body) => call.Account.ConfirmOwnNumberAsync(body.Number, body.Code));
        account.Do<OwnNumber>("POST", All + "/remove", ApiScopes.Admin, nameof(IAccountGrain.RemoveOwnNumberAsync),
            (call, body) => call.Account.RemoveOwnNumberAsync(body.Number));
        account.Post("/v1/accounts/{account}/numbers", ApiScopes.Operator, nameof(IAccountGrain.VouchOwnNumberAsync),
            (ApiCall call, OwnNumber body) => call.NamedAccount.VouchOwnNumberAsync(body.Number)).Creates();
    }
}

/// <summary>A number of the account's own people.</summary>
internal record OwnNumber
{
    /// <summary>In international form.</summary>
    public required string Number { get; init; }
}

/// <summary>A number to send a code to.</summary>
internal sealed record NewOwnNumber : OwnNumber
{
    /// <summary>Sender shown on the handset.</summary>
    public required string Sender { get; init; }
}

/// <summary>A number and the code that it was sent.</summary>
internal sealed record OwnNumberCode : OwnNumber
{
    /// <summary>Six digits.</summary>
    public required string Code { get; init; }
}
