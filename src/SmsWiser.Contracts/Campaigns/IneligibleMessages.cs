namespace SmsWiser.Contracts.Campaigns;

/// <summary>Leads of a sendout that an SMS did not reach, by what was said of their numbers. Leads left out for what the person or another
/// account did are not among them.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.ineligible_report")]
public sealed record IneligibleReport
{
    /// <summary>Over own lists, exactly, the most frequent first.</summary>
    [Id(0)]
    public required IReadOnlyList<IneligibleCount> Own { get; init; }

    /// <summary>Over shared lists together: outcome and reason with a figure rounded to two significant digits; what holds for fewer than
    /// 300 leads is not named. Null without shared lists.</summary>
    [Id(1)]
    public IReadOnlyDictionary<string, string>? Shared { get; init; }
}

/// <summary>Leads with one reason.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.ineligible_count")]
public sealed record IneligibleCount
{
    /// <summary><c>suppressed</c>, <c>rejected</c>, <c>failed</c>, <c>undelivered</c> or <c>expired</c>.</summary>
    [Id(0)]
    public required string Outcome { get; init; }

    /// <summary>The reason of a suppressed lead, the carrier's status by name and code, or the error code of a receipt; empty when none
    /// was given.</summary>
    [Id(1)]
    public required string Reason { get; init; }

    /// <summary>Carrier that said so, or null.</summary>
    [Id(2)]
    public string? Carrier { get; init; }

    /// <summary>How many.</summary>
    [Id(3)]
    public required long Leads { get; init; }

    /// <summary>True when it says that the number cannot receive SMS at all; receipts do not, unless their code was named.</summary>
    [Id(4)]
    public required bool CannotReceive { get; init; }
}

/// <summary>A file of such leads to write.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.ineligible_export")]
public sealed record IneligibleExport
{
    /// <summary>Path on the node of a file that is not there yet.</summary>
    [Id(0)]
    public required string Path { get; init; }

    /// <summary>Begins with the mark by which spreadsheets know UTF-8.</summary>
    [Id(1)]
    public bool ByteOrderMark { get; init; }

    /// <summary>Error codes of receipts that mean a dead number at the carriers used: codes differ from carrier to carrier.</summary>
    [Id(2)]
    public IReadOnlyList<long> ReceiptCodes { get; init; } = [];
}

/// <summary>What is to become of leads whose numbers cannot receive SMS, on the sender's own lists: as an import of their numbers would
/// do it, so that a number which is none, and no import takes, is left for its owner to see to.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.ineligible_cleaning")]
public sealed record IneligibleCleaning
{
    /// <summary><c>mark</c>: they become a working file of their list; <c>remove</c>: they leave it.</summary>
    [Id(0)]
    public required string Action { get; init; }

    /// <summary>Name of the working file; with <c>mark</c> only.</summary>
    [Id(1)]
    public string? WorkingSet { get; init; }

    /// <summary>Error codes of receipts that mean a dead number at the carriers used.</summary>
    [Id(2)]
    public IReadOnlyList<long> ReceiptCodes { get; init; } = [];
}
