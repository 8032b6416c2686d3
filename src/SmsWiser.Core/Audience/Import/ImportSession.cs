using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Audience;

/// <summary>One import under way: reads rows, sorts them into new leads, changes and errors, and stores those window by window. What is
/// counted is stored. One loop.</summary>
internal sealed class ImportSession
{
    private const int PagesPerRead = 64;
    private const int TypicalRowBytes = 64;
    private readonly LeadList list;
    private readonly ImportRunId run;
    private readonly ImportOptions options;
    private readonly ILeadPageStore pages;
    private readonly IImportStore imports;
    private readonly PageTools tools;
    private readonly CsvReader reader;
    private readonly RowReader row;
    private readonly NumberTable numbers;
    private readonly RowBatch batch = new();
    private readonly NewLeads added;
    private readonly ChangedLeads changed;
    private readonly ImportErrors errors;
    private long leadsBefore;
    private long known;

    public ImportSession(
        LeadList list, ImportRunId run, ImportOptions options, ImportPlan plan, CsvReader reader, ILeadPageStore pages,
        IImportStore imports, PageTools tools, IRandom random, long fileBytes)
    {
        (this.list, this.run, this.options, this.pages, this.imports) = (list, run, options, pages, imports);
        (this.tools, this.reader) = (tools, reader);
        row = new(reader, plan, options.DefaultCountry);
        numbers = new(random, Math.Min(list.Leads + fileBytes / TypicalRowBytes, options.MaxListLeads));
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
    /// <exception cref="ImportException">The file turns out not to be UTF-8, the list grows too long, or others keep writing to
    /// it.</exception>
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
                    LookUp();
                    errors.Add(reader.RowNo, "", reader.Fault);
                    break;
                case CsvRow.NotUtf8:
                    throw ImportSample.NotUtf8(reader.RowNo);
                case CsvRow.More:
                    return true;
                case CsvRow.End:
                    LookUp();
                    return false;
            }
        }
        return true;
    }

    private void Take()
    {
        if (!row.TryRead(out var column, out var reason))
        {
            LookUp();
            errors.Add(reader.RowNo, column, reason);
            return;
        }
        numbers.Prefetch(row.Number);
        batch.Add(row.Number, reader.RowNo, row.Record);
        if (batch.IsFull)
            LookUp();
    }

    private void LookUp()
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var origin = numbers.Look(batch.Number(i), out var value);
            if (origin == NumberOrigin.File)
                errors.Add(batch.RowNo(i), "", $"duplicate of row {value}");
            else if (origin == NumberOrigin.Nowhere && options.Mode == ImportMode.Update)
                errors.Add(batch.RowNo(i), "", "not in the list");
            else
                Keep(i, origin, leadNo: value);
        }
        batch.Clear();
        if (numbers.Count > options.MaxListLeads)
            throw new ImportException(ErrorCode.InvalidValue, $"the list would have more than {options.MaxListLeads} leads; split it");
    }

    private void Keep(int index, NumberOrigin origin, uint leadNo)
    {
        var number = batch.Number(index);
        numbers.MarkInFile(number, batch.RowNo(index));
        if (origin == NumberOrigin.Nowhere)
            added.Add(number, batch.Record(index));
        else if (options.Mode == ImportMode.Add)
            known++;
        else
            changed.Add(leadNo, batch.RowNo(index), number, batch.Record(index));
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
