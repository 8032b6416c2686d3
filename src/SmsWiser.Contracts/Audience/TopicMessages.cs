namespace SmsWiser.Contracts.Audience;

/// <summary>What to change of a list; null leaves it as it is.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.list_settings")]
public sealed record ListSettings
{
    /// <summary>Name, 1 to 100 characters.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>What subscribers read and leave, 1 to 100 characters.</summary>
    [Id(1)]
    public string? PublicName { get; init; }

    /// <summary>What the topic is about, up to 1,000 characters.</summary>
    [Id(2)]
    public string? Description { get; init; }

    /// <summary>Whether marketing goes to a lead only with a consent of its own on record. Holds for sendouts started from then
    /// on.</summary>
    [Id(3)]
    public bool? RequiresConsent { get; init; }
}

/// <summary>A file that was imported into a list for one purpose.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.working_set_view")]
public sealed record WorkingSetView
{
    /// <summary>Name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>When it was first imported, UTC.</summary>
    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Growth of a list over a period.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.growth_view")]
public sealed record GrowthView
{
    /// <summary>Leads before the period.</summary>
    [Id(0)]
    public required long SizeAtStart { get; init; }

    /// <summary>(joined − opted out − removed) ÷ size at the start; null for a list that was empty then.</summary>
    [Id(1)]
    public double? Rate { get; init; }

    /// <summary>Days (UTC) on which anything changed, ascending.</summary>
    [Id(2)]
    public required IReadOnlyList<GrowthDayView> Days { get; init; }
}

/// <summary>What one day did to a list.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.growth_day_view")]
public sealed record GrowthDayView
{
    /// <summary>The day, UTC.</summary>
    [Id(0)]
    public required DateOnly Day { get; init; }

    /// <summary>Leads added.</summary>
    [Id(1)]
    public required long Joined { get; init; }

    /// <summary>Leads that got new values.</summary>
    [Id(2)]
    public required long Updated { get; init; }

    /// <summary>Leads removed.</summary>
    [Id(3)]
    public required long Removed { get; init; }

    /// <summary>Leads that left the topic.</summary>
    [Id(4)]
    public required long OptedOut { get; init; }

    /// <summary>Leads at its end.</summary>
    [Id(5)]
    public required long Size { get; init; }
}

/// <summary>Which list to merge in.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.merge_spec")]
public sealed record MergeSpec
{
    /// <summary>Public id of the other list, of the same owner. It is archived when all its leads are merged in.</summary>
    [Id(0)]
    public required string ListId { get; init; }

    /// <summary>True: where both lists have a value, that of the other list wins. False: this list's stays.</summary>
    [Id(1)]
    public bool Theirs { get; init; }
}

/// <summary>Proof that a list was erased, for its owner.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.erasure_view")]
public sealed record ErasureView
{
    /// <summary>Public id the list had.</summary>
    [Id(0)]
    public required string ListId { get; init; }

    /// <summary>Leads it had.</summary>
    [Id(1)]
    public required long Leads { get; init; }

    /// <summary>When the list was made, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its key was shredded, UTC: from then on nothing can open its leads.</summary>
    [Id(3)]
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>When the last of its sealed pages was removed, UTC; null while some are left.</summary>
    [Id(4)]
    public DateTimeOffset? PagesGoneAt { get; init; }
}
