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
