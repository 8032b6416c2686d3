using SmsWiser.Contracts.Dispatch;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>What operators pause and resume, and what of it holds a sendout. The store decides; the dispatch is told. Any thread.</summary>
internal sealed class SendingPauses(
    IPauseStore store, IAccountStore accounts, ICarrierStore carriers, ApplyPauses apply, TimeProvider time)
{
    private const int MaxReasonLength = 200;

    /// <summary>Begins a pause; returns when it holds.</summary>
    /// <exception cref="Contracts.RefusedException"><c>not_found</c>, <c>invalid_value</c>.</exception>
    public async Task<PauseView> PauseAsync(PauseTarget target, string reason)
    {
        var trimmed = reason.Trim();
        if (trimmed.Length is 0 or > MaxReasonLength || trimmed.Any(char.IsControl))
            throw Refusal.Invalid($"the reason has {trimmed.Length} characters; give 1 to {MaxReasonLength} without control characters");
        var (scope, subject) = await ResolveAsync(target);
        var pause = await store.PauseAsync(new(scope, subject, time.GetUtcNow(), trimmed), CancellationToken.None);
        await apply();
        return View(pause, target.ClientId ?? target.Carrier);
    }

    /// <summary>Ends a pause, and tells which are left. One that ended before is ended again: its end may not have been told.</summary>
    /// <exception cref="Contracts.RefusedException"><c>not_found</c>, <c>invalid_value</c>.</exception>
    public async Task<IReadOnlyList<PauseView>> ResumeAsync(PauseTarget target)
    {
        var (scope, subject) = await ResolveAsync(target);
        await store.ResumeAsync(scope, subject, time.GetUtcNow(), CancellationToken.None);
        await apply();
        return await ListAsync();
    }

    /// <summary>All pauses, the earliest first.</summary>
    public async Task<IReadOnlyList<PauseView>> ListAsync()
    {
        var views = new List<PauseView>();
        foreach (var pause in await store.ListAsync(CancellationToken.None))
            views.Add(View(pause, await NameAsync(pause)));
        return views;
    }

    /// <summary>Pauses of carriers.</summary>
    public async Task<IReadOnlyDictionary<CarrierId, SendingPause>> OfCarriersAsync() =>
        (await store.ListAsync(CancellationToken.None)).Where(pause => pause.Scope == PauseScope.Carrier)
            .ToDictionary(pause => new CarrierId(pause.Subject));

    /// <summary>What holds a sendout, and since when: <c>all</c>, <c>account</c>, or <c>carrier</c> when leads of it wait on a route of
    /// which all carriers are paused. Null when nothing does. Which carrier that is, and why, is the operator's business.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>?> OverAsync(Sendout? sendout)
    {
        if (sendout is not { State: SendoutState.Planning or SendoutState.Sending or SendoutState.Paused })
            return null;
        var pauses = await store.ListAsync(CancellationToken.None);
        if (pauses.Count == 0)
            return null;
        var holding = pauses.Where(pause => pause.Holds(sendout.Account, sendout.Class))
            .ToDictionary(pause => Refusal.NameOf(pause.Scope), pause => pause.Since);
        if (pauses.Any(pause => pause.Scope == PauseScope.Carrier)
            && await store.FindCarriersPausedAsync(sendout.Id, CancellationToken.None) is { } since)
            holding.Add(Refusal.NameOf(PauseScope.Carrier), since);
        return holding.Count > 0 ? holding : null;
    }

    private async Task<(PauseScope Scope, long Subject)> ResolveAsync(PauseTarget target) => target switch
    {
        { ClientId: not null, Carrier: not null } => throw Refusal.Invalid(
            "an account and a carrier were given; one pause is of one of them, so ask twice"),
        { ClientId: { } clientId } => (PauseScope.Account,
            (await accounts.FindAsync(clientId, CancellationToken.None) ?? throw Refusal.NotFound("account")).Id.Value),
        { Carrier: { } name } => (PauseScope.Carrier,
            ((await carriers.ListAsync(CancellationToken.None)).FirstOrDefault(carrier => carrier.Name == name)
                ?? throw Refusal.Of(ErrorCode.NotFound, $"there is no carrier {name}; 'carriers list' shows all")).Id.Value),
        _ => (PauseScope.All, 0),
    };

    private async Task<string?> NameAsync(SendingPause pause) => pause.Scope switch
    {
        PauseScope.Account => (await accounts.FindAsync(new AccountId(pause.Subject), CancellationToken.None))?.ClientId,
        PauseScope.Carrier => (await carriers.ListAsync(CancellationToken.None))
            .FirstOrDefault(carrier => carrier.Id.Value == pause.Subject)?.Name,
        _ => null,
    };

    private static PauseView View(SendingPause pause, string? subject) => new()
    {
        Scope = Refusal.NameOf(pause.Scope),
        Subject = subject,
        Since = pause.Since,
        Reason = pause.Reason,
    };
}
