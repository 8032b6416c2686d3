using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Audience;

/// <summary>One import under way: reads rows, sorts them into new leads, changes and errors, and stores those window by window. What is counted is
/// stored. One loop.</summary>
internal sealed class ImportSession
{
    private const int PagesPerRead = 64;
    private readonly LeadList list;
    private readonly ImportRunId run;
    private readonly ImportOptions options;
    private readonly ILeadPageStore pages;
    private readonly IImportStore imports;
    private readonly PageTools tools;
    private readonly CsvReader reader;
    private readonly RowReader row;
    private readonly NumberTable numbers;
    private readonly NewLeads added;
    private readonly ChangedLeads changed;
    private readonly ImportErrors errors;
    private long leadsBefore;
    private long known;

    public ImportSession(
        LeadList list, ImportRunId run, ImportOptions options, ImportPlan plan, CsvReader reader, ILeadPageStore pages, IImportStore imports,
        PageTools tools, IRandom random)
    {
        (this.list, this.run, this.options, this.pages, this.imports) = (list, run, options, pages, imports);
        (this.tools, this.reader) = (tools, reader);
        row = new(reader, plan, options.DefaultCountry);
        numbers = new(random, list.Leads);
        errors = new(options.MaxErrors);
        added = new(list.Id, pages, tools, random);
        changed = new(list.Id, pages, tools, errors);
    }

    /// <summary>Rows that are stored or rejected.</summary>
    public ImportCounts Counts
    {
        get
        {
            var unchanged = known + changed.Unchanged;
            return new(added.Created + changed.Updated + unchanged + errors.Count, added.Created, changed.Updated, unchanged, errors.Count);
        }
    }

    /// <summary>Where it stands.</summary>
    public ImportProgress Progress => new(reader.BytesRead, Counts);

    private bool IsFull => added.IsFull || changed.IsFull || errors.IsFull;

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="ImportException">The file turns out not to be UTF-8, the list grows too long, or others keep writing to it.</exception>
    public async Task RunAsync(Action<ImportProgress> progress, CancellationToken cancellation)
    {
        await ScanListAsync(cancellation);
        while (ReadRows())
        {
            if (IsFull)
                await StoreFullAsync(cancellation);
            else
                await reader.FillAsync(cancellation);
            progress(Progress);
        }
        await added.FlushAsync(cancellation);
        await changed.FlushAsync(cancellation);
        errors.Close();
        await SaveAsync(cancellation);
        progress(Progress);
    }

    /// <summary>Stores counts and errors as they are now.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        await imports.ProgressAsync(run, Counts, leadsBefore + added.Created, errors.Waiting, cancellation);
        errors.Stored();
    }

    private async Task ScanListAsync(CancellationToken cancellation)
    {
        var count = await pages.CountPagesAsync(list.Id, cancellation);
        for (var next = 0; next < count; next += PagesPerRead)
        {
            await pages.ReadAsync(list.Id, next, PagesPerRead, tools.Batch, cancellation);
            for (var i = 0; i < tools.Batch.Count; i++)
                AddLeads(tools.Batch[i]);
            if (tools.Batch.Count > 0)
                next = Math.Max(next, tools.Batch[^1].PageNo + 1 - PagesPerRead);
        }
    }

    private void AddLeads(in SealedPage sealedPage)
    {
        var page = tools.Page;
        page.Open(tools.Cipher, list.Id, sealedPage);
        for (var i = 0; i < page.Count; i++)
        {
            if (!page.Flags(i).Live)
                continue;
            leadsBefore++;
            numbers.AddLead(page.Number(i), (uint)page.PageNo * PageWriter.MaxLeads + (uint)i);
        }
    }

    // False at the end of the file; true when something has to be stored or read first.
    private bool ReadRows()
    {
        while (!IsFull)
        {
            switch (reader.Read())
            {
                case CsvRow.Row:
                    Take();
                    break;
                case CsvRow.Bad:
                    errors.Add(reader.RowNo, "", reader.Fault);
                    break;
                case CsvRow.NotUtf8:
                    throw ImportSample.NotUtf8(reader.RowNo);
                case CsvRow.More:
                    return true;
                case CsvRow.End:
                    return false;
            }
        }
        return true;
    }

    private void Take()
    {
        if (!row.TryRead(out var column, out var reason))
        {
            errors.Add(reader.RowNo, column, reason);
            return;
        }
        var origin = numbers.Look(row.Number, out var value);
        if (origin == NumberOrigin.File)
            errors.Add(reader.RowNo, "", $"duplicate of row {value}");
        else if (origin == NumberOrigin.Nowhere && options.Mode == ImportMode.Update)
            errors.Add(reader.RowNo, "", "not in the list");
        else
            Keep(origin, leadNo: value);
    }

    private void Keep(NumberOrigin origin, uint leadNo)
    {
        numbers.MarkInFile(row.Number, reader.RowNo);
        if (origin == NumberOrigin.Nowhere)
            added.Add(row.Number, row.Record);
        else if (options.Mode == ImportMode.Add)
            known++;
        else
            changed.Add(leadNo, reader.RowNo, row.Number, row.Record);
        if (numbers.Count > options.MaxListLeads)
            throw new ImportException(ErrorCode.InvalidValue, $"the list would have more than {options.MaxListLeads} leads; split it");
    }

    private async Task StoreFullAsync(CancellationToken cancellation)
    {
        if (added.IsFull)
            await added.FlushAsync(cancellation);
        if (changed.IsFull)
            await changed.FlushAsync(cancellation);
        await SaveAsync(cancellation);
    }
}
