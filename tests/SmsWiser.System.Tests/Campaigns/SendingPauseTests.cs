using System.Text;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Dispatch;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>Pauses of the operator in mid-run, seen from the carriers.</summary>
public sealed class SendingPauseTests
{
    private const string First = "4512";
    private const string Second = "SECOND";
    private const long French = 33_610_000_000;
    private const int Leads = 3_000;
    private static readonly PauseTarget Account = new() { ClientId = SendingSite.Owner };
    private static readonly PauseTarget Alpha = new() { Carrier = SendingSite.Alpha };
    private static readonly PauseTarget All = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_account_sends_nothing_while_another_does_nor_after_a_restart_and_completes_when_resumed()
    {
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        string campaign;
        long sent;
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync(at: carrier, rate: 3_000);
            campaign = await BeginAsync(site);

            await Sending(site).PauseAsync(Account, "unpaid");
            sent = site.Submitted;

            Assert.Equal(["account"], (await site.Demo.Campaign(campaign).ProgressAsync(SendingSite.Owner)).PausedSince!.Keys);
            await RunOtherAsync(site);
            Assert.Equal(sent, carrier.Source(First).Received);
        }

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        await again.ConnectAsync(at: carrier);
        await RunOtherAsync(again);
        Assert.Equal(sent, carrier.Source(First).Received);
        Assert.Equal("sending", (await again.Demo.Campaign(campaign).GetAsync(SendingSite.Owner)).State);

        Assert.Empty(await Sending(again).ResumeAsync(Account));

