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
    int Version, DateTimeOffset CreatedAt);

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

/// <summary>Lists, fields, keys and segments in the store. Every method is one transaction. Any thread.</summary>
public interface IListStore
{
    /// <summary>Adds an empty list with its fields and wrapped key.</summary>
    Task AddAsync(LeadList list, CancellationToken cancellation);

    /// <summary>The list with that public id, or null.</summary>
    Task<LeadList?> FindAsync(string publicId, CancellationToken cancellation);

    /// <summary>The list with that inside id, or null.</summary>
    Task<LeadList?> FindAsync(ListId id, CancellationToken cancellation);

    /// <summary>Lists owned by an account, in order of their ids.</summary>
    Task<IReadOnlyList<LeadList>> ListAsync(AccountId owner, CancellationToken cancellation);

    /// <summary>Adds fields behind the existing ones and raises the version.</summary>
    /// <returns>False when the version is no longer <paramref name="version"/>; read the list again.</returns>
    Task<bool> AddFieldsAsync(ListId list, int version, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellation);

    /// <summary>Adds a segment.</summary>
    Task AddSegmentAsync(Segment segment, CancellationToken cancellation);

    /// <summary>The segment with that public id, or null.</summary>
    Task<Segment?> FindSegmentAsync(string publicId, CancellationToken cancellation);

    /// <summary>Segments that an account saved on a list.</summary>
    Task<IReadOnlyList<Segment>> ListSegmentsAsync(AccountId account, ListId list, CancellationToken cancellation);
}
