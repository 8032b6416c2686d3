using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>One campaign: a shell over the sendout's state in the store, the planning and the dispatch. Every change is one
/// compare-and-set first,
/// a command to the dispatch second; a repeated call finds its work done and sends the command again.</summary>
internal sealed class CampaignGrain(
    Access access, ICampaignStore campaigns, ISendoutStore sendouts, SendoutStart start, CampaignDrafts drafts, SendoutCommands dispatch,
    SendingPauses pauses, SendoutReport reports, Estimates estimates, Previews previews, TestSends tests, IneligibleNumbers ineligible,
    ListJobs jobs, TimeProvider time) : Grain, ICampaignGrain
{
    private static readonly SendoutState[] Unfinished = [SendoutState.Planning, SendoutState.Sending, SendoutState.Paused];

    public async Task<CampaignView> GetAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        return await ViewAsync(campaign, await LatestAsync(campaign));
    }

    public async Task<CampaignView> StartAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        return await ViewAsync(campaign, await start.BeginAsync(campaign));
    }

    public async Task<CampaignView> ScheduleAsync(string actor, ScheduleSpec schedule)
    {
        var campaign = await FindAsync(actor);
        return await ScheduleAsync(campaign, Schedules.Check(schedule, campaign.Terms, time.GetUtcNow()));
    }

    public async Task<CampaignView> UnscheduleAsync(string actor) => await ScheduleAsync(await FindAsync(actor), schedule: null);

    public async Task<string> CopyAsync(string actor, string name) =>
        (await drafts.CopyAsync(await access.ActorAsync(actor), await FindAsync(actor), name)).PublicId;

    public async Task<EstimateView> EstimateAsync(string actor) => await estimates.StartAsync(await FindAsync(actor));

    public async Task<EstimateView> GetEstimateAsync(string actor) => await estimates.FindAsync(await FindAsync(actor));

    public async Task<CampaignView> ContinueAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        var latest = await LatestAsync(campaign);
        if (campaign.Terms.PilotLeads == 0 || latest is not { State: SendoutState.Sending or SendoutState.Paused })
            throw Refusal.WrongState("no pilot of this campaign is under way");
        await sendouts.ContinueAsync(latest.Id, CancellationToken.None);
        await dispatch.StartAsync(latest.Id);
        return await ViewAsync(campaign, latest);
    }

    public async Task<CampaignView> SetPriorityAsync(string actor, string priority)
    {
        var campaign = await FindAsync(actor);
        var chosen = TermsCheck.Priority(priority, campaign.Class);
        await campaigns.SetPriorityAsync(campaign.Id, chosen, CancellationToken.None);
        var latest = await LatestAsync(campaign);
        if (latest is { State: SendoutState.Sending or SendoutState.Paused })
            await dispatch.StartAsync(latest.Id);
        return await ViewAsync(campaign with { Terms = campaign.Terms with { Priority = chosen } }, latest);
    }

    public async Task<IReadOnlyList<PreviewView>> PreviewAsync(string actor, IReadOnlyDictionary<string, string> sample) =>
        await previews.OfAsync(await FindAsync(actor), sample);

    public async Task<TestSendView> TestAsync(string actor, TestSendSpec test) =>
        await tests.SendAsync(await access.ActorAsync(actor), await FindAsync(actor), test);

    public Task<CampaignView> PauseAsync(string actor) =>
        ChangeAsync(
            actor, [SendoutState.Sending], SendoutState.Paused, dispatch.PauseAsync, "only a campaign that is sending can be paused");

    public Task<CampaignView> ResumeAsync(string actor) =>
        ChangeAsync(actor, [SendoutState.Paused], SendoutState.Sending, dispatch.ResumeAsync, "only a paused campaign can go on");

    public Task<CampaignView> CancelAsync(string actor) =>
        ChangeAsync(actor, Unfinished, SendoutState.Cancelled, dispatch.CancelAsync, "there is nothing left of it to cancel");

    public async Task<CampaignProgress> ProgressAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        var latest = await LatestAsync(campaign);
        var counters = latest is null ? [] : await sendouts.CountersAsync(latest.Id, CancellationToken.None);
        return CampaignViews.Progress(campaign, latest, counters, await HeldAsync(latest)) with
        {
            PausedSince = await pauses.OverAsync(latest),
        };
    }

    public async Task<CampaignReport> ReportAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        var latest = await StartedAsync(campaign);
        return CampaignViews.Report(
            campaign, latest, await reports.FoldAsync(latest, CancellationToken.None), await HeldAsync(latest));
    }

    public async Task<IneligibleReport> IneligibleAsync(string actor)
    {
        var campaign = await FindAsync(actor);
        return await ineligible.ReportAsync(campaign, await StartedAsync(campaign));
    }

    public async Task<ListJobView> ExportIneligibleAsync(string actor, IneligibleExport export) =>
        ListViews.Of(await ineligible.ExportAsync(await StartedAsync(await FindAsync(actor)), export));

    public async Task<ListJobView> CleanIneligibleAsync(string actor, IneligibleCleaning cleaning)
    {
        var campaign = await FindAsync(actor);
        return ListViews.Of(await ineligible.CleanAsync(campaign, await StartedAsync(campaign), cleaning));
    }

    public async Task<ListJobView> GetIneligibleJobAsync(string actor, string jobId)
    {
        var campaign = await FindAsync(actor);
        return ListViews.Of(jobs.Find(jobId, ListJobKind.Ineligible, default, campaign.Account) ?? throw Refusal.NotFound("job"));
    }

    private async Task<Sendout> StartedAsync(Campaign campaign) => await LatestAsync(campaign)
        ?? throw Refusal.WrongState("the campaign was never started; there is nothing to report");

    private async Task<CampaignView> ViewAsync(Campaign campaign, Sendout? latest) =>
        CampaignViews.Of(campaign, latest) with { PausedSince = await pauses.OverAsync(latest) };

    private async Task<HeldFigures> HeldAsync(Sendout? sendout) =>
        new(sendout is { State: SendoutState.Sending or SendoutState.Paused }
            ? await sendouts.HeldAsync(sendout.Id, time.GetUtcNow(), CancellationToken.None)
            : []);

    private async Task<CampaignView> ScheduleAsync(Campaign campaign, CampaignSchedule? schedule)
    {
        if (!await campaigns.ScheduleAsync(campaign.Id, campaign.Schedule, schedule, CancellationToken.None))
            throw Refusal.Of(ErrorCode.Conflict, "the schedule was changed meanwhile, or its start has come; look again");
        return await ViewAsync(campaign with { Schedule = schedule }, await LatestAsync(campaign));
    }

    private async Task<CampaignView> ChangeAsync(
        string actor, IReadOnlyList<SendoutState> from, SendoutState to, Func<SendoutId, Task> command, string rule)
    {
        var campaign = await FindAsync(actor);
        var latest = await LatestAsync(campaign) ?? throw Refusal.WrongState("the campaign was never started");
        var changed = await sendouts.ChangeStateAsync(latest.Id, from, to, time.GetUtcNow(), CancellationToken.None);
        changed ??= await sendouts.FindAsync(latest.Id, CancellationToken.None) ?? latest;
        if (to == SendoutState.Sending && changed is { State: SendoutState.Paused, PauseReason: not PauseReason.Person })
            throw changed.PauseReason == PauseReason.Suspended ? Billing.Suspended() : Billing.Insufficient();
        if (changed.State != to)
            throw Refusal.WrongState($"the campaign is {CampaignViews.Of(campaign, changed).State}; {rule}");
        await command(changed.Id);
        return await ViewAsync(campaign, changed);
    }

    private async Task<Campaign> FindAsync(string actor)
    {
        var account = await access.ActorAsync(actor);
        var found = await campaigns.FindAsync(this.GetPrimaryKeyString(), CancellationToken.None);
        return found is { } campaign && campaign.Account == account.Id
            ? campaign
            : throw Refusal.NotFound("campaign");
    }

    private Task<Sendout?> LatestAsync(Campaign campaign) => sendouts.FindLatestAsync(campaign.Id, CancellationToken.None);
}
