using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Engine.Audience;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Makes one condition of what a target names: a saved segment or a filter, perhaps within a working file.</summary>
internal static class TargetFilters
{
    /// <summary>The condition, or null for the whole list. Samples of a saved segment get its id as their name, so that they stay the
    /// same.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_filter</c>, <c>invalid_value</c>, <c>not_found</c>.</exception>
    public static async Task<string?> OfAsync(
        IListStore lists, Conditions conditions, Account account, LeadList list, TargetSpec target)
    {
        if (target.SegmentId is not null && target.Filter is not null)
            throw Refusal.Invalid("a target has a segment and a filter; give one of them");
        var segment = target.SegmentId is { } id ? await FindAsync(lists, account, list, id) : null;
        if ((segment?.Filter ?? target.Filter) is not { } text)
            return target.WorkingSet is { } file ? (await CheckAsync(conditions, InFile(file), account, list)).Text : null;
        var filter = await CheckAsync(conditions, text, account, list);
        var named = segment is null ? text : filter.NameSamples(segment.PublicId);
        if (target.WorkingSet is not { } set)
            return named;
        if (filter.Rank is not null)
            throw Refusal.Invalid($"the filter ends with top or bottom; write {InFile(set)} into it instead of naming the working file");
        return (await CheckAsync(conditions, $"{InFile(set)} and ({named})", account, list)).Text;
    }

    /// <summary>Checks a condition.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_filter</c> with the position.</exception>
    public static async Task<SegmentFilter> CheckAsync(Conditions conditions, string text, Account account, LeadList list)
    {
        try
        {
            return await conditions.CheckAsync(text, list, account.Id, seed: "", CancellationToken.None);
        }
        catch (ConditionException error)
        {
            throw Invalid(list, error);
        }
    }

    /// <summary>A saved segment of the account on the list.</summary>
    public static async Task<Segment> FindAsync(IListStore lists, Account account, LeadList list, string id) =>
        await lists.FindSegmentAsync(id, CancellationToken.None) is { } segment && segment.Account == account.Id && segment.List == list.Id
            ? segment
            : throw Refusal.NotFound("segment");

    /// <summary>The refusal of a condition.</summary>
    public static Contracts.RefusedException Invalid(LeadList list, ConditionException error) =>
        Refusal.Of(ErrorCode.InvalidFilter, $"the filter cannot be used for '{list.Name}': {error.Message}");

    /// <summary>The condition that holds for a working file's leads.</summary>
    public static string InFile(string name) => $"in_file(\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\")";
}
