using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class SendoutStoreTests
{
    [Fact]
    public async Task A_sendout_begins_in_planning_after_the_end_of_the_journal()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        await road.FlushAsync(1);
        await road.FlushAsync(1);
        await road.AddCampaignAsync(new(21));

        Assert.True(await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), new(21)), None));

        Assert.Equal(Road.NewSendout(new(31), new(21)) with { FirstFlush = 2 }, await road.Store.Sendouts.FindAsync(new(31), None));
        Assert.Equal(0, (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!.FirstFlush);
    }

    [Fact]
    public async Task A_campaign_has_one_running_sendout()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));

        Assert.False(await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), Road.Campaign), None));
        await road.Store.Sendouts.ChangeStateAsync(Road.Sendout, [SendoutState.Sending], SendoutState.Cancelled, Now, None);
        Assert.True(await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), Road.Campaign), None));

        Assert.Equal(31, (await road.Store.Sendouts.FindLatestAsync(Road.Campaign, None))!.Id.Value);
        Assert.Null(await road.Store.Sendouts.FindLatestAsync(new(999), None));
    }

    [Fact]
    public async Task A_finished_plan_is_sending_with_exact_figures()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);

        var sendout = await road.PlanAsync(
            Road.Chunk(0, 256), Road.Chunk(1, 100, grant: Road.Grant, epoch: 1), Road.Chunk(2, 7, Road.NoRoute),
            Road.Chunk(3, 3, grant: Road.Grant, epoch: 1));

        Assert.Equal((SendoutState.Sending, 366L, 4, null), (sendout.State, sendout.Planned, sendout.Chunks, sendout.FinishedAt));
        var own = await road.CounterAsync();
        Assert.Equal((263L, 7L, 256L), (own.Planned, own.Outcomes[Outcome.Suppressed], own.Outcomes[Outcome.Open]));
        var shared = Assert.Single(await road.Store.Sendouts.CountersByGrantAsync(Road.Grant, None));
        Assert.Equal((103L, 103L, 0L), (shared.Planned, shared.Outcomes[Outcome.Open], shared.Outcomes.Answered));
    }

    [Fact]
    public async Task Nothing_can_be_claimed_before_the_plan_is_finished()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        await road.Store.Sendouts.AppendAsync([Road.Chunk(0, 4)], None);

        Assert.Empty(await road.ClaimAsync());
    }

    [Fact]
    public async Task A_plan_of_suppressed_leads_alone_is_sent_at_once()
    {
        await using var road = await Road.OpenAsync();

        var sendout = await road.PlanAsync(Road.Chunk(0, 7, Road.NoRoute));

        Assert.Equal((SendoutState.Sent, Now), (sendout.State, sendout.FinishedAt));
    }

    [Fact]
    public async Task An_empty_plan_is_sent_at_once()
    {
        await using var road = await Road.OpenAsync();

        var sendout = await road.PlanAsync();

        Assert.Equal((SendoutState.Sent, 0L, Now), (sendout.State, sendout.Planned, sendout.FinishedAt));
    }

    [Fact]
    public async Task Finishing_a_plan_revokes_the_chunks_of_a_share_stopped_meanwhile()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        var sendout = await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 5, grant: Road.Grant, epoch: 1),
            Road.Chunk(2, 6, grant: Road.Grant, epoch: 1));

        Assert.Equal(SendoutState.Sending, sendout.State);
        Assert.Equal([ChunkState.Open, ChunkState.Revoked, ChunkState.Revoked], await road.ChunksAsync());
        Assert.Equal(11, (await road.CounterAsync(Road.Grant)).Outcomes[Outcome.Revoked]);
        Assert.Equal(0, (await road.CounterAsync(Road.Grant)).Outcomes[Outcome.Open]);
    }

    [Fact]
    public async Task Finishing_a_plan_revokes_the_chunks_of_another_epoch_and_a_sendout_left_empty_is_sent()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);

        var sendout = await road.PlanAsync(Road.Chunk(0, 5, grant: Road.Grant, epoch: 2));

        Assert.Equal((SendoutState.Sent, Now), (sendout.State, sendout.FinishedAt));
        Assert.Equal([ChunkState.Revoked], await road.ChunksAsync());
    }

    [Fact]
    public async Task A_plan_whose_figures_differ_from_its_chunks_is_refused()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        await road.Store.Sendouts.AppendAsync([Road.Chunk(0, 4)], None);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => road.Store.Sendouts.FinishPlanAsync(Road.Sendout, [new(Road.Own, 5, 0)], Now, None));

        Assert.Equal(SendoutState.Planning, await road.StateAsync());
        Assert.Empty(await road.Store.Sendouts.CountersAsync(Road.Sendout, None));
    }

    [Fact]
    public async Task A_sendout_cancelled_in_planning_takes_no_chunks_and_is_not_finished()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        await road.Store.Sendouts.AppendAsync([Road.Chunk(0, 4)], None);

        var cancelled = (await road.Store.Sendouts.ChangeStateAsync(
            Road.Sendout, [SendoutState.Planning, SendoutState.Sending], SendoutState.Cancelled, Now, None))!;
        await road.Store.Sendouts.AppendAsync([Road.Chunk(1, 4)], None);

        Assert.Equal((SendoutState.Cancelled, 0L, Now), (cancelled.State, cancelled.Planned, cancelled.FinishedAt));
        Assert.Null(await road.Store.Sendouts.FinishPlanAsync(Road.Sendout, [new(Road.Own, 4, 0)], Now, None));
        Assert.Single(await road.ChunksAsync());
        await road.Store.Sendouts.DropPlanAsync(Road.Sendout, None);
        Assert.Empty(await road.ChunksAsync());
    }

    [Fact]
    public async Task A_dropped_plan_can_be_made_again()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        var chunks = Enumerable.Range(0, 1_001).Select(no => Road.Chunk(no, 1)).ToArray();
        await road.Store.Sendouts.AppendAsync(chunks, None);

        await road.Store.Sendouts.DropPlanAsync(Road.Sendout, None);
        Assert.Empty(await road.ChunksAsync());
        await road.Store.Sendouts.AppendAsync(chunks, None);
        var sendout = (await road.Store.Sendouts.FinishPlanAsync(Road.Sendout, Road.Plans(chunks), Now, None))!;

        Assert.Equal((1_001L, 1_001), (sendout.Planned, sendout.Chunks));
        await Assert.ThrowsAsync<InvalidOperationException>(() => road.Store.Sendouts.DropPlanAsync(Road.Sendout, None));
    }

    [Fact]
    public async Task A_failed_plan_keeps_its_reason()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);

        await road.Store.Sendouts.FailPlanAsync(Road.Sendout, "no route", Now, None);

        var sendout = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Failed, "no route", Now), (sendout.State, sendout.Error, sendout.FinishedAt));
        await Assert.ThrowsAsync<InvalidOperationException>(() => road.Store.Sendouts.AppendAsync([Road.Chunk(0, 1)], None));
    }

    [Fact]
    public async Task Malformed_chunks_are_refused()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);

        await Assert.ThrowsAsync<ArgumentException>(() => road.Store.Sendouts.AppendAsync([Road.Chunk(0, 4) with { Leads = 5 }], None));
        await Assert.ThrowsAsync<ArgumentException>(() => road.Store.Sendouts.AppendAsync([Road.Chunk(0, 257)], None));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            road.Store.Sendouts.AppendAsync([Road.Chunk(0, 4) with { Route = Road.NoRoute }], None));
    }

    [Fact]
    public async Task Pausing_withholds_chunks_and_resuming_gives_them_out_again()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));

        Assert.Equal(SendoutState.Paused, (await ChangeAsync(road, SendoutState.Sending, SendoutState.Paused))!.State);
        Assert.Empty(await road.ClaimAsync());
        Assert.Null(await ChangeAsync(road, SendoutState.Sending, SendoutState.Paused));
        Assert.Equal(SendoutState.Sending, (await ChangeAsync(road, SendoutState.Paused, SendoutState.Sending))!.State);
        Assert.Equal([0], await road.ClaimAsync());
    }

    [Fact]
    public async Task A_change_that_makes_no_sense_is_refused()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ChangeAsync(road, SendoutState.Sending, SendoutState.Sent));
        await Assert.ThrowsAsync<ArgumentException>(() => ChangeAsync(road, SendoutState.Sent, SendoutState.Sending));
        Assert.Null(await road.Store.Sendouts.ChangeStateAsync(new(999), [SendoutState.Sending], SendoutState.Paused, Now, None));
    }

    [Fact]
    public async Task Cancelling_counts_unclaimed_leads_at_once_and_finishes_when_the_claimed_come_back()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 5), Road.Chunk(2, 6));
        await road.ClaimAsync(1);

        var cancelled = (await ChangeAsync(road, SendoutState.Sending, SendoutState.Cancelled))!;

        Assert.Equal((SendoutState.Cancelled, null), (cancelled.State, cancelled.FinishedAt));
        Assert.Equal([ChunkState.Claimed, ChunkState.Cancelled, ChunkState.Cancelled], await road.ChunksAsync());
        Assert.Equal(11, (await road.CounterAsync()).Outcomes[Outcome.Cancelled]);
        Assert.Equal([Road.Sendout], (await road.Store.Sendouts.ListActiveAsync(Now.AddDays(1), None)).Select(sendout => sendout.Id));

        await road.FlushAsync(1);
        await road.ReleaseAsync(0, 3);

        Assert.Equal(14, (await road.CounterAsync()).Outcomes[Outcome.Cancelled]);
        var finished = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Cancelled, Now), (finished.State, finished.FinishedAt));
        Assert.Equal([ChunkState.Cancelled, ChunkState.Cancelled, ChunkState.Cancelled], await road.ChunksAsync());
    }

    [Fact]
    public async Task Cancelling_with_nothing_claimed_finishes_at_once()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));

        var cancelled = (await ChangeAsync(road, SendoutState.Sending, SendoutState.Cancelled))!;

        Assert.Equal((SendoutState.Cancelled, Now), (cancelled.State, cancelled.FinishedAt));
    }

    [Fact]
    public async Task A_large_sendout_is_cancelled_to_the_last_chunk()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        var chunks = Enumerable.Range(0, 2_500)
            .Select(no => no % 2 == 0 ? Road.Chunk(no, 3) : Road.Chunk(no, 2, grant: Road.Grant, epoch: 1)).ToArray();
        await road.PlanAsync(chunks);

        var cancelled = (await ChangeAsync(road, SendoutState.Sending, SendoutState.Cancelled))!;

        Assert.Equal(Now, cancelled.FinishedAt);
        Assert.Equal(3_750, (await road.CounterAsync()).Outcomes[Outcome.Cancelled]);
        Assert.Equal(2_500, (await road.CounterAsync(Road.Grant)).Outcomes[Outcome.Cancelled]);
        Assert.All(await road.ChunksAsync(), state => Assert.Equal(ChunkState.Cancelled, state));
    }

    [Fact]
    public async Task Active_are_the_unfinished_and_the_lately_finished()
    {
        await using var road = await Road.OpenAsync();
        await road.AddCampaignAsync(new(21));
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), new(21)), None);
        await road.PlanAsync(Road.Chunk(0, 7, Road.NoRoute));

        Assert.Equal([31, 30], (await road.Store.Sendouts.ListActiveAsync(Now.AddHours(-1), None)).Select(sendout => sendout.Id.Value));
        Assert.Equal([31], (await road.Store.Sendouts.ListActiveAsync(Now, None)).Select(sendout => sendout.Id.Value));
    }

    private static Task<Sendout?> ChangeAsync(Road road, SendoutState from, SendoutState to) =>
        road.Store.Sendouts.ChangeStateAsync(Road.Sendout, [from], to, Now, None);
}
