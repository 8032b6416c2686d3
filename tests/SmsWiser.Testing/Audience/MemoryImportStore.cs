using SmsWiser.Core;
using SmsWiser.Core.Audience;

namespace SmsWiser.Testing.Audience;

/// <summary>Imports and their errors in memory. Any thread.</summary>
/// <param name="lists">Get the number of leads and the growth.</param>
public sealed class MemoryImportStore(MemoryListStore lists) : IImportStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<ImportRunId, ImportRun> runs = [];
    private readonly Dictionary<ImportRunId, List<ImportError>> errors = [];

    public Task<bool> BeginAsync(ImportRun run, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (runs.Values.Any(other => other.List == run.List && other.State == ImportState.Running))
                return Task.FromResult(false);
            runs.Add(run.Id, run);
            errors.Add(run.Id, []);
            return Task.FromResult(true);
        }
    }

    public async Task ProgressAsync(
        ImportRunId run, ImportCounts counts, IReadOnlyList<ImportError> errors, DateTimeOffset at, CancellationToken cancellation)
    {
        LeadChanges changes;
        ListId list;
        lock (gate)
        {
            var before = runs[run].Counts;
            changes = new(counts.Created - before.Created, counts.Updated - before.Updated, counts.Removed - before.Removed);
            list = runs[run].List;
            runs[run] = runs[run] with { Counts = counts };
            this.errors[run].AddRange(errors);
        }
        await lists.CountAsync(list, changes, at, cancellation);
    }

    public Task FinishAsync(ImportRunId run, ImportState state, string? error, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (gate)
            runs[run] = runs[run] with { State = state, Error = error, FinishedAt = at };
        return Task.CompletedTask;
    }

    public Task<ImportRun?> FindAsync(string publicId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(runs.Values.FirstOrDefault(run => run.PublicId == publicId));
    }

    public Task<IReadOnlyList<ImportError>> ErrorsAsync(ImportRunId run, int skip, int take, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ImportError>>([.. errors[run].Skip(skip).Take(take)]);
    }
}
