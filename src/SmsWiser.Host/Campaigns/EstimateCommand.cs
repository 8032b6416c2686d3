using System.CommandLine;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary><c>smswiser campaigns estimate</c>.</summary>
internal static class EstimateCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var campaign = new Argument<string>("campaign") { Description = "Id of the campaign." };
        var last = new Option<bool>("--last") { Description = "Show the last one that the running node has kept, without a new one." };
        return Verb.Of("estimate", "Shows whom a campaign would reach and what it would cost; nothing is sent.",
            "campaigns estimate CAMPAIGN --account 7GKT5V2A", [campaign, last],
            run => RunAsync(run, run.Campaign(run.Get(campaign)), run.Get(last)));
    }

    private static async Task RunAsync(CommandRun run, ICampaignGrain campaign, bool last)
    {
        var estimate = await (last ? campaign.GetEstimateAsync(run.Account) : campaign.EstimateAsync(run.Account));
        while (estimate.State == "running")
        {
            run.Screen.Say($"  {estimate.Walked:N0} of {estimate.Total:N0} own leads");
            await Task.Delay(Look, run.Cancellation);
            estimate = await campaign.GetEstimateAsync(run.Account);
        }
        if (estimate.State == "failed")
            throw new UsageException(estimate.Error ?? "it failed");
        run.Screen.Show(estimate);
    }
}
