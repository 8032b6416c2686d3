using SmsWiser.Contracts.Compliance;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Contracts.Audience;

/// <summary>One list of leads; the key is its public id. <c>actor</c> is the client id of the account that asks; a list that is not for it
/// does not exist for it (<c>not_found</c>).</summary>
[Alias("smswiser.lead_list")]
public interface ILeadListGrain : IGrainWithStringKey
{
    /// <summary>The list as its owner sees it.</summary>
    [Alias("get")]
    Task<OwnerListView> GetAsync(string actor);

    /// <summary>The list as a recipient with an accepted share sees it.</summary>
    [Alias("get_shared")]
    Task<RecipientListView> GetSharedAsync(string actor);

    /// <summary>Leads in list order, for the owner only.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="skip">Leads to pass over.</param>
    /// <param name="take">1 to 100.</param>
    [Alias("leads")]
    Task<IReadOnlyList<LeadRow>> LeadsAsync(string actor, int skip, int take);

    /// <summary>Registers an import and starts it on this node; the file is read where the grain lives. Ask for its progress with
    /// <see cref="GetImportAsync"/>.</summary>
    /// <returns>Public id of the import.</returns>
    /// <exception cref="RefusedException"><c>wrong_state</c> while another import runs; <c>invalid_value</c> for a file or mapping that
    /// cannot be used.</exception>
    [Alias("import")]
    Task<string> ImportAsync(string actor, ImportSpec import);

    /// <summary>State and counts of an import.</summary>
    [Alias("get_import")]
    Task<ImportView> GetImportAsync(string actor, string importId);

    /// <summary>Why rows were rejected, in file order.</summary>
    [Alias("import_errors")]
    Task<IReadOnlyList<ImportErrorRow>> ImportErrorsAsync(string actor, string importId, int skip, int take);

    /// <summary>Saves a segment of the owner or of a recipient on this list.</summary>
    /// <exception cref="RefusedException"><c>invalid_filter</c> with the position.</exception>
    [Alias("save_segment")]
    Task<SegmentView> SaveSegmentAsync(string actor, string name, string filter);

    /// <summary>Segments that the actor saved on this list.</summary>
    [Alias("segments")]
    Task<IReadOnlyList<SegmentView>> SegmentsAsync(string actor);

    /// <summary>Invites an account by its client id for a part of the profit. An unknown client id gives the same answer as a known one
    /// that never answers: a pending invitation.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="recipient">Client id as typed.</param>
    /// <param name="profitBasisPoints">The owner's part of the profit, 0 to 10,000.</param>
    /// <exception cref="RefusedException"><c>already_exists</c> when an invitation is pending or the share is active.</exception>
    [Alias("invite")]
    Task<OwnerShareView> InviteAsync(string actor, string recipient, int profitBasisPoints);

    /// <summary>All shares of the list, for its owner, newest first.</summary>
    [Alias("shares")]
    Task<IReadOnlyList<OwnerShareView>> SharesAsync(string actor);

    /// <summary>Changes names and description.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>; <c>conflict</c> when somebody else keeps changing the list.</exception>
    [Alias("change")]
    Task<OwnerListView> ChangeAsync(string actor, ListSettings settings);

    /// <summary>Archives the list: its data is kept and it cannot be targeted, imported into or shared. Sendouts under way go on.</summary>
    [Alias("archive")]
    Task<OwnerListView> ArchiveAsync(string actor);

    /// <summary>Brings the list back into use.</summary>
    [Alias("restore")]
    Task<OwnerListView> RestoreAsync(string actor);

    /// <summary>Merges another list of the same owner into this one, as an import: numbers once, fields by name. Ask for its progress with
    /// <see cref="GetImportAsync"/>; one that was cut short is merged again.</summary>
    /// <returns>Public id of the import.</returns>
    /// <exception cref="RefusedException"><c>wrong_state</c>, <c>invalid_value</c>, <c>not_found</c>.</exception>
    [Alias("merge")]
    Task<string> MergeAsync(string actor, MergeSpec merge);

    /// <summary>Erases the list for good: shares and invitations end, its key is shredded, then its sealed pages are removed.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="stop">True cancels the owner's sendouts over it first and revokes those of recipients; false refuses while there are
    /// any.</param>
    /// <exception cref="RefusedException"><c>wrong_state</c> while a sendout or import uses it.</exception>
    [Alias("erase")]
    Task<ErasureView> EraseAsync(string actor, bool stop);

