namespace SmsWiser.Core.Audience;

/// <summary>What a condition may name: the fields and working sets of one list, the day that is today, and who asks.</summary>
/// <param name="Fields">Fields of the list.</param>
public sealed record SegmentScope(IReadOnlyList<FieldDefinition> Fields)
{
    /// <summary>The day that <c>today</c> means, in the zone of the account; taken once per plan or count. Null: a condition that names
    /// today is refused.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Working files of the list, which <c>in_file</c> may name.</summary>
    public IReadOnlyList<WorkingSet> WorkingSets { get; init; } = [];

    /// <summary>True for a recipient of the list: conditions on fields only. A rank, a working file, a sample or an outcome could single
    /// out one lead.</summary>
    public bool FieldsOnly { get; init; }

    /// <summary>Seed of samples that name none: the public id of the saved segment, so that its sample stays the same. Empty for a
    /// condition that is not saved.</summary>
    public string Seed { get; init; } = "";
}
