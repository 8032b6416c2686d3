namespace SmsWiser.Core.Audience;

/// <summary>Which rows of a file change the list.</summary>
public enum ImportMode : byte
{
    /// <summary>New numbers are added; known numbers are left unchanged.</summary>
    Add = 1,

    /// <summary>Known numbers are updated; new numbers are rejected with the reason <c>not in the list</c>.</summary>
    Update = 2,

    /// <summary>New numbers are added and known ones updated.</summary>
    AddAndUpdate = 3,

    /// <summary>Known numbers are removed from the list; others are rejected with the reason <c>not in the list</c>.</summary>
    Remove = 4,
}

/// <summary>State of an import.</summary>
public enum ImportState : byte
{
    /// <summary>Reading and storing.</summary>
    Running = 1,

    /// <summary>All rows are accounted for.</summary>
    Done = 2,

    /// <summary>Stopped by an error or by the end of its process; rows counted so far are stored.</summary>
    Failed = 3,
}

/// <summary>Counts of one import. <c>Rows = Created + Updated + Removed + Unchanged + Rejected</c>, always.</summary>
public readonly record struct ImportCounts(long Rows, long Created, long Updated, long Unchanged, long Rejected)
{
    /// <summary>Leads removed.</summary>
    public long Removed { get; init; }

    /// <summary>Rows with a consent that could not bring back who had left.</summary>
    public long KeptLeft { get; init; }

    /// <summary>Rows with a consent that lacked a part of its proof.</summary>
    public long Incomplete { get; init; }
}

/// <summary>One import of a file into a list.</summary>
public sealed record ImportRun(
    ImportRunId Id, string PublicId, ListId List, string Source, ImportMode Mode, ImportState State, ImportCounts Counts, string? Error,
    DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

/// <summary>Why a row was rejected. Never holds the value itself.</summary>
/// <param name="Row">Row of the file, the header being row 1.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Reason">What is wrong and what was expected, in words.</param>
public readonly record struct ImportError(long Row, string Column, string Reason);

/// <summary>Imports and their error reports. Every method is one transaction. Any thread.</summary>
public interface IImportStore
{
    /// <summary>Registers a running import, merge or other work that adds numbers to a list.</summary>
    /// <returns>False when another import of that list is running.</returns>
    Task<bool> BeginAsync(ImportRun run, CancellationToken cancellation);

    /// <summary>Stores counts and further errors of a running import. What it created, updated and removed since its last progress is
    /// added to the list's number of leads and to the growth of the day.</summary>
    Task ProgressAsync(
        ImportRunId run, ImportCounts counts, IReadOnlyList<ImportError> errors, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Ends an import.</summary>
    Task FinishAsync(ImportRunId run, ImportState state, string? error, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The import with that public id, or null.</summary>
    Task<ImportRun?> FindAsync(string publicId, CancellationToken cancellation);

    /// <summary>Errors of an import in file order, from <paramref name="skip"/> on.</summary>
    Task<IReadOnlyList<ImportError>> ErrorsAsync(ImportRunId run, int skip, int take, CancellationToken cancellation);
}
