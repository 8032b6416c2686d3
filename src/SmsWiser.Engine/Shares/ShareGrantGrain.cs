using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Accounts;

namespace SmsWiser.Engine.Shares;

/// <summary>The life of one share grant: a shell over compare-and-set in the store and the stop protocol.</summary>
internal sealed class ShareGrantGrain(
    Access access, IShareStore shares, IListStore lists, ShareViews views, StopShare stop, TimeProvider time)
    : Grain, IShareGrantGrain
{
    private const int MaxOpIdLength = 64;

    public async Task<OwnerShareView> GetAsync(string actor)
    {
        var (grant, list) = await OwnedAsync(actor);
        return await views.ForOwnerAsync(grant, list);
    }

    public async Task<RecipientShareView> GetSharedAsync(string actor) => await views.ForRecipientAsync(await OfferedAsync(actor));

    public Task<RecipientShareView> AcceptAsync(string actor) => AnswerAsync(actor, GrantState.Accepted);

    public Task<RecipientShareView> DeclineAsync(string actor) => AnswerAsync(actor, GrantState.Declined);

    public async Task<OwnerShareView> WithdrawAsync(string actor)
    {
        var (grant, list) = await OwnedAsync(actor);
        return await views.ForOwnerAsync(await MoveAsync(grant, GrantState.Withdrawn), list);
    }

    public async Task<StopReceipt> StopAsync(string actor, string opId)
    {
        if (opId.Length is 0 or > MaxOpIdLength)
            throw Refusal.Invalid($"the request id has {opId.Length} characters; give 1 to {MaxOpIdLength}, the same for each retry");
        var (grant, _) = await OwnedAsync(actor);
        if (grant.State is not (GrantState.Accepted or GrantState.Stopped))
            throw Refusal.WrongState($"the share is {ShareViews.NameOf(grant.State)}; only an accepted share can be stopped");
        return await stop(grant, opId, CancellationToken.None);
    }

    private async Task<RecipientShareView> AnswerAsync(string actor, GrantState answer) =>
        await views.ForRecipientAsync(await MoveAsync(await OfferedAsync(actor), answer));

    /// <summary>A repeated request finds its own work done and gets the same answer.</summary>
    private async Task<ShareGrant> MoveAsync(ShareGrant grant, GrantState to)
    {
        if (grant.State == to)
            return grant;
        if (grant.State == GrantState.Invited
            && await shares.AnswerAsync(grant.Id, grant.Version, to, time.GetUtcNow(), CancellationToken.None) is { } moved)
            return moved;
        var now = await shares.FindAsync(grant.Id, CancellationToken.None) ?? grant;
        throw Refusal.WrongState(
            $"the invitation is {ShareViews.NameOf(now.State)}; it can be {ShareViews.NameOf(to)} only while it is pending");
    }

    private async Task<(ShareGrant Grant, LeadList List)> OwnedAsync(string actor)
    {
        var account = await access.ActorAsync(actor);
        if (await FindAsync() is { } grant && grant.Owner == account.Id
            && await lists.FindAsync(grant.List, CancellationToken.None) is { } list)
            return (grant, list);
        throw Refusal.NotFound("share");
    }

    private async Task<ShareGrant> OfferedAsync(string actor)
    {
        var account = await access.ActorAsync(actor);
        return await FindAsync() is { } grant && grant.Recipient == account.Id ? grant : throw Refusal.NotFound("share");
    }

    private Task<ShareGrant?> FindAsync() => shares.FindAsync(this.GetPrimaryKeyString(), CancellationToken.None);
}
