using Microsoft.Extensions.Logging;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smsc;

namespace SmsWiser.Host.Demo;

/// <summary><c>demo --no-story</c>: one run with the options given: leads in, a campaign, its report. On a data directory with unfinished
/// work it goes on with that instead.</summary>
internal sealed class PlainRun(DemoOptions options, DemoScreen screen, ILoggerFactory logging)
{
    private const string Carrier = "demo";

    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        await using var site = await DemoSite.OpenAsync(options, new SmscOptions { CountDestinations = true }, logging, cancellation);
        // Before the binds are up: little work that is left ends as soon as they are.
        var unfinished = await UnfinishedAsync(site);
        await site.ConnectAsync(Carrier, options, options.SystemId, options.Binds, options.Rate, [""]);
        var (campaign, share) = unfinished is null ? await PrepareAsync(site, cancellation) : (unfinished, null);
        if (unfinished is not null)
            screen.Say($"Going on with the unfinished campaign in {options.Data}.");
        var run = new DemoRun(site, campaign, options.ReceiptWait)
        {
            OnLook = totals => screen.ProgressAsync(totals, site.Host.Engine.Submitted),
            GoesOn = unfinished is not null,
            StopShare = share is null ? null : (share, options.StopShareAfter!.Value),
        };
        var result = await run.FollowAsync(cancellation);
        Show(site, result);
        return result;
    }

    private async Task<(string Campaign, string? Share)> PrepareAsync(DemoSite site, CancellationToken cancellation)
    {
        using (var file = LeadFile.Take(options, LeadRegion.AwakeAt(options.Clock.GetUtcNow()), screen))
        {
            var (list, import) = await site.ImportAsync("Demo leads", file.Path, options.Country, screen.Import, cancellation);
            screen.Imported(import);
            await screen.RejectedAsync(site.List(list), import);
            var share = options.StopShareAfter is null ? null : await ShareAsync(site, list);
            var sender = share is null ? site.OwnerAccount : site.RecipientAccount;
            var campaign = await sender.CreateCampaignAsync(new()
            {
                Name = "Demo",
                Sender = "SmsWiser",
                Template = options.Template,
                Class = "marketing",
                Targets = [new() { ListId = list, Filter = options.Filter }],
            });
            await site.Campaign(campaign).StartAsync(share is null ? DemoSite.Owner : DemoSite.Recipient);
            return (campaign, share);
        }
    }

    private static async Task<string> ShareAsync(DemoSite site, string list)
    {
        var invitation = await site.List(list).InviteAsync(DemoSite.Owner, DemoSite.Recipient, 5_000);
        await site.Share(invitation.Id).AcceptAsync(DemoSite.Recipient);
        return invitation.Id;
    }

    private static async Task<string?> UnfinishedAsync(DemoSite site)
    {
        foreach (var account in new[] { site.OwnerAccount, site.RecipientAccount })
        {
            foreach (var campaign in await account.CampaignsAsync())
            {
                if (campaign.State is "planning" or "sending")
                    return campaign.Id;
            }
        }
        return null;
    }

    private void Show(DemoSite site, DemoResult result)
    {
        screen.Result(result);
        if (site.Simulator is { } simulator)
        {
            var counters = simulator.Snapshot();
            screen.Say($"The carrier counted {counters.Accepted:N0} accepted parts, {counters.Duplicates:N0} of them twice.");
        }
        screen.Left(result);
    }
}
