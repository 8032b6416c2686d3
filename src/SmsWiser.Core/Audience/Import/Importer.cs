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
    private const int FieldAttempts = 4;

    /// <summary>Imports a file.</summary>
    /// <param name="list">The list.</param>
    /// <param name="csv">The file, read from where it stands to its end; not closed here.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called on the import's loop after every half MiB or window, or null.</param>
    /// <param name="cancellation">Stops it; rows counted so far stay.</param>
    /// <returns>The run as it ended: done, or failed with the reason in <see cref="ImportRun.Error"/> when the file cannot be
    /// used.</returns>
    /// <exception cref="ImportException">With <see cref="ErrorCode.Conflict"/>: another import of this list is running.</exception>
    public async Task<ImportRun> RunAsync(
        LeadList list, Stream csv, ImportOptions options, Action<ImportProgress>? progress, CancellationToken cancellation)
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
            await ReadFileAsync(list, run.Id, csv, options, Note, cancellation);
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
        var (current, plan) = await AddFieldsAsync(list, sample, options, commaIsPoint: reader.Delimiter != (byte)',', cancellation);
        using var tools = new PageTools(current, keys, random);
        var session = new ImportSession(current, run, options, plan, reader, pages, imports, tools, random, fileBytes);
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

    private async Task<(LeadList List, ImportPlan Plan)> AddFieldsAsync(
        LeadList list, ImportSample sample, ImportOptions options, bool commaIsPoint, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < FieldAttempts; attempt++)
        {
            var plan = ImportPlan.Make(list, sample, options, commaIsPoint);
            var fields = plan.NewFields(list);
            if (fields.Count == 0)
                return (list, plan);
            await lists.AddFieldsAsync(list.Id, list.Version, fields, cancellation);
            // Whether it was us or somebody else who changed the list, what it is now counts.
            list = await lists.FindAsync(list.Id, cancellation)
                ?? throw new ImportException(ErrorCode.NotFound, "the list was deleted");
        }
        throw new ImportException(ErrorCode.Conflict, "somebody else keeps changing the fields of this list; import the file again");
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