        Assert.InRange(sent, 500, Leads - 500);
        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(await again.FollowAsync(campaign)));
        Assert.Equal(Leads, carrier.Source(First).Received);
    }

    [Fact]
    public async Task What_a_person_paused_stays_paused_when_the_pause_of_the_account_ends()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: 3_000);
        var campaign = await BeginAsync(site);

        await Sending(site).PauseAsync(Account, "unpaid");
        await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Owner);
        var sent = site.Submitted;
        await Sending(site).ResumeAsync(Account);
        await RunOtherAsync(site);

        Assert.Equal(sent, site.Carrier.Source(First).Received);
        await site.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner);
        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(await site.FollowAsync(campaign)));
    }

    [Fact]
    public async Task A_route_goes_on_over_its_other_carrier_at_once_and_back_when_the_first_is_resumed()
    {
        await using var beta = SendingSite.StartCarrier();
        await using var site = await SendingSite.OpenAsync(dispatch: new() { FailOverAfter = TimeSpan.FromHours(1) });
        await site.ConnectAsync(SendingSite.Alpha, rate: 1_500);
        await site.ConnectAsync(SendingSite.Beta, beta, rate: 400);
        var campaign = await BeginAsync(site);
        Assert.Equal(0, beta.Snapshot().Accepted);

        await Sending(site).PauseAsync(Alpha, "late receipts");
        var sent = site.Submitted;
        await site.FollowUntilAsync(campaign, _ => beta.Snapshot().Accepted >= 200);
        Assert.InRange(site.Carrier.Snapshot().Accepted, 500, sent);
        Assert.Null((await site.Demo.Campaign(campaign).ProgressAsync(SendingSite.Owner)).PausedSince);
        var status = await site.Demo.Carrier(SendingSite.Alpha).StatusAsync();
        Assert.Equal(("late receipts", "bound"), (status.PauseReason, status.Binds[0].State));
        var before = site.Carrier.Snapshot().Accepted;
        await Sending(site).ResumeAsync(Alpha);

        Assert.Equal($"planned {Leads}, parts {Leads}: Delivered {Leads}", SendingSite.Line(await site.FollowAsync(campaign)));
        Assert.InRange(site.Carrier.Snapshot().Accepted, before + 1, Leads);
        Assert.Equal(Leads, site.Carrier.Snapshot().Accepted + beta.Snapshot().Accepted);
    }

    [Fact]
    public async Task While_its_only_carrier_is_paused_a_campaign_waits_and_can_be_cancelled_and_its_share_stopped()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: 1_000);
        var shared = await site.ImportAsync(SendingSite.Owner, French + Leads, Leads);
        var share = await site.ShareAsync(shared);
        var own = await BeginAsync(site);
        var over = await site.StartAsync(SendingSite.Recipient, Second, shared);
        await site.FollowUntilAsync(over, _ => site.Carrier.Source(Second).Received > 0);

        await Sending(site).PauseAsync(Alpha, "late receipts");
        var sent = site.Submitted;
        Assert.Equal(["carrier"], (await site.Demo.Campaign(own).GetAsync(SendingSite.Owner)).PausedSince!.Keys);
        var stop = await site.Demo.Share(share).StopAsync(SendingSite.Owner, "stop");
        await site.Demo.Campaign(own).CancelAsync(SendingSite.Owner);
        var (cancelled, revoked) = (await site.FollowAsync(own), await site.FollowAsync(over));
        await Sending(site).ResumeAsync(Alpha);

        Assert.Equal(stop.Withheld, revoked.Outcomes[Outcome.Revoked]);
        Assert.Equal(2 * Leads, sent + cancelled.Outcomes[Outcome.Cancelled] + revoked.Outcomes[Outcome.Revoked]);
        Assert.Equal((sent, sent), (site.Submitted, site.Carrier.Snapshot().Accepted));
    }

    [Fact]
    public async Task Answers_to_people_go_out_while_all_is_paused_and_wait_for_a_paused_carrier()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: 3_000);
        var campaign = await BeginAsync(site);
        await Sending(site).PauseAsync(All, "storm");
        var sent = site.Submitted;

        site.Carrier.SendInbound(null, Stop(French));
        await UntilAsync(() => site.Carrier.Source(First).Received == sent + 1);
        await Sending(site).PauseAsync(Alpha, "late receipts");
        site.Carrier.SendInbound(null, Stop(French + 1));
        await UntilAsync(() => site.Carrier.Snapshot().InboundAcked == 2);
        await Sending(site).ResumeAsync(All);
        Assert.Equal(sent + 1, site.Submitted);
        await Sending(site).ResumeAsync(Alpha);

        var totals = await site.FollowAsync(campaign);
        await UntilAsync(() => site.Carrier.Source(First).Received == totals.PartsSubmitted + 2);
        Assert.Equal(Leads, totals.Outcomes[Outcome.Delivered] + totals.Outcomes[Outcome.Suppressed]);
    }

    [Fact]
    public async Task Leads_whose_validity_ends_during_a_pause_are_suppressed()
    {
        var clock = new DaytimeClock();
        await using var site = await SendingSite.OpenAsync(clock: clock);
        var list = await site.ImportAsync(SendingSite.Owner, French, Leads);
        await site.ConnectAsync(rate: 3_000);
        var campaign = await site.Host.Grains.GetGrain<IAccountGrain>(SendingSite.Owner).CreateCampaignAsync(new()
        {
            Name = "Short",
            Sender = First,
            Template = "Sale today",
            Class = "marketing",
            Targets = [new() { ListId = list }],
            ValidUntil = clock.GetUtcNow().AddMinutes(10),
        });
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);

        await Sending(site).PauseAsync(Account, "unpaid");
        var sent = site.Submitted;
        clock.MoveTo(clock.GetUtcNow().AddMinutes(11));
        var totals = await site.FollowAsync(campaign);

        Assert.Equal($"planned {Leads}, parts {sent}: Delivered {sent}, Suppressed {Leads - sent}", SendingSite.Line(totals));
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal([("validity", Leads - sent)], report.SuppressedBy.Select(reason => (reason.Key, reason.Value)));
    }

    private static ISendingGrain Sending(SendingSite site) => site.Host.Grains.GetGrain<ISendingGrain>("all");

    /// <summary>The owner's campaign, with some of it sent.</summary>
    private static async Task<string> BeginAsync(SendingSite site)
    {
        var campaign = await site.StartAsync(SendingSite.Owner, First, await site.ImportAsync(SendingSite.Owner, French, Leads));
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);
        return campaign;
    }

    /// <summary>Another account sends over the same binds.</summary>
    private static async Task RunOtherAsync(SendingSite site)
    {
        var list = await site.ImportAsync(SendingSite.Recipient, French + Leads, 500);
        var totals = await site.FollowAsync(await site.StartAsync(SendingSite.Recipient, Second, list));
        Assert.Equal("planned 500, parts 500: Delivered 500", SendingSite.Line(totals));
    }

    private static InboundSms Stop(long number) => new($"{number}", First, Encoding.ASCII.GetBytes("STOP"));

    /// <summary>What the node does by itself behind an answer shows at the carrier only.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
