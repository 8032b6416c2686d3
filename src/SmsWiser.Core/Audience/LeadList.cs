namespace SmsWiser.Core.Audience;

/// <summary>A list of leads. The rows are the owner's property; nobody else ever reads one.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="PublicId">Name outside and grain key.</param>
/// <param name="Owner">The account whose leads these are.</param>
/// <param name="Name">Name shown to people, 1 to 100 characters.</param>
/// <param name="Fields">Fields in order of their numbers, dense from 0.</param>
/// <param name="Leads">Leads in the list now.</param>
/// <param name="WrappedKey">The list's data key, wrapped by the master key.</param>
/// <param name="Version">Goes up by one with every change of this row; for compare-and-set.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
public sealed record LeadList(
    ListId Id, string PublicId, AccountId Owner, string Name, IReadOnlyList<FieldDefinition> Fields, long Leads, WrappedKey WrappedKey,
    int Version, DateTimeOffset CreatedAt)
{
    /// <summary>What a subscriber reads and leaves: the topic. Its name unless the owner gave another, 1 to 100 characters.</summary>
    public string PublicName { get; init; } = Name;

    /// <summary>What the topic is about, for its owner and subscribers; up to 1,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>When the owner archived it, UTC: its data is kept and it cannot be targeted. Null while it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>True when marketing goes to a lead only with a consent of its own on record; false when the owner vouches for the whole
    /// list.</summary>
    public bool RequiresConsent { get; init; }

    /// <summary>Files imported into it for one purpose each, in order of their numbers.</summary>
    public IReadOnlyList<WorkingSet> WorkingSets { get; init; } = [];

    /// <summary>What a condition over this list may name.</summary>
    /// <param name="today">What <c>today</c> means.</param>
    /// <param name="fieldsOnly">True for a recipient of the list.</param>
    public SegmentScope Scope(DateOnly today, bool fieldsOnly) =>
        new(Fields) { Today = today, WorkingSets = WorkingSets, FieldsOnly = fieldsOnly };
}

/// <summary>A data key wrapped by a master key.</summary>
/// <param name="KeyId">Which master key wrapped it.</param>
/// <param name="Octets">Nonce, tag and wrapped key.</param>
public sealed record WrappedKey(int KeyId, ReadOnlyMemory<byte> Octets);

/// <summary>A saved filter over one list. Belongs to the account that wrote it: the owner, or a recipient of the list.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="PublicId">Name outside.</param>
/// <param name="Account">Who saved it.</param>
/// <param name="List">The list it filters.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="Filter">Filter text, for example <c>spent_2020 &gt; 100 and city = "Lyon"</c>.</param>
public sealed record Segment(SegmentId Id, string PublicId, AccountId Account, ListId List, string Name, string Filter);
