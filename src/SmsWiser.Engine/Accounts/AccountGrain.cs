using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Contracts.Inbound;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Ledger;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Inbound;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Engine.Accounts;

/// <summary>One account, asked by itself: its lists, invitations, campaigns and credits.</summary>
internal sealed class AccountGrain(
    IAccountStore accounts, IListStore lists, IShareStore shares, ICampaignStore campaigns, ISendoutStore sendouts, Access access,
    CampaignDrafts drafts, ShareViews shareViews, Billing billing, OptOutCommands optOuts, AccountHours hours, Inbox inbox, KeyRing keys,
    IIds ids, IRandom random, TimeProvider time)
    : Grain, IAccountGrain
{
    public async Task<AccountView> OpenAsync(string name)
    {
        var clientId = this.GetPrimaryKeyString();
        if (PublicId.NormalizeClientId(clientId) != clientId)
            throw Refusal.Invalid($"a client id has {PublicId.ClientIdLength} digits and capital letters, without I, L, O and U");
        var trimmed = Refusal.CheckName(name, "the account");
        var account = new Account(new(await ids.NextAsync(CancellationToken.None)), clientId, trimmed, time.GetUtcNow());
        if (!await accounts.AddAsync(account, CancellationToken.None))
            account = await SelfAsync();
        return account.Name == trimmed
            ? View(account)
            : throw Refusal.Of(ErrorCode.AlreadyExists, "this client id belongs to an account already");
    }

    public async Task<AccountView> GetAsync() => View(await SelfAsync());

    public async Task<OwnerListView> CreateListAsync(string name)
    {
        var self = await SelfAsync();
        var trimmed = Refusal.CheckName(name, "the list");
        var id = new ListId(await ids.NextAsync(CancellationToken.None));
        var list = new LeadList(
            id, PublicId.New(random), self.Id, trimmed, [], Leads: 0, keys.NewDataKey(id), Version: 1, time.GetUtcNow());
        await lists.AddAsync(list, CancellationToken.None);
        return ListViews.ForOwner(list);
    }

    public async Task<IReadOnlyList<OwnerListView>> OwnListsAsync()
    {
        var self = await SelfAsync();
        return [.. (await lists.ListAsync(self.Id, CancellationToken.None)).Select(ListViews.ForOwner)];
    }

    public async Task<IReadOnlyList<RecipientListView>> SharedListsAsync()
    {
        var views = new List<RecipientListView>();
        foreach (var grant in await OffersAsync())
        {
            if (grant.State == GrantState.Accepted
                && await lists.FindAsync(grant.List, CancellationToken.None) is { } list
                && await accounts.FindAsync(grant.Owner, CancellationToken.None) is { } owner)
                views.Add(ListViews.ForRecipient(list, grant, owner));
        }
        return views;
    }

    public async Task<IReadOnlyList<RecipientShareView>> InvitationsAsync()
    {
        var views = new List<RecipientShareView>();
        foreach (var grant in await OffersAsync())
            views.Add(await shareViews.ForRecipientAsync(grant));
        return views;
    }

    public async Task<string> CreateCampaignAsync(CampaignSpec campaign) =>
        (await drafts.CreateAsync(await SelfAsync(), campaign)).PublicId;

    public async Task<IReadOnlyList<CampaignView>> CampaignsAsync()
    {
        var self = await SelfAsync();
        var views = new List<CampaignView>();
        foreach (var campaign in await campaigns.ListAsync(self.Id, CancellationToken.None))
            views.Add(CampaignViews.Of(campaign, await sendouts.FindLatestAsync(campaign.Id, CancellationToken.None)));
        return views;
    }

    public async Task<BalanceView> SetTermsAsync(TermsSpec terms) => await billing.SetTermsAsync(await SelfAsync(), terms);

    public async Task<BalanceView> TopUpAsync(string paymentId, long amountMicros) =>
        await billing.TopUpAsync(await SelfAsync(), paymentId, amountMicros);

    public async Task<BalanceView> AdjustAsync(string adjustmentId, long amountMicros, string reason) =>
        await billing.AdjustAsync(await SelfAsync(), adjustmentId, amountMicros, reason);

    public async Task<BalanceView> SuspendAsync(string reason) => await billing.SuspendAsync(await SelfAsync(), reason);

    public async Task<BalanceView> LiftAsync() => await billing.LiftAsync(await SelfAsync());

    public async Task<BalanceView> BalanceAsync() => await billing.BalanceAsync(await SelfAsync());

    public async Task<IReadOnlyList<StatementLine>> StatementAsync(int skip, int take) =>
        await billing.StatementAsync(await SelfAsync(), skip, take);

    public async Task<IReadOnlyList<HoldView>> HoldsAsync(int skip, int take) => await billing.HoldsAsync(await SelfAsync(), skip, take);

    public async Task OptOutAsync(OptOutSpec person) => await optOuts.ChangeAsync(await SelfAsync(), person, isOut: true);

    public async Task OptInAsync(OptOutSpec person) => await optOuts.ChangeAsync(await SelfAsync(), person, isOut: false);

    public async Task<HoursView> HoursAsync() => await hours.ViewAsync(await SelfAsync());

    public async Task<HoursView> SetHoursAsync(HoursSpec? changed) => await hours.SetAsync(await SelfAsync(), changed);

    public async Task<IReadOnlyList<OptOutDayView>> OptOutCountsAsync() => await optOuts.CountAsync(await SelfAsync());

    public async Task<IReadOnlyList<InboundRow>> InboundAsync(long? before, int take) =>
        await inbox.ListAsync(await SelfAsync(), before, take);

    public async Task<IReadOnlyDictionary<string, string>> InboundOverSharesAsync() =>
        await inbox.CountOverSharesAsync(await SelfAsync());

    public async Task<IReadOnlyList<KeywordView>> KeywordsAsync() => await inbox.KeywordsAsync(await SelfAsync());

    public async Task SetKeywordAsync(string word, string? answer) => await inbox.SetKeywordAsync(await SelfAsync(), word, answer);

    public async Task SetSenderWordsOffAsync(string sender, IReadOnlyList<string> words) =>
        await inbox.SetSenderWordsOffAsync(await SelfAsync(), sender, words);

    private static AccountView View(Account account) => new() { ClientId = account.ClientId, Name = account.Name };

    private Task<Account> SelfAsync() => access.ActorAsync(this.GetPrimaryKeyString());

    private async Task<IReadOnlyList<ShareGrant>> OffersAsync() =>
        await shares.ListByRecipientAsync((await SelfAsync()).Id, CancellationToken.None);
}
