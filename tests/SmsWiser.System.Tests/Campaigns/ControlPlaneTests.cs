using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>The control plane of a whole node on its store on disk, without a carrier: what is planned stays open.</summary>
public sealed class ControlPlaneTests
{
    private const string Owner = "0WNER001";
    private const string Recipient = "REC1P1EN";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_campaign_over_an_own_and_a_shared_list_is_planned_counted_and_withdrawn_when_the_share_stops()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await StartAsync(directory);
        var shared = await ImportAsync(host, directory, Owner, 1, 1_500);
        var own = await ImportAsync(host, directory, Recipient, 1_301, 1_400);
        var share = await ShareAsync(host, shared);
        var campaign = await host.Grains.GetGrain<IAccountGrain>(Recipient).CreateCampaignAsync(Spec(shared, own));
        var grain = host.Grains.GetGrain<ICampaignGrain>(campaign);

        await grain.StartAsync(Recipient);
        var sendout = await PlannedAsync(host, campaign);
        var before = await grain.ReportAsync(Recipient);
        var receipt = await host.Grains.GetGrain<IShareGrantGrain>(share).StopAsync(Owner, "op");
        var after = await grain.ReportAsync(Recipient);
        var counters = await host.Store.Sendouts.CountersAsync(sendout.Id, Token);

