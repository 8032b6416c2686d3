using SmsWiser.Core.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

public sealed class CampaignGrainTests
{
    [Fact]
    public async Task A_campaign_is_a_draft_until_it_is_started_and_then_shows_its_sendout()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));

        var draft = await bench.Campaign(id).GetAsync(Owner);
        var started = await bench.Campaign(id).StartAsync(Owner);
        await bench.Planning.DrainedAsync();

        Assert.Equal(("draft", "Spring", null), (draft.State, draft.Name, draft.Error));
        Assert.Equal("planning", started.State);
        Assert.Equal("sending", (await bench.Campaign(id).GetAsync(Owner)).State);
        Assert.Equal(["sending"], (await bench.Account(Owner).CampaignsAsync()).Select(campaign => campaign.State));
    }

    [Fact]
    public async Task A_sendout_under_way_is_not_started_twice()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        await RefusedAsync("wrong_state", () => bench.Campaign(id).StartAsync(Owner));
        await bench.Campaign(id).CancelAsync(Owner);
        await bench.Campaign(id).StartAsync(Owner);
        await bench.Planning.DrainedAsync();

        Assert.NotEqual(sendout.Id, (await bench.LatestAsync(id)).Id);
    }

    [Fact]
    public async Task Pause_resume_and_cancel_change_the_store_first_and_then_tell_the_dispatch()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var campaign = bench.Campaign(id);

        var states = new List<string>
        {
            (await campaign.PauseAsync(Owner)).State, (await campaign.ResumeAsync(Owner)).State, (await campaign.CancelAsync(Owner)).State,
        };

        Assert.Equal(["paused", "sending", "cancelled"], states);
        Assert.Equal(new[] { "start", "pause", "resume", "cancel" }.Select(command => $"{command} {sendout.Id.Value}"), bench.Commands);
        Assert.Equal(10, (await campaign.ProgressAsync(Owner)).Totals.Cancelled);
    }

    [Fact]
    public async Task A_repeated_command_gets_the_same_answer_and_reaches_the_dispatch_again()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        var first = await bench.Campaign(id).PauseAsync(Owner);
        var second = await bench.Campaign(id).PauseAsync(Owner);

        Assert.Equal(first, second);
        Assert.Equal(2, bench.Commands.Count(command => command == $"pause {sendout.Id.Value}"));
    }

    [Fact]
    public async Task Commands_that_the_state_does_not_allow_are_refused_and_do_not_reach_the_dispatch()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 10);
        var draft = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        await RefusedAsync("wrong_state", () => bench.Campaign(draft).PauseAsync(Owner));
        await RefusedAsync("wrong_state", () => bench.Campaign(draft).ReportAsync(Owner));
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        await bench.Campaign(id).CancelAsync(Owner);
        await RefusedAsync("wrong_state", () => bench.Campaign(id).PauseAsync(Owner));
        await RefusedAsync("wrong_state", () => bench.Campaign(id).ResumeAsync(Owner));

        Assert.Equal([$"start {sendout.Id.Value}", $"cancel {sendout.Id.Value}"], bench.Commands);
    }

    [Fact]
    public async Task A_campaign_over_a_share_that_was_stopped_does_not_start()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 500);
        var share = await bench.ShareAsync(shared);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(shared));
        await bench.Share(share).StopAsync(Owner, "op");

        await RefusedAsync("share_not_active", () => bench.Campaign(id).StartAsync(Recipient));

        Assert.Equal("draft", (await bench.Campaign(id).GetAsync(Recipient)).State);
    }

    [Fact]
    public async Task A_share_accepted_anew_does_not_revive_campaigns_of_the_earlier_one()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 500);
        var share = await bench.ShareAsync(shared);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(shared));
        await bench.Share(share).StopAsync(Owner, "op");
        await bench.ShareAsync(shared);

        await RefusedAsync("share_not_active", () => bench.Campaign(id).StartAsync(Recipient));
    }

    [Fact]
    public async Task Progress_is_exact_over_own_lists()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 321);
        var (id, _) = await bench.RunAsync(Owner, Spec(list));

        var progress = await bench.Campaign(id).ProgressAsync(Owner);

        Assert.Equal(("sending", 321, 321, false), (progress.State, progress.Totals.Planned, progress.Totals.Open, progress.Rounded));
    }

    [Fact]
    public async Task Progress_over_own_and_shared_lists_adds_the_rounded_shared_figure_to_the_exact_own_one()
    {
        await using var bench = await OpenAsync();
        var own = await bench.AddListAsync(Recipient, "Own", 33_600_000_000, 7);
        var shared = await bench.AddListAsync(Owner, "Shared", 33_700_000_000, 1_234);
        await bench.ShareAsync(shared);
        var (id, sendout) = await bench.RunAsync(Recipient, Spec(own, shared));

        var progress = await bench.Campaign(id).ProgressAsync(Recipient);

        Assert.Equal(1_241, sendout.Planned);
        Assert.Equal((1_207, 1_207, true), (progress.Totals.Planned, progress.Totals.Open, progress.Rounded));
    }

    [Fact]
    public async Task A_report_is_exact_over_own_lists_and_rounded_over_shared_ones()
    {
        await using var bench = await OpenAsync();
        var own = await bench.AddListAsync(Recipient, "Own", 33_600_000_000, 7);
        var shared = await bench.AddListAsync(Owner, "Shared", 33_700_000_000, 1_234);
        var share = await bench.ShareAsync(shared);
        var (id, _) = await bench.RunAsync(Recipient, Spec(own, shared));
        await bench.Share(share).StopAsync(Owner, "op");

        var report = await bench.Campaign(id).ReportAsync(Recipient);

        Assert.Equal((7, 7), (report.Own.Planned, report.Own.Open));
        Assert.Equal(("~1,200", "~1,200", "<300", "<300"), (report.Shared!["planned"], report.Shared["revoked"], report.Shared["open"],
            report.Shared["delivered"]));
        Assert.Equal(13, report.Shared.Count);
    }

    [Fact]
    public async Task A_sendout_whose_plan_failed_says_why_and_may_be_started_again()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Broken", 33_600_000_000, 300);
        var inside = (await bench.Lists.FindAsync(list, Token))!.Id;
        await bench.Pages.WriteAsync(inside, new[] { new Core.Audience.SealedPage(0, 2, 256, new byte[1024], new byte[9_000]) }, Token);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        var failed = await bench.Campaign(id).GetAsync(Owner);
        await bench.Campaign(id).StartAsync(Owner);

        Assert.Equal(SendoutState.Failed, sendout.State);
        Assert.Equal(("failed", "a page of a list does not open; its owner must import the list again"), (failed.State, failed.Error));
        await bench.Planning.DrainedAsync();
    }
}
