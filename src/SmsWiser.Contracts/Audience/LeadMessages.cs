namespace SmsWiser.Contracts.Audience;

/// <summary>A lead to add or change.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.lead_spec")]
public sealed record LeadSpec
{
    /// <summary>Phone number as people write it; null when changing a lead that keeps its number.</summary>
    [Id(0)]
    public string? Number { get; init; }

    /// <summary>Values by field name. An empty one takes the value away; fields not named stay as they are.</summary>
    [Id(1)]
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>ISO 3166 two-letter country of a number without a country code, or null: such a number is refused.</summary>
    [Id(2)]
    public string? DefaultCountry { get; init; }
}

/// <summary>What to export and where to.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.export_spec")]
public sealed record ExportSpec
{
    /// <summary>Path of the file on the node; it must not exist.</summary>
    [Id(0)]
    public required string Path { get; init; }

    /// <summary>Which leads.</summary>
    [Id(1)]
    public required LeadSelection Leads { get; init; }

    /// <summary>True puts the mark in front by which spreadsheets know UTF-8.</summary>
    [Id(2)]
    public bool ByteOrderMark { get; init; }
}

/// <summary>Leads of a list: a saved segment, a filter, a working file, or all when nothing is named.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.lead_selection")]
public sealed record LeadSelection
{
    /// <summary>Public id of a saved segment of the list, or null.</summary>
    [Id(0)]
    public string? SegmentId { get; init; }

    /// <summary>Filter text, or null. Not together with a segment.</summary>
    [Id(1)]
    public string? Filter { get; init; }

    /// <summary>Name of a working file of an own list, or null.</summary>
    [Id(2)]
    public string? WorkingSet { get; init; }
}

/// <summary>How far a count or an export is; for the owner.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.list_job_view")]
public sealed record ListJobView
{
    /// <summary>Id to ask for it again; empty when it has ended within the call.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Leads of the list.</summary>
    [Id(2)]
    public required long Total { get; init; }

    /// <summary>Leads looked at.</summary>
    [Id(3)]
    public required long Walked { get; init; }

    /// <summary>Leads counted or written so far; exact once done.</summary>
    [Id(4)]
    public required long Leads { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(5)]
    public string? Error { get; init; }
}

/// <summary>A count over a shared list, for its recipient: rounded, and no figure at all below the smallest one.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.recipient_count_view")]
public sealed record RecipientCountView
{
    /// <summary>Id to ask for it again; empty when it has ended within the call.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Leads in two significant digits, for example <c>~45,000</c>; null until done.</summary>
    [Id(2)]
    public string? RoundedLeads { get; init; }
}