        // Numbers 1,301 to 1,500 are on both lists and count as the sender's own.
        Assert.Equal((2_700, SendoutState.Sending), (sendout.Planned, sendout.State));
        Assert.Equal((1_400, 1_400, "~1,300"), (before.Own.Planned, before.Own.Open, before.Shared!["open"]));
        Assert.Equal(1_300, receipt.Withheld);
        Assert.Equal((1_400, 1_400, "~1,300", "<300"), (after.Own.Planned, after.Own.Open, after.Shared!["revoked"], after.Shared["open"]));
        Assert.Equal([(1_400, 0), (1_300, 1_300)], counters.OrderBy(counter => counter.Grant.Value)
            .Select(counter => (counter.Planned, counter.Outcomes[Outcome.Revoked])));
    }

    [Fact]
    public async Task A_sendout_left_in_planning_is_planned_anew_when_the_node_starts()
    {
        using var directory = new TemporaryDirectory();
        string campaign;
        await using (var host = await StartAsync(directory))
        {
            var list = await ImportAsync(host, directory, Owner, 1, 700);
            campaign = await host.Grains.GetGrain<IAccountGrain>(Owner).CreateCampaignAsync(Spec(list));
            var stored = (await host.Store.Campaigns.FindAsync(campaign, Token))!;
            var left =
                new Sendout(new(900_000), stored.Id, stored.Account, stored.Class, SendoutState.Planning, 0, 0, 0, null, default, null);
            await host.Store.Sendouts.BeginAsync(left, Token);
            var half = new PlannedChunk(new(left.Id, 0), new(1), stored.Targets[0].List, default, 0, 0, 1, null, new byte[8]);
            await host.Store.Sendouts.AppendAsync([half], Token);
        }

        await using var restarted = await EmbeddedHost.StartAsync(
            directory.Path, new(), new DispatchOptions(), new DaytimeClock(), NullLoggerFactory.Instance, Token);
        var sendout = await PlannedAsync(restarted, campaign);

        Assert.Equal((900_000, 700, 3), (sendout.Id.Value, sendout.Planned, sendout.Chunks));
        Assert.Equal(700, (await restarted.Grains.GetGrain<ICampaignGrain>(campaign).ReportAsync(Owner)).Own.Open);
    }

    [Fact]
    public async Task Cancelling_ends_every_lead_that_was_not_sent()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await StartAsync(directory);
        var list = await ImportAsync(host, directory, Owner, 1, 700);
        var campaign = await host.Grains.GetGrain<IAccountGrain>(Owner).CreateCampaignAsync(Spec(list));
        var grain = host.Grains.GetGrain<ICampaignGrain>(campaign);
        await grain.StartAsync(Owner);
        await PlannedAsync(host, campaign);

        Assert.Equal("paused", (await grain.PauseAsync(Owner)).State);
        Assert.Equal("sending", (await grain.ResumeAsync(Owner)).State);
        Assert.Equal("cancelled", (await grain.CancelAsync(Owner)).State);

        var report = await grain.ReportAsync(Owner);
        Assert.Equal((700, 700, 0), (report.Own.Planned, report.Own.Cancelled, report.Own.Open));
        Assert.Equal(700, (await grain.ProgressAsync(Owner)).Totals.Cancelled);
    }

    [Fact]
    public async Task An_invitation_of_a_client_id_that_nobody_has_is_kept_like_any_other()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await StartAsync(directory);
        var list = host.Grains.GetGrain<ILeadListGrain>((await host.Grains.GetGrain<IAccountGrain>(Owner).CreateListAsync("All")).Id);

        var sent = await list.InviteAsync(Owner, "n0b0-dy00", 5_000);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => list.InviteAsync(Owner, "N0B0DY00", 5_000));

        Assert.Equal(("N0B0DY00", "invited", "already_exists"), (sent.Recipient, sent.State, refused.Code));
        Assert.Equal([sent], await list.SharesAsync(Owner));
        Assert.Equal("withdrawn", (await host.Grains.GetGrain<IShareGrantGrain>(sent.Id).WithdrawAsync(Owner)).State);
    }

    private static async Task<EmbeddedHost> StartAsync(TemporaryDirectory directory)
    {
        var host = await EmbeddedHost.StartAsync(
            directory.Path, new(), new DispatchOptions(), new DaytimeClock(), NullLoggerFactory.Instance, Token);
        await host.Grains.GetGrain<IAccountGrain>(Owner).OpenAsync("Olive");
        await host.Grains.GetGrain<IAccountGrain>(Recipient).OpenAsync("Rita");
        await host.Store.Carriers.SaveAsync(new(new(1), "none", "localhost", 1, "id", new byte[1], "", 0, []), Token);
        await host.Store.Carriers.SaveRouteAsync(new(new(1), "", [new CarrierId(1)]), Token);
        return host;
    }

    /// <summary>A list of the numbers +336 1000 0000 + <paramref name="first"/> and on.</summary>
    private static async Task<string> ImportAsync(EmbeddedHost host, TemporaryDirectory directory, string account, int first, int count)
    {
        var list = (await host.Grains.GetGrain<IAccountGrain>(account).CreateListAsync("Leads")).Id;
        var file = Path.Combine(directory.Path, $"{list}.csv");
        await File.WriteAllLinesAsync(
            file, Enumerable.Range(first, count).Select(i => $"+336{10_000_000 + i},Anna").Prepend("number,first_name"), Token);
        var grain = host.Grains.GetGrain<ILeadListGrain>(list);
        var import = await grain.ImportAsync(account, new() { Path = file, Mode = "both" });
        using var patience = new CancellationTokenSource(Patience);
        while ((await grain.GetImportAsync(account, import)).State == "running")
            await Task.Delay(20, patience.Token);
        Assert.Equal(count, (await grain.GetAsync(account)).Leads);
        return list;
    }

    private static async Task<string> ShareAsync(EmbeddedHost host, string list)
    {
        var invitation = await host.Grains.GetGrain<ILeadListGrain>(list).InviteAsync(Owner, Recipient, 5_000);
        await host.Grains.GetGrain<IShareGrantGrain>(invitation.Id).AcceptAsync(Recipient);
        return invitation.Id;
    }

    private static async Task<Sendout> PlannedAsync(EmbeddedHost host, string campaignId)
    {
        var campaign = (await host.Store.Campaigns.FindAsync(campaignId, Token))!;
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await host.Store.Sendouts.FindLatestAsync(campaign.Id, Token) is { State: not SendoutState.Planning } sendout)
                return sendout;
            await Task.Delay(20, patience.Token);
        }
    }

    private static CampaignSpec Spec(params string[] lists) => new()
    {
        Name = "Spring",
        Sender = "Shop",
        Template = "Hi {first_name}",
        Class = "marketing",
        Targets = [.. lists.Select(list => new TargetSpec { ListId = list })],
    };
}
