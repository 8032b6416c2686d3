using System.CommandLine;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary><c>smswiser campaigns</c>.</summary>
internal static class CampaignsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly Argument<string> Campaign = new("campaign") { Description = "Id of the campaign." };

    public static Command Create()
    {
        var detach = new Option<bool>("--detach") { Description = "Return at once; needs a node that runs on the data directory." };
        return Verb.Noun("campaigns", "Campaigns: what to send to whom, and what became of it.",
            Draft(),
            Verb.Of("list", "Shows the campaigns of the account, newest first.", "campaigns list --account 7GKT5V2A", [],
                run => run.ShowAsync(run.AccountGrain.CampaignsAsync())),
            EstimateCommand.Create(),
            Verb.Of("start", "Starts a campaign and follows it to its last answer.", "campaigns start CAMPAIGN --account 7GKT5V2A",
                [Campaign, detach], run => StartAsync(run, run.Get(detach))),
            Verb.Of("watch", "Follows a campaign to its last answer.", "campaigns watch CAMPAIGN --account 7GKT5V2A", [Campaign],
                async run =>
                {
                    await run.Node.ConnectCarriersAsync(run.Cancellation);
                    await WatchAsync(run, run.Get(Campaign));
                }),
            PreviewCommands.Preview(Campaign),
            PreviewCommands.Measure(),
            PreviewCommands.Test(Campaign, WatchAsync),
            Schedule(),
            Change("unschedule", "Has a campaign not start by itself any more.", (campaign, account) => campaign.UnscheduleAsync(account)),
            Change("continue", "Lets the leads go that wait for the end of the pilot.",
                (campaign, account) => campaign.ContinueAsync(account)),
            Priority(),
            Copy(),
            Change("pause", "Holds a campaign: when this returns, nothing of it goes on the wire.",
                (campaign, account) => campaign.PauseAsync(account)),
            Change("resume", "Goes on with a campaign that was paused.", (campaign, account) => campaign.ResumeAsync(account)),
            Change("cancel", "Ends a campaign for good.", (campaign, account) => campaign.CancelAsync(account)),
            Verb.Of("report", "Shows what became of the leads.", "campaigns report CAMPAIGN --account 7GKT5V2A", [Campaign],
                run => run.ShowAsync(run.Campaign(run.Get(Campaign)).ReportAsync(run.Account))),
            IneligibleCommand.Create(Campaign));
    }

    private static Command Draft()
    {
        var name = new Argument<string>("name") { Description = "Name of the campaign." };
        var sender = new Option<string>("--sender") { Description = "Sender ID: up to 11 characters, or a number.", Required = true };
        var text = new Option<string>("--text")
        {
            Description = "Text with placeholders, such as 'Hi {first_name|there}'.",
            Required = true,
        };
        var lists = new Option<string[]>("--list") { Description = "Id of a list to send to; may be repeated.", Required = true };
        var filter = new Option<string?>("--filter") { Description = "Only leads that match, on each list." };
        var transactional = new Option<bool>("--transactional") { Description = "The person's own act caused this message." };
        var terms = new TermsOptions();
        return Verb.Of("create", "Creates a campaign and prints its id; nothing is sent yet.",
            "campaigns create Autumn --sender ShoeShop --text 'Hi {first_name|there}, new shoes. STOP to leave.' --list LIST",
            [name, sender, text, lists, filter, transactional, .. terms.All],
            run => run.ShowAsync(run.AccountGrain.CreateCampaignAsync(terms.AddTo(run, new()
            {
                Name = run.Get(name),
                Sender = run.Get(sender)!,
                Template = run.Get(text)!,
                Class = run.Get(transactional) ? "transactional" : "marketing",
                Targets = [.. run.Get(lists)!.Select(list => new TargetSpec { ListId = list, Filter = run.Get(filter) })],
            }))));
    }

    private static Command Schedule()
    {
        var at = new Option<string>("--at") { Description = "The first start by the zone's clock: 2026-12-01T11:30.", Required = true };
        var zone = new Option<string>("--zone") { Description = "Time zone, such as Europe/Paris.", DefaultValueFactory = _ => "UTC" };
        var repeat = new Option<string?>("--repeat")
        {
            Description = "How it is repeated (RFC 5545): 'FREQ=DAILY;INTERVAL=2', 'FREQ=WEEKLY;BYDAY=MO,TH'.",
        };
        return Verb.Of("schedule", "Has a campaign start by itself while a node runs, once or repeatedly.",
            "campaigns schedule CAMPAIGN --at 2026-12-01T11:30 --zone Europe/Paris --account 7GKT5V2A", [Campaign, at, zone, repeat],
            run => run.ShowAsync(run.Campaign(run.Get(Campaign)).ScheduleAsync(
                run.Account, new() { At = run.Get(at)!, Zone = run.Get(zone)!, Repeat = run.Get(repeat) })));
    }

    private static Command Priority()
    {
        var priority = new Argument<string>("priority") { Description = "low, normal or high." };
        return Verb.Of("set-priority", "Changes which marketing of the account goes first; a campaign under way goes by it at once.",
            "campaigns set-priority CAMPAIGN high --account 7GKT5V2A", [Campaign, priority],
            run => run.ShowAsync(run.Campaign(run.Get(Campaign)).SetPriorityAsync(run.Account, run.Get(priority))));
    }

    private static Command Copy()
    {
        var name = new Argument<string>("name") { Description = "Name of the new campaign." };
        return Verb.Of("copy", "Makes a new campaign of the same text, audience and terms and prints its id.",
            "campaigns copy CAMPAIGN 'Autumn again' --account 7GKT5V2A", [Campaign, name],
            run => run.ShowAsync(run.Campaign(run.Get(Campaign)).CopyAsync(run.Account, run.Get(name))));
    }

    private static Command Change(string verb, string what, Func<ICampaignGrain, string, Task<CampaignView>> change) =>
        Verb.Of(verb, what, $"campaigns {verb} CAMPAIGN --account 7GKT5V2A", [Campaign],
            run => run.ShowAsync(change(run.Campaign(run.Get(Campaign)), run.Account)));

    private static async Task StartAsync(CommandRun run, bool detach)
    {
        if (detach && !run.Node.IsRemote)
            throw new UsageException("--detach needs a node that goes on sending; start one with 'smswiser serve', or leave --detach out");
        await run.Node.ConnectCarriersAsync(run.Cancellation);
        var started = await run.Campaign(run.Get(Campaign)).StartAsync(run.Account);
        if (detach)
            run.Screen.Show(started);
        else
            await WatchAsync(run, run.Get(Campaign));
    }

    private static string Until(DateTimeOffset? moment) => moment is { } known ? $" until {known:yyyy-MM-dd HH:mm}Z" : "";

    private static async Task WatchAsync(CommandRun run, string id)
    {
        var campaign = run.Campaign(id);
        CampaignProgress progress;
        while ((progress = await campaign.ProgressAsync(run.Account)).State is "planning" or "sending")
        {
            run.Screen.Say($"  {progress.State}: {progress.Totals.Open:N0} of {progress.Totals.Planned:N0} leads open, "
                + $"{progress.Totals.Delivered:N0} delivered"
                + (progress.Held == 0 ? "" : $", {progress.Held:N0} held{Until(progress.HeldUntil)}")
                + string.Concat(progress.PausedSince?.Select(one => $"; {one.Key} paused since {one.Value:yyyy-MM-dd HH:mm}Z") ?? []));
            await Task.Delay(Look, run.Cancellation);
        }
        await run.ShowAsync(campaign.ReportAsync(run.Account));
    }
}
