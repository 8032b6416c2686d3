namespace SmsWiser.Contracts.Audience;

/// <summary>What to import and how.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.import_spec")]
public sealed record ImportSpec
{
    /// <summary>Path of the CSV file on the node.</summary>
    [Id(0)]
    public required string Path { get; init; }

    /// <summary><c>add</c>, <c>update</c>, <c>both</c>, or <c>remove</c>: the file's numbers leave the list.</summary>
    [Id(1)]
    public required string Mode { get; init; }

    /// <summary>ISO 3166 two-letter country of numbers without a country code, or null: such rows are rejected.</summary>
    [Id(2)]
    public string? DefaultCountry { get; init; }

    /// <summary>Explicit mapping <c>column=field:type, …</c>, or null for the automatic one.</summary>
    [Id(3)]
    public string? Mapping { get; init; }

    /// <summary>Name of the working file that the file's leads, new or known, make up within the list; null for none. Not with
    /// <c>remove</c>.</summary>
    [Id(4)]
    public string? WorkingSet { get; init; }

    /// <summary>Column that tells of consent, or null: <c>yes</c>, <c>no</c>, <c>pending</c>, <c>left</c> and what means the same; empty =
    /// nothing is recorded. A value that is not understood rejects its row.</summary>
    [Id(5)]
    public string? ConsentColumn { get; init; }

    /// <summary>Column of the moment it was given or withdrawn, or null. Once named, a consent without it is none.</summary>
    [Id(6)]
    public string? ConsentTimeColumn { get; init; }

    /// <summary>Column of what the person agreed to, or where, or null. Once named, a consent without it is none.</summary>
    [Id(7)]
    public string? ConsentTextColumn { get; init; }
}

/// <summary>State and counts of an import or merge. <c>Rows = Created + Updated + Removed + Unchanged + Rejected</c>.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.import_view")]
public sealed record ImportView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Rows read, the header not counted.</summary>
    [Id(2)]
    public required long Rows { get; init; }

    /// <summary>Leads added.</summary>
    [Id(3)]
    public required long Created { get; init; }

    /// <summary>Leads changed.</summary>
    [Id(4)]
    public required long Updated { get; init; }

    /// <summary>Rows that said nothing new.</summary>
    [Id(5)]
    public required long Unchanged { get; init; }

    /// <summary>Rows refused; see the error report.</summary>
    [Id(6)]
    public required long Rejected { get; init; }

    /// <summary>Why the import failed, or null.</summary>
    [Id(7)]
    public string? Error { get; init; }

    /// <summary>Leads removed.</summary>
    [Id(8)]
    public long Removed { get; init; }

    /// <summary>Rows with a consent that is not younger than the person's leaving: who left stays away.</summary>
    [Id(9)]
    public long KeptLeft { get; init; }

    /// <summary>Rows with a consent that lacked its time or text: none is recorded.</summary>
    [Id(10)]
    public long Incomplete { get; init; }
}

/// <summary>Why one row was rejected.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.import_error_row")]
public sealed record ImportErrorRow
{
    /// <summary>Row of the file, the header being row 1.</summary>
    [Id(0)]
    public required long Row { get; init; }

    /// <summary>Column.</summary>
    [Id(1)]
    public required string Column { get; init; }

    /// <summary>What is wrong and what was expected.</summary>
    [Id(2)]
    public required string Reason { get; init; }
}
