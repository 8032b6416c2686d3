using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Campaigns that start by themselves. The bench begins on 2026-05-05 at 10:00 UTC, a Tuesday.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task Scheduled_campaign_starts_when_it_is_due_and_once()
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench);

        var view = await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T13:30", Zone = "Europe/Paris" });
        Assert.Equal(("scheduled", At("2026-05-05T11:30Z")), (view.State, view.ScheduledFor!.Value));
        await PassAsync(bench, "2026-05-05T11:29:59Z");
        Assert.Equal("scheduled", (await bench.Campaign(id).GetAsync(Owner)).State);
        await PassAsync(bench, "2026-05-05T11:30Z");

        var sendout = await bench.LatestAsync(id);
        Assert.Equal((SendoutState.Sending, 10, At("2026-05-05T11:30Z")), (sendout.State, sendout.Planned, sendout.CreatedAt));
        Assert.Contains($"start {sendout.Id.Value}", bench.Commands);
        var started = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal(("sending", null, null), (started.State, started.ScheduledFor, started.Error));
        await PassAsync(bench, "2026-05-06T11:30Z");
        Assert.Equal(sendout.Id, (await bench.LatestAsync(id)).Id);
    }

    [Fact]
    public async Task Each_start_of_a_repeated_campaign_is_a_sendout_and_one_that_is_missed_takes_place_late()
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench);
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC", Repeat = "FREQ=DAILY" });

        await PassAsync(bench, "2026-05-05T12:00Z");
        var first = await bench.LatestAsync(id);
        await bench.Campaign(id).CancelAsync(Owner);
        var view = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal(("scheduled", At("2026-05-06T12:00Z"), "FREQ=DAILY"), (view.State, view.ScheduledFor!.Value, view.Repeat));
        await PassAsync(bench, "2026-05-08T15:00Z");

        var second = await bench.LatestAsync(id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(At("2026-05-08T15:00Z"), second.CreatedAt);
        Assert.Equal(At("2026-05-09T12:00Z"), (await bench.Campaign(id).GetAsync(Owner)).ScheduledFor);
    }

    [Fact]
    public async Task Start_that_comes_while_a_sendout_is_under_way_is_left_out_and_says_so()
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench);
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC", Repeat = "FREQ=DAILY" });
        await PassAsync(bench, "2026-05-05T12:00Z");
        var sendout = await bench.LatestAsync(id);

        await PassAsync(bench, "2026-05-06T12:00Z");

        Assert.Equal(sendout.Id, (await bench.LatestAsync(id)).Id);
        var view = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal(("sending", At("2026-05-07T12:00Z")), (view.State, view.ScheduledFor!.Value));
        Assert.Contains("under way", view.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_whose_validity_ended_while_no_node_ran_does_not_start()
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench, spec => spec with { ValidUntil = At("2026-05-05T18:00Z") });
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC" });

        await PassAsync(bench, "2026-05-05T17:59:30Z");

        var view = await bench.Campaign(id).GetAsync(Owner);
        Assert.Equal(("draft", null), (view.State, view.ScheduledFor));
        Assert.Contains("valid until 2026-05-05 18:00 UTC", view.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_over_a_share_that_was_stopped_does_not_start()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 10);
        var share = await bench.ShareAsync(list);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(list));
        await bench.Campaign(id).ScheduleAsync(Recipient, new() { At = "2026-05-05T12:00", Zone = "UTC" });
        await bench.Share(share).StopAsync(Owner, "op");

        await PassAsync(bench, "2026-05-05T12:00Z");

        var view = await bench.Campaign(id).GetAsync(Recipient);
        Assert.Equal("draft", view.State);
        Assert.Contains("not shared any more", view.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unscheduled_campaign_does_not_start()
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench);
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T12:00", Zone = "UTC" });
        await bench.Campaign(id).ScheduleAsync(Owner, new() { At = "2026-05-05T14:00", Zone = "UTC" });

        await PassAsync(bench, "2026-05-05T12:00Z");
        Assert.Equal("draft", (await bench.Campaign(id).UnscheduleAsync(Owner)).State);
        await PassAsync(bench, "2026-05-05T14:00Z");

        Assert.Equal("draft", (await bench.Campaign(id).GetAsync(Owner)).State);
    }

    [Theory]
    [InlineData("2026-05-05T09:59", "UTC", null)]
    [InlineData("2026-05-05 12:00", "UTC", null)]
    [InlineData("2026-05-05T12:00", "Mars", null)]
    [InlineData("2026-05-05T12:00", "UTC", "now and then")]
    [InlineData("2029-05-05T12:00", "UTC", null)]
    public async Task Schedule_that_cannot_be_is_refused(string at, string zone, string? repeat)
    {
        await using var bench = await OpenAsync();
        var id = await DraftAsync(bench);

        await RefusedAsync("invalid_value", () => bench.Campaign(id).ScheduleAsync(Owner, new() { At = at, Zone = zone, Repeat = repeat }));
        await RefusedAsync("not_found", () => bench.Campaign(id).ScheduleAsync(Stranger, new() { At = "2026-06-01T12:00", Zone = "UTC" }));
    }

    private static async Task<string> DraftAsync(ControlBench bench, Func<CampaignSpec, CampaignSpec>? change = null)
    {
        var list = await bench.AddListAsync(Owner, "Own", 33_600_000_000, 10);
        return await bench.Account(Owner).CreateCampaignAsync((change ?? (spec => spec))(Spec(list)));
    }

    /// <summary>The clock of the node goes round at that moment.</summary>
    private static async Task PassAsync(ControlBench bench, string moment)
    {
        bench.Time.Advance(At(moment) - bench.Time.GetUtcNow());
        await bench.Service<CampaignClock>().TickAsync();
        await bench.Planning.DrainedAsync();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
