using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Engine.Audience;

/// <summary>Segments that an account saves on a list it may filter, and counts and exports of selections. Any thread.</summary>
internal sealed class SavedSegments(
    IListStore lists, Conditions conditions, Counts counts, Exports exports, IIds ids, IRandom random)
{
    private const int MaxSegments = 500;
    private const string Everybody = "random 100 %";

    public async Task<SegmentView> AddAsync(Account account, LeadList list, string name, string filter)
    {
        var trimmed = Refusal.CheckName(name, "the segment");
        await TargetFilters.CheckAsync(conditions, filter, account, list);
        if ((await lists.ListSegmentsAsync(account.Id, list.Id, CancellationToken.None)).Count >= MaxSegments)
            throw Refusal.Of(ErrorCode.Overloaded, $"the list has {MaxSegments} segments of this account already; that is the most");
        var segment = new Segment(
            new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), account.Id, list.Id, trimmed, filter);
        await lists.AddSegmentAsync(segment, CancellationToken.None);
        return ListViews.Of(segment);
    }

    public async Task<SegmentView> ChangeAsync(Account account, LeadList list, string id, string name, string filter)
    {
        var segment = await TargetFilters.FindAsync(lists, account, list, id);
        var trimmed = Refusal.CheckName(name, "the segment");
        await TargetFilters.CheckAsync(conditions, filter, account, list);
        return await lists.ChangeSegmentAsync(segment.Id, trimmed, filter, CancellationToken.None)
            ? ListViews.Of(segment with { Name = trimmed, Filter = filter })
            : throw Refusal.NotFound("segment");
    }

    public async Task RemoveAsync(Account account, LeadList list, string id)
    {
        var segment = await TargetFilters.FindAsync(lists, account, list, id);
        await lists.RemoveSegmentAsync(segment.Id, CancellationToken.None);
    }

    /// <summary>Counts a selection. A recipient counts conditions on fields only.</summary>
    public async Task<ListJob> CountAsync(Account account, LeadList list, LeadSelection leads)
    {
        var condition = await ConditionAsync(account, list, leads);
        if (condition is null && list.Owner != account.Id)
        {
            var whole = new ListJob("", ListJobKind.Count, list.Id, account.Id, list.Leads) { Walked = list.Leads, Result = list.Leads };
            whole.End(null);
            return whole;
        }
        return await TryAsync(list, () => counts.StartAsync(list, account.Id, condition ?? Everybody, seed: ""));
    }

    /// <summary>Exports a selection of an own list.</summary>
    public async Task<ListJob> ExportAsync(Account owner, LeadList list, ExportSpec export)
    {
        var condition = await ConditionAsync(owner, list, export.Leads);
        return await TryAsync(
            list, () => exports.StartAsync(list, owner.Id, export.Path, condition, seed: "", export.ByteOrderMark));
    }

    private Task<string?> ConditionAsync(Account account, LeadList list, LeadSelection leads) => TargetFilters.OfAsync(
        lists, conditions, account, list,
        new TargetSpec { ListId = list.PublicId, SegmentId = leads.SegmentId, Filter = leads.Filter, WorkingSet = leads.WorkingSet });

    private static async Task<ListJob> TryAsync(LeadList list, Func<Task<ListJob>> start)
    {
        try
        {
            return await start();
        }
        catch (ConditionException error)
        {
            throw TargetFilters.Invalid(list, error);
        }
    }
}
