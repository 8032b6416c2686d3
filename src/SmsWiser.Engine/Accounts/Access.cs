using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Accounts;

/// <summary>Who may see what. Every grain asks here first; what is not the actor's does not exist for it. Reads the store each time: a
/// share may have been stopped a moment ago. Any thread.</summary>
internal sealed class Access(IAccountStore accounts, IListStore lists, IShareStore shares)
{
    /// <summary>The account that asks.</summary>
    public async Task<Account> ActorAsync(string actor) =>
        await accounts.FindAsync(actor, CancellationToken.None) ?? throw Refusal.NotFound("account");

    /// <summary>A list of the actor's own.</summary>
    public async Task<LeadList> OwnListAsync(Account actor, string publicId) =>
        await lists.FindAsync(publicId, CancellationToken.None) is { } list && list.Owner == actor.Id
            ? list
            : throw Refusal.NotFound("list");

    /// <summary>A list shared with the actor, and the accepted grant it may use it under.</summary>
    public async Task<(LeadList List, ShareGrant Grant)> SharedListAsync(Account actor, string publicId)
    {
        if (await lists.FindAsync(publicId, CancellationToken.None) is { } list && await FindAcceptedAsync(actor, list.Id) is { } grant)
            return (list, grant);
        throw Refusal.NotFound("list");
    }

    /// <summary>A list the actor may target: its own (no grant), or one shared with it.</summary>
    /// <exception cref="Contracts.RefusedException"><c>share_not_active</c> for a list it could use earlier, else
    /// <c>not_found</c>.</exception>
    public async Task<(LeadList List, ShareGrant? Grant)> TargetAsync(Account actor, string publicId)
    {
        if (await lists.FindAsync(publicId, CancellationToken.None) is not { } list)
            throw Refusal.NotFound("list");
        if (list.Owner == actor.Id)
            return (InUse(list), null);
        var grants = await GrantsAsync(actor, list.Id);
        if (grants.FirstOrDefault(grant => grant.State == GrantState.Accepted) is { } accepted)
            return (InUse(list), accepted);
        throw grants.Any(grant => grant.Epoch > 0) ? NotActive(list.Name) : Refusal.NotFound("list");
    }

    /// <summary>The refusal for a share that was stopped.</summary>
    public static Contracts.RefusedException NotActive(string listName) => Refusal.Of(
        ErrorCode.ShareNotActive,
        $"the owner of '{listName}' has stopped sharing it; remove it from the targets or ask for a new invitation");

    /// <summary>The list, unless it is archived.</summary>
    /// <exception cref="Contracts.RefusedException"><c>wrong_state</c>.</exception>
    public static LeadList InUse(LeadList list) => list.ArchivedAt is null
        ? list
        : throw Refusal.WrongState($"the list '{list.Name}' is archived; its owner can restore it");

    private async Task<ShareGrant?> FindAcceptedAsync(Account actor, ListId list) =>
        (await GrantsAsync(actor, list)).FirstOrDefault(grant => grant.State == GrantState.Accepted);

    private async Task<IReadOnlyList<ShareGrant>> GrantsAsync(Account actor, ListId list) =>
        [.. (await shares.ListByRecipientAsync(actor.Id, CancellationToken.None)).Where(grant => grant.List == list)];
}
