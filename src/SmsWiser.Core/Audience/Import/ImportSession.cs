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
    private readonly IListStore lists;
    private readonly PageTools tools;
    private readonly ILeadSource source;
    private readonly TimeProvider time;
    private readonly NumberTable numbers;
    private readonly RowBatch batch = new();
    private readonly NewLeads added;
    private readonly ChangedLeads changed;
    private readonly ImportErrors errors;
    private readonly byte[] markOnly;
    private readonly byte[] withMoment = new byte[PageWriter.MaxRecordBytes + LeadConsent.Bytes];
    private long known;

    public ImportSession(
        LeadList list, ImportRunId run, ImportOptions options, ILeadSource source, ILeadPageStore pages, IImportStore imports,
        IListStore lists, PageTools tools, IRandom random, TimeProvider time, long sourceBytes)
    {
        (this.list, this.run, this.options, this.pages, this.imports) = (list, run, options, pages, imports);
        (this.lists, this.tools, this.source, this.time) = (lists, tools, source, time);
        numbers = new(random, Math.Min(list.Leads + sourceBytes / TypicalRowBytes, options.MaxListLeads));
        errors = new(options.MaxErrors);
        added = new(list.Id, pages, tools, random);
        changed = new(list.Id, pages, tools, errors, ChangeOf(options));
        markOnly = WorkingSetMarks.Record(options.WorkingSetNo);
    }

    /// <summary>Rows that are stored or rejected.</summary>
    public ImportCounts Counts
    {
        get
        {
            var (updated, removed) = options.Mode == ImportMode.Remove ? (0L, changed.Changed) : (changed.Changed, 0L);
            var unchanged = known + changed.Unchanged;
            return new(added.Created + updated + removed + unchanged + errors.Count, added.Created, updated, unchanged, errors.Count)
            {
                Removed = removed,
                KeptLeft = changed.KeptLeft,
                Incomplete = source.Incomplete,
            };
        }
    }

    /// <summary>Where it stands.</summary>
    public ImportProgress Progress => new(source.Position, Counts);

    private bool IsFull => added.IsFull || changed.IsFull || errors.IsFull;

    /// <summary>Reads the source to its end.</summary>
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
                await source.FillAsync(cancellation);
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
        await imports.ProgressAsync(run, Counts, errors.Waiting, time.GetUtcNow(), cancellation);
        errors.Stored();
    }

    private static LeadChange ChangeOf(ImportOptions options) =>
        options.Mode == ImportMode.Remove ? LeadChange.Remove : options.FillIn ? LeadChange.FillIn : LeadChange.Overwrite;

    private async Task ScanListAsync(CancellationToken cancellation)
    {
        var leads = 0L;
        var count = await pages.CountPagesAsync(list.Id, cancellation);
        for (var next = 0; next < count; next += PagesPerRead)
        {
            await pages.ReadAsync(list.Id, next, PagesPerRead, tools.Batch, cancellation);
            for (var i = 0; i < tools.Batch.Count; i++)
                leads += AddLeads(tools.Batch[i]);
            if (tools.Batch.Count > 0)
                next = Math.Max(next, tools.Batch[^1].PageNo + 1 - PagesPerRead);
        }
        if (leads != list.Leads)
            await lists.RecountAsync(list.Id, list.Leads, leads, time.GetUtcNow(), cancellation);
    }

    private int AddLeads(in SealedPage sealedPage)
    {
        var page = tools.Page;
        page.Open(tools.Cipher, list.Id, sealedPage);
        var live = 0;
        for (var i = 0; i < page.Count; i++)
        {
            if (!page.Flags(i).Live)
                continue;
            live++;
            numbers.AddLead(page.Number(i), (uint)page.PageNo * PageWriter.MaxLeads + (uint)i);
        }
        return live;
    }

    // False at the end of the source; true when something has to be stored or read first.
    private bool ReadRows()
    {
        while (!IsFull)
        {
            switch (source.Read())
            {
                case SourceRow.Lead:
                    Take();
                    break;
                case SourceRow.Bad:
                    LookUp();
                    errors.Add(source.RowNo, source.FaultColumn, source.Fault);
                    break;
                case SourceRow.More:
                    return true;
                default:
                    LookUp();
                    return false;
            }
        }
        return true;
    }

    private void Take()
    {
        numbers.Prefetch(source.Number);
        batch.Add(source.Number, source.RowNo, source.Flags, source.Consent, source.Record);
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
            else if (origin == NumberOrigin.Nowhere && options.Mode is ImportMode.Update or ImportMode.Remove)
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
            added.Add(number, batch.Flags(index), WithMoment(batch.Record(index), batch.Consent(index)));
        else if (options.Mode != ImportMode.Add)
            changed.Add(leadNo, batch.RowNo(index), number, batch.Consent(index), batch.Record(index));
        else if (options.WorkingSetNo > 0)
            changed.Add(leadNo, batch.RowNo(index), number, default, markOnly);
        else
            known++;
    }

    /// <summary>A new lead's record with the moment of its consent.</summary>
    private ReadOnlySpan<byte> WithMoment(ReadOnlySpan<byte> record, LeadConsent consent)
    {
        if (consent.At == 0)
            return record;
        record.CopyTo(withMoment);
        return withMoment.AsSpan(0, consent.Write(withMoment, record.Length));
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
