using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Audience;

/// <summary>Imports and their errors in <c>main.db</c>.</summary>
internal sealed class SqliteImportStore(DatabaseFile main) : IImportStore
{
    public Task<bool> BeginAsync(ImportRun run, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => BindCounts(
                db.Get("Audience/add_import").Bind(run.Id.Value).Bind(run.PublicId).Bind(run.List.Value).Bind(run.Source)
                    .Bind((long)run.Mode),
                run.Counts).Bind(run.StartedAt).Execute() == 1,
            cancellation);

    public Task ProgressAsync(
        ImportRunId run, ImportCounts counts, IReadOnlyList<ImportError> errors, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Bulk, db => Progress(db, run, counts, errors, at), cancellation);

    public Task FinishAsync(ImportRunId run, ImportState state, string? error, DateTimeOffset at, CancellationToken cancellation)
    {
        if (state is not (ImportState.Done or ImportState.Failed))
            throw new ArgumentOutOfRangeException(nameof(state), state, "an import ends done or failed");
        return main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Audience/finish_import").Bind(run.Value).Bind((long)state).Bind(error).Bind(at).Execute() == 1
                ? true
                : throw NotRunning(run),
            cancellation);
    }

    public async Task<ImportRun?> FindAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Audience/find_import").Bind(publicId).First(Map), cancellation);

    public async Task<IReadOnlyList<ImportError>> ErrorsAsync(ImportRunId run, int skip, int take, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return await main.ReadAsync(
            db => db.Get("Audience/list_import_errors").Bind(run.Value).Bind(skip).Bind(take)
                .All(row => new ImportError(row.Long(0), row.Text(1), row.Text(2))),
            cancellation);
    }

    private static bool Progress(
        Database db, ImportRunId run, ImportCounts counts, IReadOnlyList<ImportError> errors, DateTimeOffset at)
    {
        var before = db.Get("Audience/find_import_counts").Bind(run.Value)
            .First(row => Tuple.Create(new ListId(row.Long(0)), new LeadChanges(row.Long(1), row.Long(2), row.Long(3))))
            ?? throw NotRunning(run);
        BindCounts(db.Get("Audience/progress_import").Bind(run.Value), counts).Bind(counts.Removed).Bind(counts.KeptLeft)
            .Bind(counts.Incomplete).Execute();
        var (list, counted) = before;
        Growth.Add(
            db, list,
            new(counts.Created - counted.Joined, counts.Updated - counted.Updated, counts.Removed - counted.Removed), at);
        foreach (var error in errors)
            db.Get("Audience/add_import_error").Bind(run.Value).Bind(error.Row).Bind(error.Column).Bind(error.Reason).Execute();
        return true;
    }

    private static Statement BindCounts(Statement statement, ImportCounts counts) =>
        statement.Bind(counts.Rows).Bind(counts.Created).Bind(counts.Updated).Bind(counts.Unchanged).Bind(counts.Rejected);

    private static InvalidOperationException NotRunning(ImportRunId run) => new($"import {run.Value} is not running");

    private static ImportRun Map(Statement row) =>
        new(new(row.Long(0)), row.Text(1), new(row.Long(2)), row.Text(3), (ImportMode)row.Int(4), (ImportState)row.Int(5),
            new(row.Long(6), row.Long(7), row.Long(8), row.Long(9), row.Long(10)) 
            {
                Removed = row.Long(14), KeptLeft = row.Long(15), Incomplete = row.Long(16),
            },
            row.TextOrNull(11), row.Time(12), row.TimeOrNull(13));
}
