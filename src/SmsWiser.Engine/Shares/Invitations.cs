using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Shares;

/// <summary>Invites accounts to lists by their client id. Whether a client id belongs to anybody shows neither in the answer, nor in the
/// list of shares, nor in the refusal of a second invitation; see <see cref="UnknownClient"/>. Any thread.</summary>
internal sealed class Invitations(IAccountStore accounts, IShareStore shares, IIds ids, IRandom random, TimeProvider time)
{
    private const int WholeInBasisPoints = 10_000;

    /// <summary>Adds the invitation.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>, <c>already_exists</c>.</exception>
    public async Task<ShareGrant> InviteAsync(Account owner, LeadList list, string recipient, int profitBasisPoints)
    {
        if (profitBasisPoints is < 0 or > WholeInBasisPoints)
            throw Refusal.Invalid(
                $"the part of the profit is {profitBasisPoints} basis points; give 0 to {WholeInBasisPoints} (5,000 = 50 %)");
        var clientId = PublicId.NormalizeClientId(recipient) ?? throw Refusal.Invalid(
            $"the client id must have {PublicId.ClientIdLength} letters and digits; blanks and hyphens between them do not count");
        if (clientId == owner.ClientId)
            throw Refusal.Invalid("this client id is your own; give that of the account you want to share the list with");

        var account = await accounts.FindAsync(clientId, CancellationToken.None);
        var grant = new ShareGrant(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), list.Id, owner.Id,
            account?.Id ?? UnknownClient.IdOf(clientId), profitBasisPoints, GrantState.Invited, Epoch: 0, Version: 1, time.GetUtcNow(),
            AnsweredAt: null, EndedAt: null);
        if (await IsPendingForUnknownAsync(list.Id, clientId) || !await shares.InviteAsync(grant, CancellationToken.None))
        {
            throw Refusal.Of(
                ErrorCode.AlreadyExists,
                $"{clientId} has a pending invitation to this list or uses it; withdraw the invitation or stop the share first");
        }
        return grant;
    }

    /// <summary>True when the client id was invited while it was unknown and still is pending: an account opened meanwhile changes
    /// nothing.</summary>
    private async Task<bool> IsPendingForUnknownAsync(ListId list, string clientId)
    {
        var unknown = UnknownClient.IdOf(clientId);
        var grants = await shares.ListByListAsync(list, CancellationToken.None);
        return grants.Any(grant => grant.Recipient == unknown && grant.State == GrantState.Invited);
    }
}
