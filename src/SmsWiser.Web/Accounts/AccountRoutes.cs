using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Accounts;

/// <summary>Accounts.</summary>
internal static class AccountRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Get("/v1/account", ApiRoutes.AnyOfAccount, nameof(IAccountGrain.GetAsync), call => call.Account.GetAsync());
        account.Get("/v1/account/hours", ApiRoutes.AnyOfAccount, nameof(IAccountGrain.HoursAsync), call => call.Account.HoursAsync());
        account.Change("PUT", "/v1/account/hours", ApiScopes.Admin, nameof(IAccountGrain.SetHoursAsync),
            (ApiCall call, HoursSpec body) => call.Account.SetHoursAsync(body)).Guards(call => call.Account.HoursAsync());
        account.Do("DELETE", "/v1/account/hours", ApiScopes.Admin, nameof(IAccountGrain.SetHoursAsync),
            call => call.Account.SetHoursAsync(null));
        account.Get("/v1/account/caps", ApiRoutes.AnyOfAccount, nameof(IAccountGrain.CapsAsync), call => call.Account.CapsAsync());
        account.Change("PUT", "/v1/account/caps", ApiScopes.Admin, nameof(IAccountGrain.SetCapsAsync),
            (ApiCall call, CapsSpec body) => call.Account.SetCapsAsync(body)).Guards(call => call.Account.CapsAsync());
        var platform = routes.Of<IPlatformGrain>();
        platform.Get("/v1/platform/caps", ApiScopes.Operator, nameof(IPlatformGrain.CapsAsync), call => Platform(call).CapsAsync());
        platform.Change("PUT", "/v1/platform/caps", ApiScopes.Operator, nameof(IPlatformGrain.SetCapsAsync),
            (ApiCall call, CapsSpec body) => Platform(call).SetCapsAsync(body)).Guards(call => Platform(call).CapsAsync());
        account.Post("/v1/accounts", ApiScopes.Operator, nameof(IAccountGrain.OpenAsync), (ApiCall call, NewAccount body) =>
            call.Parts.Grains.GetGrain<IAccountGrain>(ClientId(call, body)).OpenAsync(body.Name)).Creates();
        account.Get("/v1/accounts/{account}", ApiScopes.Operator, nameof(IAccountGrain.GetAsync), call => call.NamedAccount.GetAsync());
    }

    private static IPlatformGrain Platform(ApiCall call) => call.Parts.Grains.GetGrain<IPlatformGrain>("all");

    private static string ClientId(ApiCall call, NewAccount body) => body.ClientId is not { } typed
        ? PublicId.NewClientId(call.Parts.Random)
        : PublicId.NormalizeClientId(typed)
            ?? throw ProblemException.Invalid("client_id", "is none; give 8 letters and digits, without I, L, O and U, or leave it out");
}

/// <summary>An account to open.</summary>
internal sealed record NewAccount
{
    /// <summary>Name that other accounts see, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Client id to use; null for a new one.</summary>
    public string? ClientId { get; init; }
}
