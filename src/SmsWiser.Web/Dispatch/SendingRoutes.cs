using SmsWiser.Contracts.Dispatch;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Dispatch;

/// <summary>Pauses of all, of one account or of one carrier, for the operator.</summary>
internal static class SendingRoutes
{
    private const string Pauses = "/v1/pauses";

    public static void Add(ApiRoutes routes)
    {
        var sending = routes.Of<ISendingGrain>();
        sending.Get(Pauses, ApiScopes.Operator, nameof(ISendingGrain.ListAsync),
            call => call.PageAsync(Sending(call).ListAsync(), pause => $"{pause.Scope} {pause.Subject}")).Pages();
        sending.Post(Pauses, ApiScopes.Operator, nameof(ISendingGrain.PauseAsync), (ApiCall call, NewPause body) =>
            Sending(call).PauseAsync(new() { ClientId = body.ClientId, Carrier = body.Carrier }, body.Reason)).Urgent();
        sending.Post(Pauses + "/end", ApiScopes.Operator, nameof(ISendingGrain.ResumeAsync),
            async (ApiCall call, PauseTarget body) => new LeftPauses(await Sending(call).ResumeAsync(body)));
    }

    private static ISendingGrain Sending(ApiCall call) => call.Parts.Grains.GetGrain<ISendingGrain>("all");
}

/// <summary>What to pause, and why; all when neither an account nor a carrier is named.</summary>
internal sealed record NewPause
{
    /// <summary>The account, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The carrier, or null.</summary>
    public string? Carrier { get; init; }

    /// <summary>Shown with the pause.</summary>
    public required string Reason { get; init; }
}

/// <summary>What is still paused.</summary>
/// <param name="Items">The pauses.</param>
internal sealed record LeftPauses(IReadOnlyList<PauseView> Items);
