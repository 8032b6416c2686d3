using SmsWiser.Contracts.Audience;

namespace SmsWiser.Contracts.Campaigns;

/// <summary>One campaign; the key is its public id. <c>actor</c> is the client id of the account that asks; a campaign of another account
/// does not exist for it (<c>not_found</c>).</summary>
[Alias("smswiser.campaign")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>The campaign and the state of its latest sendout.</summary>
    [Alias("get")]
    Task<CampaignView> GetAsync(string actor);

    /// <summary>Starts a sendout: returns once it is registered; planning goes on outside the call and sending follows by itself.</summary>
    /// <exception cref="RefusedException"><c>wrong_state</c> while a sendout runs, <c>share_not_active</c>,
    /// <c>suspended</c>.</exception>
    [Alias("start")]
    Task<CampaignView> StartAsync(string actor);

    /// <summary>Has it start by itself, once or repeatedly, in place of an earlier schedule. A start that was missed while no node ran
    /// takes place as soon as one does, unless the campaign's validity is over.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>conflict</c> when its start comes just now.</exception>
    [Alias("schedule")]
    Task<CampaignView> ScheduleAsync(string actor, ScheduleSpec schedule);

    /// <summary>Has it not start by itself any more; a sendout that has begun goes on.</summary>
    [Alias("unschedule")]
    Task<CampaignView> UnscheduleAsync(string actor);

    /// <summary>Begins to find out what a sendout would reach and cost, by the rules of its plan; while that is under way, tells how far it
    /// is. The result is kept by the node for asking again.</summary>
    /// <exception cref="RefusedException"><c>overloaded</c>.</exception>
    [Alias("estimate")]
    Task<EstimateView> EstimateAsync(string actor);

    /// <summary>The last estimate, with the balance as it is now.</summary>
    /// <exception cref="RefusedException"><c>wrong_state</c> when none is kept, <c>share_not_active</c> when it relies on a share that was
    /// stopped since.</exception>
    [Alias("get_estimate")]
    Task<EstimateView> GetEstimateAsync(string actor);

    /// <summary>Lets the leads go that wait for the end of the pilot. To end them instead, cancel it.</summary>
    /// <exception cref="RefusedException"><c>wrong_state</c> when no pilot is under way.</exception>
    [Alias("continue")]
    Task<CampaignView> ContinueAsync(string actor);

    /// <summary>Changes its priority among the marketing of the account: <c>low</c>, <c>normal</c> or <c>high</c>. A sendout under way goes
    /// by it from its next claim on, about two seconds.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, also for a transactional campaign, which goes ahead of all.</exception>
    [Alias("set_priority")]
    Task<CampaignView> SetPriorityAsync(string actor, string priority);

    /// <summary>Makes a new campaign of the same text, audience and terms, without schedule.</summary>
    /// <returns>Public id of the new one.</returns>
    /// <exception cref="RefusedException">As for a new campaign.</exception>
    [Alias("copy")]
    Task<string> CopyAsync(string actor, string name);

    /// <summary>The text as one person would get it, for each of its lists.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="sample">Values by field name in place of likely ones; real leads are never shown.</param>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>invalid_template</c> when a list no longer fits the
    /// text.</exception>
    [Alias("preview")]
    Task<IReadOnlyList<PreviewView>> PreviewAsync(string actor, IReadOnlyDictionary<string, string> sample);

    /// <summary>Sends the text to a verified number of the account, with sample values. It goes at once, as a transactional message, is
    /// charged like any other and counts in no report of the campaign. At most 20 an hour, codes for new numbers included.</summary>
    /// <exception cref="RefusedException"><c>not_found</c> (not a verified number of the account), <c>invalid_value</c>,
    /// <c>overloaded</c> (too many in the hour), <c>suspended</c>.</exception>
    [Alias("test")]
    Task<TestSendView> TestAsync(string actor, TestSendSpec test);

    /// <summary>Holds the sendout. When this has returned, nothing of it goes on the wire until it is resumed.</summary>
    [Alias("pause")]
    Task<CampaignView> PauseAsync(string actor);

    /// <summary>Goes on with a paused sendout.</summary>
    /// <exception cref="RefusedException"><c>insufficient_credit</c>, <c>suspended</c>, <c>wrong_state</c>.</exception>
    [Alias("resume")]
    Task<CampaignView> ResumeAsync(string actor);

    /// <summary>Ends the sendout for good; what is not on the wire ends as cancelled.</summary>
    [Alias("cancel")]
    Task<CampaignView> CancelAsync(string actor);

    /// <summary>Counters of the latest sendout; cheap, may be asked every second.</summary>
    [AlwaysInterleave]
    [Alias("progress")]
    Task<CampaignProgress> ProgressAsync(string actor);

    /// <summary>The report of the latest sendout, folded from the journal.</summary>
    [Alias("report")]
    Task<CampaignReport> ReportAsync(string actor);

    /// <summary>How many leads of the latest sendout were not reached, by what was said of their numbers.</summary>
    [Alias("ineligible")]
    Task<IneligibleReport> IneligibleAsync(string actor);

    /// <summary>Writes those of the sender's own lists into a file of the node, one row a lead: number, lead, outcome, reason, raw code,
    /// carrier, time, and whether the number cannot receive SMS.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>wrong_state</c>, <c>overloaded</c>.</exception>
    [Alias("export_ineligible")]
    Task<ListJobView> ExportIneligibleAsync(string actor, IneligibleExport export);

    /// <summary>Marks or removes the leads of the sender's own lists whose numbers cannot receive SMS.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>wrong_state</c>, <c>overloaded</c>.</exception>
    [Alias("clean_ineligible")]
    Task<ListJobView> CleanIneligibleAsync(string actor, IneligibleCleaning cleaning);

    /// <summary>How far such a file or cleaning is.</summary>
    [Alias("get_ineligible_job")]
    Task<ListJobView> GetIneligibleJobAsync(string actor, string jobId);
}
