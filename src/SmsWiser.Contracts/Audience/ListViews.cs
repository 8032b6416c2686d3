namespace SmsWiser.Contracts.Audience;

/// <summary>A list as its owner sees it.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.owner_list_view")]
public sealed record OwnerListView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Leads, exactly.</summary>
    [Id(2)]
    public required long Leads { get; init; }

    /// <summary>Fields in order.</summary>
    [Id(3)]
    public required IReadOnlyList<FieldView> Fields { get; init; }

    /// <summary>What subscribers read and leave.</summary>
    [Id(4)]
    public required string PublicName { get; init; }

    /// <summary>What the topic is about.</summary>
    [Id(5)]
    public required string Description { get; init; }

    /// <summary>True when it is archived: kept, and not to be targeted.</summary>
    [Id(6)]
    public required bool IsArchived { get; init; }

    /// <summary>Files imported into it for one purpose each.</summary>
    [Id(7)]
    public required IReadOnlyList<WorkingSetView> WorkingSets { get; init; }

    /// <summary>True when marketing goes to a lead only with a consent of its own on record.</summary>
    [Id(8)]
    public bool RequiresConsent { get; init; }
}

/// <summary>A list as a recipient sees it: never a lead, an exact size or a field's values.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.recipient_list_view")]
public sealed record RecipientListView
{
    /// <summary>Public id of the list.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Public id of the share it is used under.</summary>
    [Id(1)]
    public required string ShareId { get; init; }

    /// <summary>Name.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>Name of the owner's account.</summary>
    [Id(3)]
    public required string Owner { get; init; }

    /// <summary>Size in two significant digits, for example <c>~100,000</c>, or <c>&lt;300</c>.</summary>
    [Id(4)]
    public required string RoundedSize { get; init; }

    /// <summary>Fields that may be used as placeholders and in segments.</summary>
    [Id(5)]
    public required IReadOnlyList<FieldView> Fields { get; init; }
}

/// <summary>A field of a list.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.field_view")]
public sealed record FieldView
{
    /// <summary>Name as used in placeholders and filters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary><c>text</c>, <c>number</c> or <c>date</c>.</summary>
    [Id(1)]
    public required string Type { get; init; }
}

/// <summary>One lead, for its owner only.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.lead_row")]
public sealed record LeadRow
{
    /// <summary>E.164 number with '+'.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary>Values in the order of the list's fields; empty where absent.</summary>
    [Id(1)]
    public required IReadOnlyList<string> Values { get; init; }
}

/// <summary>A saved segment.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.segment_view")]
public sealed record SegmentView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Filter text.</summary>
    [Id(2)]
    public required string Filter { get; init; }
}
