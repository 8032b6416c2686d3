namespace SmsWiser.Core.Audience;

/// <summary>Lists, fields, keys, segments, growth and erasure in the store. Every method is one transaction. Any thread.</summary>
public interface IListStore
{
    /// <summary>Adds an empty list with its fields and wrapped key.</summary>
    Task AddAsync(LeadList list, CancellationToken cancellation);

    /// <summary>The list with that public id, or null; an erased list is not there.</summary>
    Task<LeadList?> FindAsync(string publicId, CancellationToken cancellation);

    /// <summary>The list with that inside id, or null; an erased list is not there.</summary>
    Task<LeadList?> FindAsync(ListId id, CancellationToken cancellation);

    /// <summary>Lists owned by an account, in order of their ids, archived ones included.</summary>
    Task<IReadOnlyList<LeadList>> ListAsync(AccountId owner, CancellationToken cancellation);

    /// <summary>Stores name, public name, description, archiving and the rule on consent of a list and raises the version.</summary>
    /// <param name="list">The list as it is to be; its <see cref="LeadList.Version"/> is the one that was read.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the version is another by now; read the list again.</returns>
    Task<bool> ChangeAsync(LeadList list, CancellationToken cancellation);

    /// <summary>Adds fields behind the existing ones and raises the version.</summary>
    /// <returns>False when the version is no longer <paramref name="version"/>; read the list again.</returns>
    Task<bool> AddFieldsAsync(ListId list, int version, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellation);

    /// <summary>Adds a working set and raises the version.</summary>
    /// <returns>False when the version is no longer <paramref name="version"/>; read the list again.</returns>
    Task<bool> AddWorkingSetAsync(ListId list, int version, WorkingSet set, CancellationToken cancellation);

    /// <summary>Adds a segment.</summary>
    Task AddSegmentAsync(Segment segment, CancellationToken cancellation);

    /// <summary>Gives a segment another name and filter.</summary>
    /// <returns>False when it was removed.</returns>
    Task<bool> ChangeSegmentAsync(SegmentId segment, string name, string filter, CancellationToken cancellation);

    /// <summary>Removes a segment. Campaigns keep the filter they were made with.</summary>
    /// <returns>False when it was removed before.</returns>
    Task<bool> RemoveSegmentAsync(SegmentId segment, CancellationToken cancellation);

    /// <summary>The segment with that public id, or null.</summary>
    Task<Segment?> FindSegmentAsync(string publicId, CancellationToken cancellation);

    /// <summary>Segments that an account saved on a list.</summary>
    Task<IReadOnlyList<Segment>> ListSegmentsAsync(AccountId account, ListId list, CancellationToken cancellation);

    /// <summary>Counts leads that were added, changed or removed one by one: the number of leads and the growth of the day.</summary>
    Task CountAsync(ListId list, LeadChanges changes, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Corrects the number of leads after a scan found another, as a crash between two files leaves it; the difference counts as
    /// joined or removed.</summary>
    /// <param name="list">The list.</param>
    /// <param name="expected">The number known before the scan; by now another one stays as it is.</param>
    /// <param name="leads">The number found.</param>
    /// <param name="at">UTC.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task RecountAsync(ListId list, long expected, long leads, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Days of the list's growth on which anything changed, ascending, both ends included, and before them the last such day
    /// before <paramref name="from"/>, if there is one.</summary>
    Task<IReadOnlyList<GrowthDay>> GrowthAsync(ListId list, DateOnly from, DateOnly to, CancellationToken cancellation);

    /// <summary>Shreds a list: overwrites and removes its data key, takes its names, fields and segments away and keeps the proof. After
    /// it nothing can open the list's pages, which <see cref="ILeadPageStore.RemoveAsync"/> then removes.</summary>
    /// <returns>False when the list is not there any more.</returns>
    Task<bool> EraseAsync(ListErasure erasure, CancellationToken cancellation);

    /// <summary>Erased lists of which pages may be left.</summary>
    Task<IReadOnlyList<ListId>> ListErasingAsync(CancellationToken cancellation);

    /// <summary>Notes that no page of an erased list is left.</summary>
    Task FinishErasureAsync(ListId list, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The proof of an erasure, or null.</summary>
    Task<ListErasure?> FindErasureAsync(string publicId, CancellationToken cancellation);
}
