using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Shares;

/// <summary>Turns grants into what the owner and what the recipient may see. Any thread.</summary>
internal sealed class ShareViews(IAccountStore accounts, IListStore lists, ISendoutStore sendouts)
{
    private const int WholeInBasisPoints = 10_000;

    /// <summary>For the list's owner: what the recipient did shows only from a threshold on; what the owner's own stop did shows
    /// exactly.</summary>
    public async Task<OwnerShareView> ForOwnerAsync(ShareGrant grant, LeadList list)
    {
        var outcomes = new OutcomeCounts();
        var planned = 0L;
        foreach (var counter in await sendouts.CountersByGrantAsync(grant.Id, CancellationToken.None))
        {
            planned += counter.Planned;
            outcomes.Add(counter.Outcomes);
        }
        return new()
        {
            Id = grant.PublicId,
            ListId = list.PublicId,
            Recipient = await UnknownClient.ClientIdAsync(accounts, grant.Recipient),
            ProfitBasisPoints = grant.ProfitBasisPoints,
            State = NameOf(grant.State),
            LeadsTargeted = RoundedFigure.ForOwner(planned),
            LeadsDelivered = RoundedFigure.ForOwner(outcomes[Outcome.Delivered]),
            LeadsRevoked = outcomes[Outcome.Revoked],
        };
    }

    /// <summary>For the recipient: who offers what for how much. The list's id shows once accepted.</summary>
    public async Task<RecipientShareView> ForRecipientAsync(ShareGrant grant)
    {
        var owner = await accounts.FindAsync(grant.Owner, CancellationToken.None);
        var list = await lists.FindAsync(grant.List, CancellationToken.None);
        if (owner is null || (list is null && grant.State is GrantState.Accepted or GrantState.Invited))
            throw new InvalidDataException($"share {grant.PublicId} names a list or an owner that is not in the store");
        return new()
        {
            Id = grant.PublicId,
            Owner = owner.Name,
            ListName = list?.Name ?? "(erased)",
            ListId = grant.State == GrantState.Accepted ? list?.PublicId : null,
            ProfitBasisPoints = WholeInBasisPoints - grant.ProfitBasisPoints,
            State = NameOf(grant.State),
        };
    }

    /// <summary>Name of a state outside.</summary>
    public static string NameOf(GrantState state) => state switch
    {
        GrantState.Invited => "invited",
        GrantState.Accepted => "accepted",
        GrantState.Declined => "declined",
        GrantState.Withdrawn => "withdrawn",
        _ => "stopped",
    };
}
