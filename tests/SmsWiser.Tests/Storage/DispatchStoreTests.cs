using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class DispatchStoreTests
{
    [Fact]
    public async Task Claims_come_in_ascending_number_over_all_routes_and_once()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 1, Road.OtherRoute), Road.Chunk(1, 2), Road.Chunk(2, 3, Road.NoRoute), Road.Chunk(3, 4),
            Road.Chunk(4, 5, new(52)));

        Assert.Equal([0, 1], await road.ClaimAsync(2));
        Assert.Equal([3], await road.ClaimAsync(2));
        Assert.Empty(await road.ClaimAsync(2));

        Assert.Equal(
            [ChunkState.Claimed, ChunkState.Claimed, ChunkState.Suppressed, ChunkState.Claimed, ChunkState.Open], await road.ChunksAsync());
    }

    [Fact]
    public async Task A_claimed_chunk_is_the_chunk_that_was_planned()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        var planned = Road.Chunk(5, 3, grant: Road.Grant, epoch: 1) with { GatePosition = 17 };
        await road.PlanAsync(planned);

        var claimed = Assert.Single(await road.Store.Dispatch.ClaimAsync(Road.Node, Road.Sendout, [Road.Route, Road.Route], 9, Now, None));

        Assert.Equal(planned.Body.ToArray(), claimed.Body.ToArray());
        Assert.Equal(planned, claimed with { Body = planned.Body });
    }

    [Fact]
    public async Task Chunks_of_a_stopped_share_are_not_claimed_even_before_they_are_revoked()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.PlanAsync(Road.Chunk(0, 1, grant: Road.Grant, epoch: 1), Road.Chunk(1, 2));

        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        Assert.Equal([1], await road.ClaimAsync());
        Assert.Equal([ChunkState.Open, ChunkState.Claimed], await road.ChunksAsync());
    }

    [Fact]
    public async Task A_flush_is_committed_once()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 4));
        await road.ClaimAsync();
        var flush = Road.NewFlush(1, 4, Road.Own, 0);

        Assert.True(await road.Store.Dispatch.CommitFlushAsync(flush, None));
        Assert.False(await road.Store.Dispatch.CommitFlushAsync(flush, None));

        var counter = await road.CounterAsync();
        Assert.Equal((4L, 4L, 4L), (counter.Outcomes[Outcome.Accepted], counter.Outcomes[Outcome.Open], counter.PartsSubmitted));
        Assert.Equal([ChunkState.Done, ChunkState.Claimed], await road.ChunksAsync());
        var stored = Assert.Single(await road.Store.Dispatch.ReadJournalAsync(0, 10, None));
        Assert.Equal((1L, flush.At), (stored.Id, stored.At));
        Assert.Equal([1, 2, 3, 1], stored.Body.ToArray());
    }

    [Fact]
    public async Task The_flush_that_answers_the_last_lead_makes_the_sendout_sent()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 5), Road.Chunk(2, 1, Road.NoRoute));
        await road.ClaimAsync();

        await road.FlushAsync(8);
        Assert.Equal(SendoutState.Sending, await road.StateAsync());
        await road.FlushAsync(1, done: [0, 1]);

        var sendout = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Sent, Now.AddMinutes(2)), (sendout.State, sendout.FinishedAt));
    }

    [Fact]
    public async Task A_paused_sendout_whose_last_lead_is_answered_is_sent()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        await road.ClaimAsync();
        await road.Store.Sendouts.ChangeStateAsync(Road.Sendout, [SendoutState.Sending], SendoutState.Paused, Now, None);

        await road.FlushAsync(4, done: 0);

        Assert.Equal(SendoutState.Sent, await road.StateAsync());
    }

    [Fact]
    public async Task Later_outcomes_replace_earlier_ones_in_the_counter()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        await road.ClaimAsync();
        await road.FlushAsync(4, done: 0);
        var delivered = new SendoutCounter(Road.Sendout, Road.Own, 0,
            new OutcomeCounts { [Outcome.Accepted] = -3, [Outcome.Delivered] = 3 }, 0);

        await road.Store.Dispatch.CommitFlushAsync(new(Road.Node, 99, Now.AddHours(1), 3, new byte[] { 1 }, [delivered], []), None);

        var counter = await road.CounterAsync();
        Assert.Equal((1L, 3L, 0L, 4L),
            (counter.Outcomes[Outcome.Accepted], counter.Outcomes[Outcome.Delivered], counter.Outcomes[Outcome.Open],
                counter.PartsSubmitted));
        Assert.Equal(Now.AddMinutes(1), (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!.FinishedAt);
    }

    [Fact]
    public async Task A_flush_for_an_unknown_sendout_stores_nothing()
    {
        await using var road = await Road.OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => road.FlushAsync(1));

        Assert.Empty(await road.Store.Dispatch.ReadJournalAsync(0, 10, None));
    }

    [Fact]
    public async Task The_journal_is_read_in_commit_order_from_any_point()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 100));
        for (var i = 0; i < 5; i++)
            await road.FlushAsync(1);

        Assert.Equal([3, 4], (await road.Store.Dispatch.ReadJournalAsync(2, 2, None)).Select(flush => flush.Id));
        Assert.Empty(await road.Store.Dispatch.ReadJournalAsync(5, 2, None));
    }

    [Fact]
    public async Task A_released_chunk_is_open_again_with_what_is_left()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 4));
        await road.ClaimAsync();

        await road.ReleaseAsync(0, 3);
        await road.ReleaseAsync(1, 0);

        var heads = await road.Store.Dispatch.ListChunksAsync(Road.Sendout, None);
        Assert.Equal([(ChunkState.Open, 3), (ChunkState.Done, 0)], heads.Select(head => (head.State, head.Open)));
        Assert.Equal([0], await road.ClaimAsync());
    }

    [Fact]
    public async Task A_chunk_released_after_its_share_was_stopped_ends_revoked_and_finishes_the_sendout()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.PlanAsync(Road.Chunk(0, 4, grant: Road.Grant, epoch: 1));
        await road.ClaimAsync();
        await road.FlushAsync(1, Road.Grant);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);
        Assert.Empty(await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None));

        await road.ReleaseAsync(0, 3);

        Assert.Equal([ChunkState.Revoked], await road.ChunksAsync());
        var counter = await road.CounterAsync(Road.Grant);
        Assert.Equal((3L, 1L, 0L), (counter.Outcomes[Outcome.Revoked], counter.Outcomes[Outcome.Accepted], counter.Outcomes[Outcome.Open]));
        Assert.Equal(SendoutState.Sent, await road.StateAsync());
    }

    [Fact]
    public async Task Only_the_claimer_or_its_later_life_releases_a_chunk()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4));
        await road.ClaimAsync(node: Road.NextNode);

        await Assert.ThrowsAsync<InvalidOperationException>(() => road.ReleaseAsync(0, 4, Road.Node));
        await road.ReleaseAsync(0, 4, Road.NextNode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => road.ReleaseAsync(0, 4, Road.NextNode));
        await road.ClaimAsync(node: Road.Node);
        await Assert.ThrowsAsync<ArgumentException>(() => road.ReleaseAsync(0, 5, Road.NextNode));
        await road.ReleaseAsync(0, 4, Road.NextNode);

        Assert.Equal([ChunkState.Open], await road.ChunksAsync());
    }

    [Fact]
    public async Task Chunks_of_an_earlier_life_are_found()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 4), Road.Chunk(2, 4));
        await road.ClaimAsync(2, Road.Node);
        await road.ClaimAsync(1, Road.NextNode);

        var abandoned = await road.Store.Dispatch.ListAbandonedAsync(Road.NextNode, None);

        Assert.Equal([new ChunkKey(Road.Sendout, 0), new(Road.Sendout, 1)], abandoned.Select(chunk => chunk.Key));
    }

    [Fact]
    public async Task Revoking_ends_the_unclaimed_chunks_of_the_epoch_and_may_be_repeated()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        var chunks = Enumerable.Range(0, 2_002).Select(no => Road.Chunk(no, 2, grant: Road.Grant, epoch: 1)).Append(Road.Chunk(2_002, 4))
            .ToArray();
        await road.PlanAsync(chunks);
        await road.ClaimAsync(2);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        Assert.Equal([new Withdrawal(Road.Sendout, Road.Grant, 2_000, 4_000)],
            await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None));
        Assert.Empty(await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None));

        var counter = await road.CounterAsync(Road.Grant);
        Assert.Equal((4_000L, 4L), (counter.Outcomes[Outcome.Revoked], counter.Outcomes[Outcome.Open]));
        Assert.Equal(ChunkState.Open, (await road.ChunksAsync())[2_002]);
        Assert.Equal(SendoutState.Sending, await road.StateAsync());
    }

    [Fact]
    public async Task Revoking_all_that_is_left_makes_the_sendout_sent()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.PlanAsync(Road.Chunk(0, 4, grant: Road.Grant, epoch: 1));
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now.AddSeconds(1), None);

        var sendout = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Sent, Now.AddSeconds(1)), (sendout.State, sendout.FinishedAt));
    }

    [Fact]
    public async Task A_standing_epoch_cannot_be_revoked()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);

        await Assert.ThrowsAsync<InvalidOperationException>(() => road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None));
    }

    [Fact]
    public async Task Chunks_still_being_planned_are_left_to_the_end_of_planning()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        PlannedChunk[] chunks = [Road.Chunk(0, 4, grant: Road.Grant, epoch: 1)];
        await road.Store.Sendouts.AppendAsync(chunks, None);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        Assert.Empty(await road.Store.Dispatch.RevokeAsync(Road.Grant, 1, Now, None));
        await road.Store.Sendouts.FinishPlanAsync(Road.Sendout, Road.Plans(chunks), Now, None);

        Assert.Equal(4, (await road.CounterAsync(Road.Grant)).Outcomes[Outcome.Revoked]);
        Assert.Equal(SendoutState.Sent, await road.StateAsync());
    }

    [Fact]
    public async Task Orphans_are_kept()
    {
        await using var road = await Road.OpenAsync();

        await road.Store.Dispatch.AddOrphansAsync(
            [new(new(1), new byte[] { 0x41, 0 }, 2, "000", Now), new(new(1), new byte[] { 0x42 }, 5, "", Now)], None);

        Assert.Equal(2, await road.Store.Main.ReadAsync(db => db.Scalar("select count(*) from receipt_orphan"), None));
    }
}
