namespace SmsWiser.Core.Audience;

/// <summary>How a file is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the file, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Which rows change the list. Default: add and update.</summary>
    public ImportMode Mode { get; init; } = ImportMode.AddAndUpdate;

    /// <summary>What stands between values: <c>,</c> <c>;</c> tab or <c>|</c>. Default null: found out from the first lines.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Country of numbers without calling code. Default null: such numbers are rejected.</summary>
    public Country? DefaultCountry { get; init; }

    /// <summary>What the columns mean. Default: found by their names.</summary>
    public ImportMapping Mapping { get; init; } = ImportMapping.Automatic;

    /// <summary>Columns that tell of consent. Default null: none does.</summary>
    public ConsentColumns? Consent { get; init; }

    /// <summary>Name of the working set that the file's leads become, new or known already. Default null: none.</summary>
    public string? WorkingSet { get; init; }

    /// <summary>True when the values of the source only fill those a lead has not. Default false: they go over them.</summary>
    public bool FillIn { get; init; }

    /// <summary>Public id of the run. Default null: a new one.</summary>
    public string? PublicId { get; init; }

    /// <summary>Most rejected rows whose reasons are kept; all are counted. Default 100,000.</summary>
    public int MaxErrors { get; init; } = 100_000;

    /// <summary>Most leads the list may have after it; the import fails beyond. Default 50 million (about 1.6 GB of memory while
    /// importing).</summary>
    public long MaxListLeads { get; init; } = 50_000_000;

    /// <summary>Number of the working set, once it is known; 0 = none.</summary>
    internal int WorkingSetNo { get; init; }
}

/// <summary>Where an import stands.</summary>
/// <param name="BytesRead">Octets of the file read.</param>
/// <param name="Counts">Rows counted, those stored already and those rejected.</param>
public readonly record struct ImportProgress(long BytesRead, ImportCounts Counts);
