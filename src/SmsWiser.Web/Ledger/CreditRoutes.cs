using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Ledger;

/// <summary>Credits: what an account sees of its own, and what the operator books.</summary>
internal static class CreditRoutes
{
    private const string Named = "/v1/accounts/{account}";

    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        Read(account, "/v1", ApiScopes.LedgerRead, call => call.Account);
        Read(account, Named, ApiScopes.Operator, call => call.NamedAccount);
        account.Change("PUT", Named + "/terms", ApiScopes.Operator, nameof(IAccountGrain.SetTermsAsync),
            (ApiCall call, TermsSpec body) => call.NamedAccount.SetTermsAsync(body));
        account.Post(Named + "/top-ups", ApiScopes.Operator, nameof(IAccountGrain.TopUpAsync),
            (ApiCall call, TopUp body) => call.NamedAccount.TopUpAsync(body.PaymentId, body.AmountMicros)).Creates();
        account.Post(Named + "/adjustments", ApiScopes.Operator, nameof(IAccountGrain.AdjustAsync), (ApiCall call, Adjustment body) =>
            call.NamedAccount.AdjustAsync(body.AdjustmentId, body.AmountMicros, body.Reason)).Creates();
        account.Post(Named + "/suspend", ApiScopes.Operator, nameof(IAccountGrain.SuspendAsync),
            (ApiCall call, Suspension body) => call.NamedAccount.SuspendAsync(body.Reason));
        account.Post(Named + "/lift", ApiScopes.Operator, nameof(IAccountGrain.LiftAsync), call => call.NamedAccount.LiftAsync());
    }

    private static void Read(GrainRoutes account, string under, ApiScopes scope, Func<ApiCall, IAccountGrain> accountOf)
    {
        account.Get(under + "/balance", scope, nameof(IAccountGrain.BalanceAsync), call => accountOf(call).BalanceAsync());
        account.Get(under + "/statement", scope, nameof(IAccountGrain.StatementAsync),
            call => call.WindowAsync((skip, take) => accountOf(call).StatementAsync(skip, take))).Pages();
        account.Get(under + "/holds", scope, nameof(IAccountGrain.HoldsAsync),
            call => call.WindowAsync((skip, take) => accountOf(call).HoldsAsync(skip, take))).Pages();
    }
}

/// <summary>A payment.</summary>
internal sealed record TopUp
{
    /// <summary>Names it: the same id is booked once.</summary>
    public required string PaymentId { get; init; }

    /// <summary>Micro-units, at least 1.</summary>
    public required long AmountMicros { get; init; }
}

/// <summary>A correction.</summary>
internal sealed record Adjustment
{
    /// <summary>Names it: the same id is booked once.</summary>
    public required string AdjustmentId { get; init; }

    /// <summary>Micro-units to add, or to take when negative.</summary>
    public required long AmountMicros { get; init; }

    /// <summary>Shown on the statement.</summary>
    public required string Reason { get; init; }
}

/// <summary>A suspension.</summary>
internal sealed record Suspension
{
    /// <summary><c>unpaid</c>, <c>spam</c>, <c>unlawful</c> or <c>operator</c>.</summary>
    public required string Reason { get; init; }
}
