using SmsWiser.Contracts.Audience;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Engine.Audience;

/// <summary>What an owner does to a list as a whole: names, archive, merge, growth. Any thread.</summary>
internal sealed class ListTopics(IListStore lists, IOptOutStore optOuts, Imports imports, KeyRing keys, TimeProvider time)
{
    private const int Attempts = 4;
    private const int MaxDescription = 1_000;
    private const int MaxDays = 3_660;

    public Task<LeadList> ChangeAsync(LeadList list, ListSettings settings)
    {
        var name = settings.Name is { } asked ? Refusal.CheckName(asked, "the list") : null;
        var publicName = settings.PublicName is { } shown ? Refusal.CheckName(shown, "the topic") : null;
        var description = settings.Description?.Trim();
        if (description?.Length > MaxDescription)
            throw Refusal.Invalid($"the description has {description.Length} characters; give up to {MaxDescription}");
        return ChangeAsync(list, now => now with
        {
            Name = name ?? now.Name,
            PublicName = publicName ?? now.PublicName,
            Description = description ?? now.Description,
            RequiresConsent = settings.RequiresConsent ?? now.RequiresConsent,
        });
    }

    /// <summary>Archives a list, or brings it back; done before, it stays as it is.</summary>
    public Task<LeadList> ArchiveAsync(LeadList list, bool isArchived) =>
        ChangeAsync(list, now => now with { ArchivedAt = isArchived ? now.ArchivedAt ?? time.GetUtcNow() : null });

    /// <summary>Has another list of the same owner merged in and then archived.</summary>
    /// <returns>Public id of the import.</returns>
    public string Merge(LeadList into, LeadList from, bool theirs)
    {
        if (into.Id == from.Id)
            throw Refusal.Invalid("a list cannot be merged into itself; name another one");
        try
        {
            Importer.CheckMerge(into, from);
        }
        catch (ImportException error)
        {
            throw Refusal.Of(error.Code, error.Message);
        }
        return imports.StartMerge(into, from, theirs, () => ArchiveAsync(from, isArchived: true));
    }

    public async Task<GrowthView> GrowthAsync(LeadList list, DateOnly from, DateOnly to)
    {
        if (to < from || to.DayNumber - from.DayNumber >= MaxDays)
            throw Refusal.Invalid($"the period goes from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; give 1 to {MaxDays} days");
        var growth = ListGrowth.Of(await lists.GrowthAsync(list.Id, from, to, CancellationToken.None), from);
        var left = await optOuts.CountDaysAsync(OptOutScope.Topic, list.Id.Value, MaxDays, CancellationToken.None);
        return ListViews.Of(growth.WithOptOuts(
            left.Where(day => day.Outs > 0 && day.Day >= from && day.Day <= to).ToDictionary(day => day.Day, day => day.Outs)));
    }

    /// <summary>The proof of an erasure that the account asked for.</summary>
    public async Task<ErasureView> ErasureAsync(string publicId, AccountId owner) =>
        await lists.FindErasureAsync(publicId, CancellationToken.None) is { } erasure && erasure.Owner == owner
            ? View(erasure)
            : throw Refusal.NotFound("list");

    public ErasureView View(ListErasure erasure) => ListViews.Of(erasure, ErasureProof.Open(keys, erasure));

    private async Task<LeadList> ChangeAsync(LeadList list, Func<LeadList, LeadList> change)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var changed = change(list);
            if (changed == list)
                return list;
            if (await lists.ChangeAsync(changed, CancellationToken.None))
                return changed with { Version = list.Version + 1 };
            list = await lists.FindAsync(list.Id, CancellationToken.None) ?? throw Refusal.NotFound("list");
        }
        throw Refusal.Of(ErrorCode.Conflict, "somebody else keeps changing this list; try again");
    }
}