    /// <summary>The proof of an erasure.</summary>
    [Alias("get_erasure")]
    Task<ErasureView> GetErasureAsync(string actor);

    /// <summary>Growth over at most 3,660 days, both ends included.</summary>
    [Alias("growth")]
    Task<GrowthView> GrowthAsync(string actor, DateOnly from, DateOnly to);

    /// <summary>The lead with that number.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>; <c>invalid_value</c> when it is no number.</exception>
    [Alias("get_lead")]
    Task<LeadRow> GetLeadAsync(string actor, string number);

    /// <summary>Adds a lead.</summary>
    /// <exception cref="RefusedException"><c>already_exists</c>, <c>invalid_value</c>, <c>conflict</c> while an import runs.</exception>
    [Alias("add_lead")]
    Task<LeadRow> AddLeadAsync(string actor, LeadSpec lead);

    /// <summary>Changes a lead. With another number, what is planned for the old one is not sent.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>already_exists</c>, <c>invalid_value</c>, <c>conflict</c>.</exception>
    [Alias("change_lead")]
    Task<LeadRow> ChangeLeadAsync(string actor, string number, LeadSpec lead);

    /// <summary>Removes a lead. What is planned for it is not sent.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>conflict</c>.</exception>
    [Alias("remove_lead")]
    Task RemoveLeadAsync(string actor, string number);

    /// <summary>Writes leads into a file of the node, for the owner only.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>invalid_filter</c>, <c>overloaded</c>.</exception>
    [Alias("export")]
    Task<ListJobView> ExportAsync(string actor, ExportSpec export);

    /// <summary>How far an export is.</summary>
    [Alias("get_export")]
    Task<ListJobView> GetExportAsync(string actor, string exportId);

    /// <summary>Counts leads exactly, for the owner; over half a million the count goes on behind the call.</summary>
    /// <exception cref="RefusedException"><c>invalid_filter</c>, <c>overloaded</c>.</exception>
    [Alias("count")]
    Task<ListJobView> CountAsync(string actor, LeadSelection leads);

    /// <summary>How far a count is.</summary>
    [Alias("get_count")]
    Task<ListJobView> GetCountAsync(string actor, string countId);

    /// <summary>Counts leads of a shared list for its recipient, rounded.</summary>
    /// <exception cref="RefusedException"><c>below_threshold</c> for fewer than 300, <c>invalid_filter</c>.</exception>
    [Alias("count_shared")]
    Task<RecipientCountView> CountSharedAsync(string actor, LeadSelection leads);

    /// <summary>How far a recipient's count is.</summary>
    /// <exception cref="RefusedException"><c>below_threshold</c> for fewer than 300.</exception>
    [Alias("get_shared_count")]
    Task<RecipientCountView> GetSharedCountAsync(string actor, string countId);

    /// <summary>Gives a saved segment of the actor another name and filter. Campaigns keep the filter they were made with.</summary>
    [Alias("change_segment")]
    Task<SegmentView> ChangeSegmentAsync(string actor, string segmentId, string name, string filter);

    /// <summary>Removes a saved segment of the actor.</summary>
    [Alias("remove_segment")]
    Task RemoveSegmentAsync(string actor, string segmentId);

    /// <summary>Takes a person's leaving of the list's topic, whoever sends to it; for the owner. The answer does not tell whether they
    /// had left before.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="number">The person's number in international form.</param>
    /// <param name="at">When they said so, UTC; null = now.</param>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("opt_out")]
    Task OptOutAsync(string actor, string number, DateTimeOffset? at);

    /// <summary>Takes a person's fresh consent to the topic, which undoes what was said before it; for the owner.</summary>
    /// <param name="actor">Client id of the owner.</param>
    /// <param name="number">The person's number in international form.</param>
    /// <param name="at">When they consented, UTC; null = now.</param>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("opt_in")]
    Task OptInAsync(string actor, string number, DateTimeOffset? at);

    /// <summary>People who left the topic by day, newest first; for the owner.</summary>
    [Alias("opt_out_counts")]
    Task<IReadOnlyList<OptOutDayView>> OptOutCountsAsync(string actor);
}
