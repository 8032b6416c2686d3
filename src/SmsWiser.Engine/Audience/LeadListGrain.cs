using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Engine.Audience;

/// <summary>One list: leads and imports for its owner, a view without them for recipients, segments for both, invitations.</summary>
internal sealed class LeadListGrain(
    Access access, IAccountStore accounts, IListStore lists, IImportStore runs, IShareStore shares, LeadRows rows, Imports imports,
    Invitations invitations, ShareViews shareViews, OptOutCommands optOuts, IIds ids, IRandom random) : Grain, ILeadListGrain
{
    private const int MaxLeads = 100;
    private const int MaxErrors = 1_000;
    private const int MaxSegments = 500;

    public async Task<OwnerListView> GetAsync(string actor) => ListViews.ForOwner(await OwnAsync(actor));

    public async Task<RecipientListView> GetSharedAsync(string actor)
    {
        var (list, grant) = await access.SharedListAsync(await access.ActorAsync(actor), Key);
        var owner = await accounts.FindAsync(grant.Owner, CancellationToken.None)
            ?? throw new InvalidDataException($"list {list.PublicId} has an owner that is not in the store");
        return ListViews.ForRecipient(list, grant, owner);
    }

    public async Task<IReadOnlyList<LeadRow>> LeadsAsync(string actor, int skip, int take)
    {
        var list = await OwnAsync(actor);
        Refusal.CheckWindow(skip, take, MaxLeads);
        return await rows.ReadAsync(list, skip, take);
    }

    public async Task<string> ImportAsync(string actor, ImportSpec import) => imports.Start(await OwnAsync(actor), import);

    public async Task<ImportView> GetImportAsync(string actor, string importId)
    {
        var list = await OwnAsync(actor);
        // Asked first: an import that ends between the two questions is found in the store.
        var isUnderway = imports.IsUnderway(list.Id, importId);
        if (await runs.FindAsync(importId, CancellationToken.None) is { } run && run.List == list.Id)
            return ListViews.Of(run);
        return isUnderway ? ListViews.Waiting(importId) : throw Refusal.NotFound("import");
    }

    public async Task<IReadOnlyList<ImportErrorRow>> ImportErrorsAsync(string actor, string importId, int skip, int take)
    {
        var list = await OwnAsync(actor);
        Refusal.CheckWindow(skip, take, MaxErrors);
        if (await runs.FindAsync(importId, CancellationToken.None) is not { } run || run.List != list.Id)
            return imports.IsUnderway(list.Id, importId) ? [] : throw Refusal.NotFound("import");
        var errors = await runs.ErrorsAsync(run.Id, skip, take, CancellationToken.None);
        return [.. errors.Select(error => new ImportErrorRow { Row = error.Row, Column = error.Column, Reason = error.Reason })];
    }

    public async Task<SegmentView> SaveSegmentAsync(string actor, string name, string filter)
    {
        var account = await access.ActorAsync(actor);
        var list = await UsableAsync(account);
        var trimmed = Refusal.CheckName(name, "the segment");
        CampaignDrafts.CheckFilter(filter, list);
        if ((await lists.ListSegmentsAsync(account.Id, list.Id, CancellationToken.None)).Count >= MaxSegments)
            throw Refusal.Of(ErrorCode.Overloaded, $"the list has {MaxSegments} segments of this account already; that is the most");
        var segment = new Segment(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), account.Id, list.Id, trimmed, filter);
        await lists.AddSegmentAsync(segment, CancellationToken.None);
        return ListViews.Of(segment);
    }

    public async Task<IReadOnlyList<SegmentView>> SegmentsAsync(string actor)
    {
        var account = await access.ActorAsync(actor);
        var list = await UsableAsync(account);
        return [.. (await lists.ListSegmentsAsync(account.Id, list.Id, CancellationToken.None)).Select(ListViews.Of)];
    }

    public async Task<OwnerShareView> InviteAsync(string actor, string recipient, int profitBasisPoints)
    {
        var owner = await access.ActorAsync(actor);
        var list = await access.OwnListAsync(owner, Key);
        var grant = await invitations.InviteAsync(owner, list, recipient, profitBasisPoints);
        return await shareViews.ForOwnerAsync(grant, list);
    }

    public async Task<IReadOnlyList<OwnerShareView>> SharesAsync(string actor)
    {
        var list = await OwnAsync(actor);
        var views = new List<OwnerShareView>();
        foreach (var grant in await shares.ListByListAsync(list.Id, CancellationToken.None))
            views.Add(await shareViews.ForOwnerAsync(grant, list));
        return views;
    }

    public async Task OptOutAsync(string actor, string number, DateTimeOffset? at) =>
        await optOuts.ChangeAsync(await OwnAsync(actor), number, at, isOut: true);

    public async Task OptInAsync(string actor, string number, DateTimeOffset? at) =>
        await optOuts.ChangeAsync(await OwnAsync(actor), number, at, isOut: false);

    public async Task<IReadOnlyList<OptOutDayView>> OptOutCountsAsync(string actor) => await optOuts.CountAsync(await OwnAsync(actor));

    private string Key => this.GetPrimaryKeyString();

    private async Task<LeadList> OwnAsync(string actor) => await access.OwnListAsync(await access.ActorAsync(actor), Key);

    /// <summary>The list for those who may filter it: its owner, and recipients while the share lasts.</summary>
    private async Task<LeadList> UsableAsync(Account account) =>
        await lists.FindAsync(Key, CancellationToken.None) is { } list && list.Owner == account.Id
            ? list
            : (await access.SharedListAsync(account, Key)).List;
}
