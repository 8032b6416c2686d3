using System.Globalization;

namespace SmsWiser.Contracts.Campaigns;

/// <summary>What a sendout of a campaign would reach, and what it would cost, by the same rules as its plan. As long as lists, opt-outs,
/// text and prices stay as they are, the final charge is at most what is set aside at the start, and that is at most
/// <see cref="EstimatedCost.MaxMicros"/>. What changes after an estimate changes the sendout: a list that grew, an edited lead, a new price
/// or route may cost more, and only a maximum spend bounds it then.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.estimate_view")]
public sealed record EstimateView
{
    /// <summary><c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [Id(0)]
    public required string State { get; init; }

    /// <summary>Why the campaign cannot be sent as it is, or null.</summary>
    [Id(1)]
    public string? Error { get; init; }

    /// <summary>The start it is for, UTC: the next scheduled one, or the moment at which the estimate was asked for.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Leads of own lists looked at.</summary>
    [Id(3)]
    public required long Walked { get; init; }

    /// <summary>Leads of own lists to look at.</summary>
    [Id(4)]
    public required long Total { get; init; }

    /// <summary>Over own lists, exactly; null before it is done and without own lists.</summary>
    [Id(5)]
    public OwnEstimate? Own { get; init; }

    /// <summary>Over shared lists, rounded; null before it is done and without shared lists.</summary>
    [Id(6)]
    public SharedEstimate? Shared { get; init; }

    /// <summary>What it would cost; null before it is done and for an account that pays nothing.</summary>
    [Id(7)]
    public EstimatedCost? Cost { get; init; }
}

/// <summary>What a sendout would reach of own lists. <c>Leads = Eligible + all excluded</c>.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.own_estimate")]
public sealed record OwnEstimate
{
    /// <summary>Leads that match, duplicates removed.</summary>
    [Id(0)]
    public required long Leads { get; init; }

    /// <summary>Of these, those that get the SMS, at once or later.</summary>
    [Id(1)]
    public required long Eligible { get; init; }

    /// <summary>Of the eligible, those that wait for their hours.</summary>
    [Id(2)]
    public required IReadOnlyList<HeldView> Held { get; init; }

    /// <summary>Those that do not get it.</summary>
    [Id(3)]
    public required IReadOnlyList<ExcludedView> Excluded { get; init; }

    /// <summary>Parts of the shortest SMS; 0 when nobody gets one.</summary>
    [Id(4)]
    public required int MinParts { get; init; }

    /// <summary>Parts of an SMS on average.</summary>
    [Id(5)]
    public required double AverageParts { get; init; }

    /// <summary>Parts of the longest SMS.</summary>
    [Id(6)]
    public required int MaxParts { get; init; }

    /// <summary>Eligible leads by the parts of their SMS.</summary>
    [Id(7)]
    public required IReadOnlyDictionary<string, long> LeadsByParts { get; init; }

    /// <summary>Eligible leads whose SMS is in the GSM alphabet.</summary>
    [Id(8)]
    public required long Gsm { get; init; }

    /// <summary>Eligible leads whose SMS is UCS-2, which takes parts of 67 characters.</summary>
    [Id(9)]
    public required long Ucs2 { get; init; }

    /// <summary>Of these, those for whom only the text or its defaults ask for it.</summary>
    [Id(10)]
    public required long Ucs2ByText { get; init; }

    /// <summary>Of these, those for whom the value of a field asks for it; a lead may count for several fields.</summary>
    [Id(11)]
    public required IReadOnlyDictionary<string, long> Ucs2ByField { get; init; }
}

/// <summary>Leads of own lists that do not get the SMS.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.excluded_view")]
public sealed record ExcludedView
{
    /// <summary>Reason as in reports, for example <c>opted_out</c>.</summary>
    [Id(0)]
    public required string Reason { get; init; }

    /// <summary>The rule that decided, for example <c>opt_out</c>, <c>sender.US</c>, <c>route</c>, <c>text</c>.</summary>
    [Id(1)]
    public required string Rule { get; init; }

    /// <summary>Date of the table that decided, or null.</summary>
    [Id(2)]
    public DateOnly? TableDate { get; init; }

    /// <summary>How many.</summary>
    [Id(3)]
    public required long Leads { get; init; }

    /// <summary>As people read it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Leads:N0} {Reason} ({Rule}{(TableDate is { } date ? $", {date:yyyy-MM-dd}" : "")})");
}

/// <summary>What a sendout would reach of shared lists. Each list counts by itself, also with numbers that are on another one; nothing here
/// depends on what their leads' fields hold.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.shared_estimate")]
public sealed record SharedEstimate
{
    /// <summary><c>leads</c>, <c>eligible</c> and <c>held</c>, two significant digits, below 300 <c>&lt;300</c>.</summary>
    [Id(0)]
    public required IReadOnlyDictionary<string, string> Figures { get; init; }

    /// <summary>Reasons that hold for at least 300 leads, rounded; other reasons are not named.</summary>
    [Id(1)]
    public required IReadOnlyDictionary<string, string> ExcludedBy { get; init; }

    /// <summary>The parts that are reckoned with for each lead: those of a text without placeholders, else the campaign's parts at
    /// most.</summary>
    [Id(2)]
    public required int Parts { get; init; }
}

/// <summary>What a sendout would cost, micro-units. A part costs the most that any carrier of its route asks.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.estimated_cost")]
public sealed record EstimatedCost
{
    /// <summary>When carriers accept every part to own lists and nothing over shared ones.</summary>
    [Id(0)]
    public required long MinMicros { get; init; }

    /// <summary>The most that is set aside at the start, and thus charged.</summary>
    [Id(1)]
    public required long MaxMicros { get; init; }

    /// <summary>The share of it that is for shared lists: the most leads that their rounded figure may stand for, at
    /// <see cref="SharedEstimate.Parts"/> and the highest price of any route.</summary>
    [Id(2)]
    public required long SharedMaxMicros { get; init; }

    /// <summary>What is free to use now.</summary>
    [Id(3)]
    public required long AvailableMicros { get; init; }

    /// <summary>What would be left of it at the most expensive; below 0 for an account in debt or short of credits.</summary>
    [Id(4)]
    public required long LeastAfterMicros { get; init; }

    /// <summary>True when balance and credit limit cover the most.</summary>
    [Id(5)]
    public required bool IsCovered { get; init; }

    /// <summary>The campaign's maximum spend, or null.</summary>
    [Id(6)]
    public long? MaxSpendMicros { get; init; }

    /// <summary>False when it may fail for its maximum spend.</summary>
    [Id(7)]
    public required bool IsWithinMaxSpend { get; init; }
}
