using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Contracts.Accounts;

/// <summary>One account; the key is its client id. Everything here is asked by the account itself.</summary>
[Alias("smswiser.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Opens the account under the grain's key, once. A repeated call with the same name changes nothing.</summary>
    /// <exception cref="RefusedException"><c>already_exists</c> under another name, <c>invalid_value</c>.</exception>
    [Alias("open")]
    Task<AccountView> OpenAsync(string name);

    /// <summary>The account.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>.</exception>
    [Alias("get")]
    Task<AccountView> GetAsync();

    /// <summary>Creates an empty list owned by this account.</summary>
    [Alias("create_list")]
    Task<OwnerListView> CreateListAsync(string name);

    /// <summary>Lists this account owns.</summary>
    [Alias("own_lists")]
    Task<IReadOnlyList<OwnerListView>> OwnListsAsync();

    /// <summary>Lists others share with this account and it has accepted.</summary>
    [Alias("shared_lists")]
    Task<IReadOnlyList<RecipientListView>> SharedListsAsync();

    /// <summary>Shares offered to this account, whatever became of them, newest first.</summary>
    [Alias("invitations")]
    Task<IReadOnlyList<RecipientShareView>> InvitationsAsync();

    /// <summary>Creates a campaign of this account.</summary>
    /// <returns>Public id of the campaign: the key of its grain.</returns>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>invalid_template</c>, <c>invalid_filter</c>, <c>share_not_active</c>,
    /// <c>not_found</c> (a list that is not there, or not for this account).</exception>
    [Alias("create_campaign")]
    Task<string> CreateCampaignAsync(CampaignSpec campaign);

    /// <summary>Campaigns of this account, newest first.</summary>
    [Alias("campaigns")]
    Task<IReadOnlyList<CampaignView>> CampaignsAsync();
}

/// <summary>An account as it sees itself.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.account_view")]
public sealed record AccountView
{
    /// <summary>What others type to invite it.</summary>
    [Id(0)]
    public required string ClientId { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Name { get; init; }
}
