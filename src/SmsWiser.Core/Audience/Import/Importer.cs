using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Imports a file of delimited UTF-8 text into a list: one pass in bounded memory (12 to 34 octets per number of list and file, about 60 MB
/// besides). The file is stored in windows, each page by compare-and-set, so that whenever it stops the list is whole and holds exactly
/// the rows counted; importing the same file again continues. Any thread; one import per list at a time.
/// </summary>
/// <param name="lists">Lists and their fields.</param>
/// <param name="pages">Lead pages.</param>
/// <param name="imports">Runs and their errors.</param>
/// <param name="keys">Opens the list's data key.</param>
/// <param name="random">Nonces, order of leads, public ids.</param>
/// <param name="ids">Inside ids of runs.</param>
/// <param name="time">When a run started and finished.</param>
public sealed class Importer(
    IListStore lists, ILeadPageStore pages, IImportStore imports, KeyRing keys, IRandom random, IIds ids, TimeProvider time)
{
    private readonly ListFields fields = new(lists, time);

    /// <summary>Imports a file.</summary>
    /// <param name="list">The list.</param>
    /// <param name="csv">The file, read from where it stands to its end; not closed here.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called on the import's loop after every half MiB or window, or null.</param>
    /// <param name="cancellation">Stops it; rows counted so far stay.</param>
    /// <returns>The run as it ended: done, or failed with the reason in <see cref="ImportRun.Error"/> when the file cannot be
    /// used.</returns>
    /// <exception cref="ImportException">With <see cref="ErrorCode.Conflict"/>: another import of this list is running.</exception>
    public Task<ImportRun> RunAsync(
        LeadList list, Stream csv, ImportOptions options, Action<ImportProgress>? progress, CancellationToken cancellation) =>
        RunAsync(list, options, progress, (run, note) => ReadFileAsync(list, run, csv, options, note, cancellation), cancellation);

    /// <summary>Adds the leads of another list of the same owner. The other list is only read; a merge that was cut short is begun again
    /// and finds what it has stored.</summary>
    /// <param name="into">The list that grows. Fields that it lacks are added; fields are the same by their names.</param>
    /// <param name="from">The list read.</param>
    /// <param name="options">Mode add and update; <see cref="ImportOptions.FillIn"/> says whose values win.</param>
    /// <param name="progress">Called after every window, or null.</param>
    /// <param name="cancellation">Stops it; leads counted so far stay.</param>
    /// <returns>The run as it ended; rows are leads of the other list.</returns>
    /// <exception cref="ImportException">With <see cref="ErrorCode.Conflict"/>: an import into this list is running.</exception>
    public Task<ImportRun> MergeAsync(
        LeadList into, LeadList from, ImportOptions options, Action<ImportProgress>? progress, CancellationToken cancellation) =>
        RunAsync(into, options, progress, (run, note) => ReadListAsync(into, from, run, options, note, cancellation), cancellation);

    /// <summary>Checks that the fields of two lists go together, before a merge is begun.</summary>
    /// <exception cref="ImportException">A field has another type in the other list, or there would be too many.</exception>
    public static void CheckMerge(LeadList into, LeadList from) => FieldMap.Make(into, from);

    /// <summary>Adds one lead, by the same way as a file of one row.</summary>
    /// <param name="list">The list.</param>
    /// <param name="number">E.164 digits.</param>
    /// <param name="record">What <see cref="LeadRecord"/> wrote.</param>
    /// <param name="options">Mode add.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The run: one row created, or unchanged when the number was in the list.</returns>
    /// <exception cref="ImportException">With <see cref="ErrorCode.Conflict"/>: an import into this list is running.</exception>
    public Task<ImportRun> AddAsync(
        LeadList list, ulong number, ReadOnlyMemory<byte> record, ImportOptions options, CancellationToken cancellation) =>
        RunAsync(
            list, options, progress: null,
            (run, note) => StoreAsync(list, run, new OneLead(number, record), options, 0, note, cancellation), cancellation);

    /// <summary>Does other work that adds numbers to a list, alone among imports into it.</summary>
    internal Task<ImportRun> RunAloneAsync(
        LeadList list, ImportOptions options, Func<ImportRunId, Action<ImportProgress>, Task> work, CancellationToken cancellation) =>
        RunAsync(list, options, progress: null, work, cancellation);

    private async Task<ImportRun> RunAsync(
        LeadList list, ImportOptions options, Action<ImportProgress>? progress, Func<ImportRunId, Action<ImportProgress>, Task> work,
        CancellationToken cancellation)
    {
        var run = new ImportRun(new(await ids.NextAsync(cancellation)), options.PublicId ?? PublicId.New(random), list.Id, options.Source,
            options.Mode, ImportState.Running, default, null, time.GetUtcNow(), null);
        if (!await imports.BeginAsync(run, cancellation))
            throw new ImportException(ErrorCode.Conflict, $"another import into list {list.PublicId} is running; wait for its end");
        var latest = default(ImportProgress);
        void Note(ImportProgress now)
        {
            latest = now;
            progress?.Invoke(now);
        }

        try
        {
            await work(run.Id, Note);
            return await FinishAsync(run, latest.Counts, ImportState.Done, null);
        }
        catch (ImportException error)
        {
            return await FinishAsync(run, latest.Counts, ImportState.Failed, error.Message);
        }
        catch (Exception error)
        {
            var reason = error is OperationCanceledException ? "cancelled" : $"stopped by an error: {error.GetType().Name}";
            await FinishAsync(run, latest.Counts, ImportState.Failed, reason);
            throw;
        }
    }

    private async Task ReadFileAsync(
        LeadList list, ImportRunId run, Stream csv, ImportOptions options, Action<ImportProgress> progress, CancellationToken cancellation)
    {
        var fileBytes = csv.CanSeek ? csv.Length - csv.Position : 0;
        var reader = new CsvReader(csv);
        await reader.FillAsync(cancellation);
        reader.Delimiter = options.Delimiter is { } asked ? DelimiterOf(asked) : CsvDelimiter.Detect(reader.Ahead);
        var sample = ImportSample.Read(reader);
        var commaIsPoint = reader.Delimiter != (byte)',';
        var (current, plan) = await fields.AddAsync(list, now => Plan(now, sample, options, commaIsPoint), cancellation);
        (current, var set) = await fields.AddWorkingSetAsync(current, options.WorkingSet, cancellation);
        var source = new CsvSource(reader, plan, options.DefaultCountry, set, time.GetUtcNow().ToUnixTimeSeconds());
        await StoreAsync(current, run, source, options with { WorkingSetNo = set }, fileBytes, progress, cancellation);
    }

    private async Task ReadListAsync(
        LeadList into, LeadList from, ImportRunId run, ImportOptions options, Action<ImportProgress> progress,
        CancellationToken cancellation)
    {
        var (current, map) = await fields.AddAsync(into, now => FieldMap.Make(now, from), cancellation);
        using var reading = new PageTools(from, keys, random);
        var sets = new Dictionary<int, int>();
        foreach (var set in from.WorkingSets)
            (current, sets[set.No]) = await fields.AddWorkingSetAsync(current, set.Name, cancellation);
        var source = new ListSource(from.Id, map, pages, reading, sets);
        await StoreAsync(current, run, source, options, from.Leads * 64, progress, cancellation);
    }

    private async Task StoreAsync(
        LeadList list, ImportRunId run, ILeadSource source, ImportOptions options, long sourceBytes, Action<ImportProgress> progress,
        CancellationToken cancellation)
    {
        using var tools = new PageTools(list, keys, random);
        var session = new ImportSession(list, run, options, source, pages, imports, lists, tools, random, time, sourceBytes);
        try
        {
            await session.RunAsync(progress, cancellation);
        }
        catch (Exception error) when (error is ImportException or OperationCanceledException)
        {
            // What was stored before is to be counted, too.
            await session.SaveAsync(CancellationToken.None);
            progress(session.Progress);
            throw;
        }
    }

    private static ImportPlan Plan(LeadList list, ImportSample sample, ImportOptions options, bool commaIsPoint)
    {
        var plan = ImportPlan.Make(list, sample, options, commaIsPoint);
        return options.Mode == ImportMode.Remove ? plan with { Columns = [], Consent = null } : plan;
    }

    private static byte DelimiterOf(char asked) => asked < 128 && CsvDelimiter.Candidates.Contains((byte)asked)
        ? (byte)asked
        : throw new ImportException(ErrorCode.InvalidValue, $"'{asked}' cannot be the delimiter; one of , ; tab | can");

    private async Task<ImportRun> FinishAsync(ImportRun run, ImportCounts counts, ImportState state, string? error)
    {
        // Also after a cancellation: the run must not stay open.
        var at = time.GetUtcNow();
        await imports.FinishAsync(run.Id, state, error, at, CancellationToken.None);
        return run with { State = state, Error = error, FinishedAt = at, Counts = counts };
    }
}
