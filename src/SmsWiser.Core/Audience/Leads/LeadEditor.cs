using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Finds, adds, changes and removes single leads, also while sendouts over the list run: each change rewrites one page by compare-and-set,
/// tried four times. A lead that is removed, or gets another number, after it was planned is not sent to. A lead number is never used
/// again. Finding a lead opens the pages of its list one after the other. Any thread.
/// </summary>
/// <param name="lists">Counts.</param>
/// <param name="pages">Lead pages.</param>
/// <param name="imports">Work that adds numbers to a list runs one at a time.</param>
/// <param name="importer">Adds.</param>
/// <param name="keys">Opens the list's data key.</param>
/// <param name="random">Nonces.</param>
/// <param name="time">Day of the growth.</param>
public sealed class LeadEditor(
    IListStore lists, ILeadPageStore pages, IImportStore imports, Importer importer, KeyRing keys, IRandom random, TimeProvider time)
{
    /// <summary>The lead with that number, or null.</summary>
    public async Task<LeadPlace?> FindAsync(LeadList list, ulong number, CancellationToken cancellation)
    {
        using var tools = new PageTools(list, keys, random);
        return (await LeadScan.FindAsync(list.Id, pages, tools, [number], cancellation))[0];
    }

    /// <summary>Adds a lead.</summary>
    /// <param name="list">The list.</param>
    /// <param name="number">E.164 digits.</param>
    /// <param name="values">Values by field name.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ImportException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidValue"/>, or
    /// <see cref="ErrorCode.Conflict"/> while an import into the list runs.</exception>
    public async Task AddAsync(
        LeadList list, ulong number, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
    {
        var record = LeadValues.Write(list.Fields, values, default);
        var options = new ImportOptions { Source = "one lead", Mode = ImportMode.Add };
        var run = await importer.AddAsync(list, number, record, options, cancellation);
        if (run.Error is { } error)
            throw new ImportException(ErrorCode.Conflict, error);
        if (run.Counts.Created == 0)
            throw new ImportException(ErrorCode.AlreadyExists, "the list has a lead with this number already; change that one");
    }

    /// <summary>Gives a lead other values, and another number if one is given.</summary>
    /// <param name="list">The list.</param>
    /// <param name="number">E.164 digits it has now.</param>
    /// <param name="values">New values by field name; an empty one takes the value away, fields not named stay.</param>
    /// <param name="newNumber">E.164 digits it is to have, or null.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ImportException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>,
    /// <see cref="ErrorCode.InvalidValue"/>, <see cref="ErrorCode.Conflict"/>.</exception>
    public async Task ChangeAsync(
        LeadList list, ulong number, IReadOnlyDictionary<string, string> values, ulong? newNumber, CancellationToken cancellation)
    {
        using var tools = new PageTools(list, keys, random);
        if (newNumber is not { } other || other == number)
        {
            await RewriteAsync(list, tools, number, number, values, cancellation);
            await lists.CountAsync(list.Id, new(0, 1, 0), time.GetUtcNow(), cancellation);
            return;
        }
        ImportException? refused = null;
        var options = new ImportOptions { Source = "another number of one lead", Mode = ImportMode.Update };
        await importer.RunAloneAsync(list, options, RenumberAsync, cancellation);
        if (refused is not null)
            throw refused;

        async Task RenumberAsync(ImportRunId run, Action<ImportProgress> progress)
        {
            try
            {
                await RewriteAsync(list, tools, number, other, values, cancellation);
            }
            catch (ImportException error)
            {
                refused = error;
                throw;
            }
            var counts = new ImportCounts(1, 0, 1, 0, 0);
            await imports.ProgressAsync(run, counts, [], time.GetUtcNow(), cancellation);
            progress(new(1, counts));
        }
    }

    /// <summary>Removes a lead.</summary>
    /// <exception cref="ImportException"><see cref="ErrorCode.NotFound"/> or <see cref="ErrorCode.Conflict"/>.</exception>
    public async Task RemoveAsync(LeadList list, ulong number, CancellationToken cancellation)
    {
        using var tools = new PageTools(list, keys, random);
        await RewriteAsync(list, tools, number, newNumber: 0, values: null, cancellation);
        await lists.CountAsync(list.Id, new(0, 0, 1), time.GetUtcNow(), cancellation);
    }

    /// <summary>Rewrites the page of a lead; without values the lead is removed.</summary>
    private async Task RewriteAsync(
        LeadList list, PageTools tools, ulong number, ulong newNumber, IReadOnlyDictionary<string, string>? values,
        CancellationToken cancellation)
    {
        ulong[] wanted = newNumber == 0 || newNumber == number ? [number] : [number, newNumber];
        var found = await LeadScan.FindAsync(list.Id, pages, tools, wanted, cancellation);
        var place = found[0] ?? throw NotThere();
        if (found.Length > 1 && found[1] is not null)
            throw new ImportException(ErrorCode.AlreadyExists, "another lead of the list has the new number already");
        for (var attempt = 0; attempt < PageTools.Attempts; attempt++)
        {
            await pages.ReadAsync(list.Id, place.PageNo, 1, tools.Batch, cancellation);
            if (!TryBuild(list, tools, place, newNumber, values))
                throw NotThere();
            if (await pages.WriteAsync(list.Id, tools.Sealed.Pages, cancellation))
                return;
        }
        throw new ImportException(
            ErrorCode.Conflict, $"somebody else kept changing leads beside this one ({PageTools.Attempts} attempts); try again");
    }

    private static bool TryBuild(
        LeadList list, PageTools tools, LeadPlace place, ulong newNumber, IReadOnlyDictionary<string, string>? values)
    {
        if (tools.Batch.Count == 0 || tools.Batch[0].PageNo != place.PageNo)
            return false;
        var page = tools.Page;
        page.Open(tools.Cipher, list.Id, tools.Batch[0]);
        if (place.Index >= page.Count || page.Number(place.Index) != place.Number)
            return false;
        tools.Writer.Reset();
        for (var i = 0; i < page.Count; i++)
        {
            if (i != place.Index)
                tools.Writer.Add(page.Number(i), page.Record(i), page.Flags(i));
            else if (values is null)
                tools.Writer.Remove();
            else
                tools.Writer.Add(newNumber, LeadValues.Write(list.Fields, values, page.Record(i)), FlagsOf(page, i, newNumber));
        }
        tools.Sealed.Clear();
        tools.Sealed.Add(page.PageNo, page.Version + 1, tools.Writer);
        return true;
    }

    // Consent and zone belong to the number.
    private static LeadFlags FlagsOf(LeadPage page, int index, ulong newNumber) =>
        page.Number(index) == newNumber ? page.Flags(index) : LeadFlags.New;

    private static ImportException NotThere() => new(ErrorCode.NotFound, "the list has no lead with this number");
}
