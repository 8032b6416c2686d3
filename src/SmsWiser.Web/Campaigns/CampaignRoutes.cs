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

        campaign.Change("PUT", One + "/priority", ApiScopes.CampaignsSend, nameof(ICampaignGrain.SetPriorityAsync),
            (ApiCall call, NewPriority body) => call.Campaign.SetPriorityAsync(call.Actor, body.Priority));
        campaign.Post(One + "/estimate", ApiScopes.CampaignsSend, nameof(ICampaignGrain.EstimateAsync),
            call => call.Campaign.EstimateAsync(call.Actor));
        campaign.Get(One + "/estimate", Reads, nameof(ICampaignGrain.GetEstimateAsync),
            call => call.Campaign.GetEstimateAsync(call.Actor));
        AddPreviews(account, campaign);
        AddIneligible(campaign);

        ApiRoute Command(string path, string method, Func<ApiCall, Task<CampaignView>> run) =>
            campaign.Post(One + path, ApiScopes.CampaignsSend, method, run);
    }

    private static void AddPreviews(GrainRoutes account, GrainRoutes campaign)
    {
        account.Post("/v1/previews", ApiScopes.CampaignsSend, nameof(IAccountGrain.PreviewAsync),
            async (ApiCall call, PreviewSpec body) => new Previews(await call.Account.PreviewAsync(body)));
        campaign.Post(One + "/preview", ApiScopes.CampaignsSend, nameof(ICampaignGrain.PreviewAsync),
            async (ApiCall call, Sample body) => new Previews(await call.Campaign.PreviewAsync(call.Actor, body.Values)));
        campaign.Post(One + "/test", ApiScopes.CampaignsSend, nameof(ICampaignGrain.TestAsync),
            (ApiCall call, TestSendSpec body) => call.Campaign.TestAsync(call.Actor, body));
    }

    private static void AddIneligible(GrainRoutes campaign)
    {
        campaign.Get(One + "/ineligible", Reads, nameof(ICampaignGrain.IneligibleAsync),
            call => call.Campaign.IneligibleAsync(call.Actor));
        campaign.Stream(One + "/ineligible/numbers", ApiScopes.ListsRead, nameof(ICampaignGrain.ExportIneligibleAsync),
            call => ExportRoutes.WriteAsync(
                call, "ineligible.csv",
                path => call.Campaign.ExportIneligibleAsync(
                    call.Actor, new() { Path = path, ByteOrderMark = call.IsOn("byte_order_mark") }),
                job => call.Campaign.GetIneligibleJobAsync(call.Actor, job)))
            .Asks("byte_order_mark", "true for spreadsheets.").Writes("text/csv");
        campaign.Post(One + "/ineligible/cleaning", ApiScopes.ListsWrite, nameof(ICampaignGrain.CleanIneligibleAsync),
            (ApiCall call, IneligibleCleaning body) => call.Campaign.CleanIneligibleAsync(call.Actor, body)).Creates();
        campaign.Get(One + "/ineligible/jobs/{job}", Reads, nameof(ICampaignGrain.GetIneligibleJobAsync),
            call => call.Campaign.GetIneligibleJobAsync(call.Actor, call.Text("job")));
    }
}

/// <summary>A campaign's place among the marketing of its account.</summary>
internal sealed record NewPriority
{
    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>.</summary>
    public required string Priority { get; init; }
}

/// <summary>Values of a lead that does not exist.</summary>
internal sealed record Sample
{
    /// <summary>Values by field name in place of the likely ones; an empty value stands for a lead without it.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>Texts as one person would get them, one for each list.</summary>
/// <param name="Items">The texts.</param>
internal sealed record Previews(IReadOnlyList<PreviewView> Items);
