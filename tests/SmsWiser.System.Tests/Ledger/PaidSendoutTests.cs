using SmsWiser.Contracts;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core.Dispatch;
using SmsWiser.Host.Demo;
using SmsWiser.Smpp;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Ledger;

/// <summary>A paying account's sendout on a whole node: held, charged by what the carrier accepted, the rest given back. That the ledger
/// adds up and agrees with the journal is checked at the end of each.</summary>
public sealed class PaidSendoutTests
{
    private const long French = 33_610_000_000;
    private const long Price = 40_000;

    [Fact]
    public async Task Each_accepted_part_is_charged_and_the_statement_says_how_many_at_which_price()
    {
        const int leads = 1_000;
        await using var site = await SendingSite.OpenAsync(
            new() { FailureRatio = 0.1, FailureStatus = CommandStatus.InvalidDestinationAddress });
        await site.ConnectAsync();
        await site.BillAsync(SendingSite.Owner, paid: 100_000_000, Price, SendingSite.Alpha);
        var list = await site.ImportAsync(SendingSite.Owner, French, leads);
        // One part for Anna, two in UCS-2 for Жанна, who is every fourth.
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", "Hello {first_name}, " + new string('x', 80), list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);

        await site.FollowAsync(campaign);

        var accepted = site.Carrier.Snapshot().Accepted;
        var balance = await site.Demo.OwnerAccount.BalanceAsync();
        Assert.InRange(accepted, 1_000, 1_249);
        Assert.Equal((100_000_000 - (accepted * Price), 0L, 0L), (balance.AvailableMicros, balance.HeldMicros, balance.UnknownMicros));
        var hold = Assert.Single(await site.Demo.OwnerAccount.HoldsAsync(0, 10));
        Assert.Equal((2 * leads * Price, accepted * Price, campaign), (hold.AmountMicros, hold.SettledMicros, hold.CampaignId));
        var statement = await site.Demo.OwnerAccount.StatementAsync(0, 10);
        Assert.Equal(["release", "hold", "top_up"], statement.Select(line => line.Kind));
        Assert.Equal($"rest of campaign 'SHOP', given back; it was charged {accepted:N0} parts at 0.04", statement[0].Text);
        Assert.Equal("set aside for campaign 'SHOP': up to 2,000 parts at 0.04", statement[1].Text);
    }

    [Fact]
    public async Task Without_credits_a_planned_campaign_waits_and_goes_on_by_itself_after_a_top_up()
    {
        const int leads = 1_000;
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.BillAsync(SendingSite.Owner, paid: (leads * Price) - 1, Price, SendingSite.Alpha);
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, French, leads));
        await site.FollowUntilAsync(campaign, totals => totals.Planned == leads);

        var waiting = await site.Demo.Campaign(campaign).GetAsync(SendingSite.Owner);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => site.Demo.Campaign(campaign).ResumeAsync(SendingSite.Owner));
        Assert.Equal(("paused", "no_credit", "insufficient_credit"), (waiting.State, waiting.PauseReason, refused.Code));
        Assert.Equal(0, site.Submitted);
        await site.Demo.OwnerAccount.TopUpAsync("second", 1);

        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(await site.FollowAsync(campaign)));
        Assert.Equal(0, (await site.Demo.OwnerAccount.BalanceAsync()).AvailableMicros);
    }

    [Fact]
    public async Task A_suspended_parent_stops_what_its_child_sends_and_lifting_completes_it()
    {
        const int leads = 3_000;
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: 4_000);
        await site.BillAsync(SendingSite.Owner, paid: 0, Price, SendingSite.Alpha);
        await site.BillAsync(SendingSite.Recipient, paid: leads * Price, Price);
        await site.Demo.RecipientAccount.SetTermsAsync(new TermsSpec { Kind = "prepaid", ParentClientId = SendingSite.Owner });
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", await site.ImportAsync(SendingSite.Recipient, French, leads));
        await site.FollowUntilAsync(campaign, _ => site.Submitted >= 500);

        await site.Demo.OwnerAccount.SuspendAsync("spam");
        var sent = site.Submitted;
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => site.Demo.Campaign(campaign).ResumeAsync(SendingSite.Recipient));
        Assert.Equal("suspended", refused.Code);
        Assert.Equal("suspended", (await site.Demo.Campaign(campaign).GetAsync(SendingSite.Recipient)).PauseReason);
        Assert.InRange(sent, 500, leads - 500);
        Assert.Equal(sent, site.Submitted);
        await site.Demo.OwnerAccount.LiftAsync();

        Assert.Equal($"planned {leads}, parts {leads}: Delivered {leads}", SendingSite.Line(await site.FollowAsync(campaign)));
        Assert.Equal(0, (await site.Demo.RecipientAccount.BalanceAsync()).AvailableMicros);
    }

    [Fact]
    public async Task After_kill_9_again_and_again_each_accepted_part_is_charged_once_and_what_nobody_knows_waits()
    {
        const int leads = 20_000;
        const int kills = 3;
        using var directory = new TemporaryDirectory();
        await using var carrier = SendingSite.StartCarrier();
        await using (var site = await SendingSite.ReopenAsync(directory.Path, carrier))
        {
            await site.ConnectAsync("demo", carrier);
            await site.BillAsync(SendingSite.Owner, paid: leads * Price, Price, "demo");
        }
        // Slow, since what a node has claimed ahead is unknown when it dies: 2 s of its rate, a chunk per bind at least.
        var command = $"--no-story --template Sale --leads {leads} --data {directory.Path} --smsc 127.0.0.1:{carrier.Port}";
        for (var kill = 1; kill <= kills; kill++)
        {
            using var run = DemoProcess.Start($"{command} --rate 500");
            await run.UntilSubmittedAsync(100 + (50 * kill));
            await run.KillAsync();
        }
        var last = await DemoProcess.RunAsync($"{command} --json --receipt-wait 1");
        Assert.Equal((0, ""), (last.Code, last.Error));

        await using var again = await SendingSite.ReopenAsync(directory.Path, carrier);
        var campaign = Assert.Single(await again.Demo.OwnerAccount.CampaignsAsync());
        var totals = await DemoTotals.CountAsync(again.Host, campaign.Id, TestContext.Current.CancellationToken);
        var charged = totals.Outcomes[Outcome.Delivered] + totals.Outcomes[Outcome.Accepted];
        var unknown = totals.Outcomes[Outcome.Unknown];
        var balance = await again.Demo.OwnerAccount.BalanceAsync();
        Assert.InRange(unknown, 1, leads - 1_000);
        Assert.Equal(leads, charged + unknown);
        Assert.Equal((0L, 0L, unknown * Price), (balance.AvailableMicros, balance.HeldMicros, balance.UnknownMicros));
        Assert.Equal(charged * Price, Assert.Single(await again.Demo.OwnerAccount.HoldsAsync(0, 10)).SettledMicros);
        Assert.Null(await again.Host.Store.Audit.RunAsync(TestContext.Current.CancellationToken));
    }
}
