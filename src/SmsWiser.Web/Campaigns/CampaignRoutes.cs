using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Audience;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Campaigns;

/// <summary>Campaigns.</summary>
internal static class CampaignRoutes
{
    private const string One = "/v1/campaigns/{campaign}";
    private const ApiScopes Reads = ApiScopes.ReportsRead | ApiScopes.CampaignsSend;

    public static void Add(ApiRoutes routes)
    {
        var account = routes.Of<IAccountGrain>();
        account.Get("/v1/campaigns", Reads, nameof(IAccountGrain.CampaignsAsync),
            call => call.PageAsync(call.Account.CampaignsAsync(), campaign => campaign.Id)).Pages();
        account.Post("/v1/campaigns", ApiScopes.CampaignsSend, nameof(IAccountGrain.CreateCampaignAsync),
            (ApiCall call, CampaignSpec body) => IdView.OfAsync(call.Account.CreateCampaignAsync(body))).Creates();
        var campaign = routes.Of<ICampaignGrain>();
        campaign.Get(One, Reads, nameof(ICampaignGrain.GetAsync), call => call.Campaign.GetAsync(call.Actor));
        campaign.Get(One + "/progress", Reads, nameof(ICampaignGrain.ProgressAsync), call => call.Campaign.ProgressAsync(call.Actor));
        campaign.Stream(One + "/events", Reads, nameof(ICampaignGrain.ProgressAsync), call => EventStream.WriteAsync(
            call, "progress", () => call.Campaign.ProgressAsync(call.Actor),
            progress => progress.State is "sent" or "cancelled" or "failed" or "draft"));
        campaign.Get(One + "/report", Reads, nameof(ICampaignGrain.ReportAsync), call => call.Campaign.ReportAsync(call.Actor));
        campaign.Post(One + "/schedule", ApiScopes.CampaignsSend, nameof(ICampaignGrain.ScheduleAsync),
            (ApiCall call, ScheduleSpec body) => call.Campaign.ScheduleAsync(call.Actor, body));
        campaign.Post(One + "/copy", ApiScopes.CampaignsSend, nameof(ICampaignGrain.CopyAsync),
            (ApiCall call, Named body) => IdView.OfAsync(call.Campaign.CopyAsync(call.Actor, body.Name))).Creates();
        Command("/unschedule", nameof(ICampaignGrain.UnscheduleAsync), call => call.Campaign.UnscheduleAsync(call.Actor));
        Command("/start", nameof(ICampaignGrain.StartAsync), call => call.Campaign.StartAsync(call.Actor));
        Command("/continue", nameof(ICampaignGrain.ContinueAsync), call => call.Campaign.ContinueAsync(call.Actor));
        Command("/pause", nameof(ICampaignGrain.PauseAsync), call => call.Campaign.PauseAsync(call.Actor)).Urgent();
        Command("/resume", nameof(ICampaignGrain.ResumeAsync), call => call.Campaign.ResumeAsync(call.Actor));
        Command("/cancel", nameof(ICampaignGrain.CancelAsync), call => call.Campaign.CancelAsync(call.Actor)).Urgent();

        ApiRoute Command(string path, string method, Func<ApiCall, Task<CampaignView>> run) =>
            campaign.Post(One + path, ApiScopes.CampaignsSend, method, run);
    }
}
