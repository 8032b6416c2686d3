using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Engine.Audience;

/// <summary>One list: leads and imports for its owner, a view without them for recipients, segments for both, invitations.</summary>
internal sealed class LeadListGrain(
    Access access, IAccountStore accounts, IListStore lists, IImportStore runs, IShareStore shares, LeadRows rows, Imports imports,
    Invitations invitations, ShareViews shareViews, ListTopics topics, ListLeads leads, SavedSegments segments, ListJobs jobs,
    ListEraser eraser, OptOutCommands optOuts) : Grain, ILeadListGrain
{
    private const int MaxLeads = 100;
    private const int MaxErrors = 1_000;

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

    public async Task<string> ImportAsync(string actor, ImportSpec import) =>
        imports.Start(Access.InUse(await OwnAsync(actor)), import);

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
        return await segments.AddAsync(account, await UsableAsync(account), name, filter);
    }

    public async Task<SegmentView> ChangeSegmentAsync(string actor, string segmentId, string name, string filter)
    {
        var account = await access.ActorAsync(actor);
        return await segments.ChangeAsync(account, await UsableAsync(account), segmentId, name, filter);
    }

    public async Task RemoveSegmentAsync(string actor, string segmentId)
    {
        var account = await access.ActorAsync(actor);
        await segments.RemoveAsync(account, await UsableAsync(account), segmentId);
    }

    public async Task<ListJobView> CountAsync(string actor, LeadSelection leads)
    {
        var owner = await access.ActorAsync(actor);
        return ListViews.Of(await segments.CountAsync(owner, await access.OwnListAsync(owner, Key), leads));
    }

    public async Task<RecipientCountView> CountSharedAsync(string actor, LeadSelection leads)
    {
        var account = await access.ActorAsync(actor);
        var (list, _) = await access.SharedListAsync(account, Key);
        return ListViews.ForRecipient(await segments.CountAsync(account, list, leads));
    }

    public async Task<ListJobView> GetCountAsync(string actor, string countId) =>
        ListViews.Of(await JobAsync(actor, countId, ListJobKind.Count));

    public async Task<RecipientCountView> GetSharedCountAsync(string actor, string countId)
    {
        var account = await access.ActorAsync(actor);
        var (list, _) = await access.SharedListAsync(account, Key);
        return ListViews.ForRecipient(jobs.Find(countId, ListJobKind.Count, list.Id, account.Id) ?? throw Refusal.NotFound("count"));
    }

    public async Task<ListJobView> ExportAsync(string actor, ExportSpec export)
    {
        var owner = await access.ActorAsync(actor);
        return ListViews.Of(await segments.ExportAsync(owner, await access.OwnListAsync(owner, Key), export));
    }

    public async Task<ListJobView> GetExportAsync(string actor, string exportId) =>
        ListViews.Of(await JobAsync(actor, exportId, ListJobKind.Export));

    public async Task<IReadOnlyList<SegmentView>> SegmentsAsync(string actor)
    {
        var account = await access.ActorAsync(actor);
        var list = await UsableAsync(account);
        return [.. (await lists.ListSegmentsAsync(account.Id, list.Id, CancellationToken.None)).Select(ListViews.Of)];
    }

    public async Task<OwnerShareView> InviteAsync(string actor, string recipient, int profitBasisPoints)
    {
        var owner = await access.ActorAsync(actor);
        var list = Access.InUse(await access.OwnListAsync(owner, Key));
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

    public async Task<OwnerListView> ChangeAsync(string actor, ListSettings settings) =>
        ListViews.ForOwner(await topics.ChangeAsync(await OwnAsync(actor), settings));

    public async Task<OwnerListView> ArchiveAsync(string actor) =>
        ListViews.ForOwner(await topics.ArchiveAsync(await OwnAsync(actor), isArchived: true));

    public async Task<OwnerListView> RestoreAsync(string actor) =>
        ListViews.ForOwner(await topics.ArchiveAsync(await OwnAsync(actor), isArchived: false));

    public async Task<string> MergeAsync(string actor, MergeSpec merge)
    {
        var owner = await access.ActorAsync(actor);
        var into = Access.InUse(await access.OwnListAsync(owner, Key));
        return topics.Merge(into, await access.OwnListAsync(owner, merge.ListId), merge.Theirs);
    }

    public async Task<ErasureView> EraseAsync(string actor, bool stop) =>
        topics.View(await eraser.EraseAsync(await OwnAsync(actor), stop));

    public async Task<ErasureView> GetErasureAsync(string actor) =>
        await topics.ErasureAsync(Key, (await access.ActorAsync(actor)).Id);

    public async Task<GrowthView> GrowthAsync(string actor, DateOnly from, DateOnly to) =>
        await topics.GrowthAsync(await OwnAsync(actor), from, to);

    public async Task<LeadRow> GetLeadAsync(string actor, string number) => await leads.GetAsync(await OwnAsync(actor), number);

    public async Task<LeadRow> AddLeadAsync(string actor, LeadSpec lead) =>
        await leads.AddAsync(Access.InUse(await OwnAsync(actor)), lead);

    public async Task<LeadRow> ChangeLeadAsync(string actor, string number, LeadSpec lead) =>
        await leads.ChangeAsync(await OwnAsync(actor), number, lead);

    public async Task RemoveLeadAsync(string actor, string number) => await leads.RemoveAsync(await OwnAsync(actor), number);

    private async Task<ListJob> JobAsync(string actor, string id, ListJobKind kind)
    {
        var owner = await access.ActorAsync(actor);
        var list = await access.OwnListAsync(owner, Key);
        return jobs.Find(id, kind, list.Id, owner.Id) ?? throw Refusal.NotFound(kind == ListJobKind.Count ? "count" : "export");
    }

    private string Key => this.GetPrimaryKeyString();

    private async Task<LeadList> OwnAsync(string actor) => await access.OwnListAsync(await access.ActorAsync(actor), Key);

    /// <summary>The list for those who may filter it: its owner, and recipients while the share lasts.</summary>
    private async Task<LeadList> UsableAsync(Account account) =>
        await lists.FindAsync(Key, CancellationToken.None) is { } list && list.Owner == account.Id
            ? list
            : (await access.SharedListAsync(account, Key)).List;
}
