using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Campaigns;

/// <summary>Held chunks and the end of the validity in the embedded store.</summary>
public sealed class HoldStoreTests
{
    private static readonly DateTimeOffset Morning = Now.AddHours(8), Noon = Now.AddHours(12), End = Now.AddHours(24);
    private static readonly ChunkHold Night = new(SuppressionReason.QuietHours, Morning);
    private static readonly ChunkHold Nowhere = new(SuppressionReason.ZoneUnknown, DateTimeOffset.MaxValue);

    [Fact]
    public async Task Held_chunk_is_claimed_at_its_moment_and_not_before()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 5) with { Hold = Night }, Road.Chunk(1, 5), Road.Chunk(2, 5) with { Hold = Nowhere });

        Assert.Equal([1], await ClaimAsync(road, Now));
        Assert.Empty(await ClaimAsync(road, Morning.AddMilliseconds(-1)));
        Assert.Equal(Morning, await road.Store.Dispatch.FindNextDueAsync(Road.Sendout, Now, None));
        Assert.Equal([0], await ClaimAsync(road, Morning));
        Assert.Equal(9999, (await road.Store.Dispatch.FindNextDueAsync(Road.Sendout, Morning, None))!.Value.Year);
    }

    [Fact]
    public async Task Released_chunk_waits_for_its_hold_and_is_free_of_it_once_claimed_again()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 5));
        await ClaimAsync(road, Now);

        await road.Store.Dispatch.ReleaseAsync(Road.Node, [new(new(Road.Sendout, 0), 3) { Hold = Night }], Now, None);

        Assert.Empty(await ClaimAsync(road, Now));
        Assert.Equal([new HeldLeads(Road.Own, Night, 3)], await road.Store.Sendouts.HeldAsync(Road.Sendout, Now, None));
        Assert.Equal([0], await ClaimAsync(road, Morning));
        Assert.Empty(await road.Store.Sendouts.HeldAsync(Road.Sendout, Now, None));
        await road.ReleaseAsync(0, 3);
        Assert.Equal([0], await ClaimAsync(road, Now));
        Assert.Null(await road.Store.Dispatch.FindNextDueAsync(Road.Sendout, Now, None));
    }

    [Fact]
    public async Task Held_leads_are_told_by_grant_reason_and_moment()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.PlanAsync(
            Road.Chunk(0, 5) with { Hold = Night }, Road.Chunk(1, 7) with { Hold = Night }, Road.Chunk(2, 5) with { Hold = Nowhere },
            Road.Chunk(3, 4, grant: Road.Grant, epoch: 1) with { Hold = Night with { NotBefore = Noon } }, Road.Chunk(4, 9));

        var held = await road.Store.Sendouts.HeldAsync(Road.Sendout, Now, None);

        Assert.Equal(
            [(Road.Own, "QuietHours", 12L), (Road.Grant, "QuietHours", 4L), (Road.Own, "ZoneUnknown", 5L)],
            held.Select(one => (one.Grant, one.Hold.Reason.ToString(), one.Leads)));
        Assert.Equal([Morning, Noon], held.Take(2).Select(one => one.Hold.NotBefore));
        Assert.Equal([Noon], (await road.Store.Sendouts.HeldAsync(Road.Sendout, Morning, None)).Take(1).Select(one => one.Hold.NotBefore));
    }

    [Fact]
    public async Task At_the_end_of_its_validity_what_is_open_ends_by_what_held_it()
    {
        await using var road = await Road.OpenAsync();
        var late = new ChunkHold(SuppressionReason.QuietHours, End.AddSeconds(-29));
        await BeginAsync(road, Road.Chunk(0, 5) with { Hold = late }, Road.Chunk(1, 7) with { Hold = Nowhere },
            Road.Chunk(2, 9) with { Hold = Night }, Road.Chunk(3, 4));
        Assert.Empty(await road.Store.Sendouts.ListExpiredAsync(End.AddSeconds(-31), None));
        var over = End - Sendout.LeastValidity;
        Assert.Equal([Road.Sendout], await road.Store.Sendouts.ListExpiredAsync(over, None));

        await road.Store.Sendouts.ExpireAsync(Road.Sendout, over, None);
        await road.Store.Sendouts.ExpireAsync(Road.Sendout, over, None);

        var chunks = await road.Store.Dispatch.ListChunksAsync(Road.Sendout, None);
        Assert.Equal(
            ["QuietHours", "ZoneUnknown", "Validity", "Validity"], chunks.Select(chunk => chunk.Reason.ToString()));
        Assert.All(chunks, chunk => Assert.Equal(ChunkState.Suppressed, chunk.State));
        Assert.Equal(25, (await road.CounterAsync()).Outcomes[Outcome.Suppressed]);
        var sendout = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Sent, over, End), (sendout.State, sendout.FinishedAt!.Value, sendout.ValidUntil!.Value));
        Assert.Empty(await road.Store.Sendouts.ListExpiredAsync(over, None));
    }

    [Fact]
    public async Task Chunk_in_hand_at_the_end_of_the_validity_ends_when_it_comes_back()
    {
        await using var road = await Road.OpenAsync();
        await BeginAsync(road, Road.Chunk(0, 5), Road.Chunk(1, 7));
        await ClaimAsync(road, Now, 1);
        var over = End - Sendout.LeastValidity;

        await road.Store.Sendouts.ExpireAsync(Road.Sendout, over, None);
        Assert.Equal(SendoutState.Sending, await road.StateAsync());
        await road.ReleaseAsync(0, 2);
        await road.FlushAsync(3);
        Assert.Equal([Road.Sendout], await road.Store.Sendouts.ListExpiredAsync(over, None));
        await road.Store.Sendouts.ExpireAsync(Road.Sendout, over, None);

        Assert.Equal(SendoutState.Sent, await road.StateAsync());
        Assert.Equal(9, (await road.CounterAsync()).Outcomes[Outcome.Suppressed]);
    }

    [Fact]
    public async Task Sendout_does_not_expire_before_its_time()
    {
        await using var road = await Road.OpenAsync();
        await BeginAsync(road, Road.Chunk(0, 5));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => road.Store.Sendouts.ExpireAsync(Road.Sendout, End - Sendout.LeastValidity - TimeSpan.FromMilliseconds(1), None));

        Assert.Equal([ChunkState.Open], await road.ChunksAsync());
    }

    private static async Task<IEnumerable<int>> ClaimAsync(Road road, DateTimeOffset at, int maxChunks = 100) =>
        (await road.Store.Dispatch.ClaimAsync(Road.Node, Road.Sendout, [Road.Route, Road.OtherRoute], maxChunks, at, None))
            .Select(chunk => chunk.Key.No);

    private static async Task BeginAsync(Road road, params PlannedChunk[] chunks)
    {
        Assert.True(await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign) with { ValidUntil = End }, None));
        await road.Store.Sendouts.AppendAsync(chunks, None);
        await road.Store.Sendouts.FinishPlanAsync(Road.Sendout, Road.Plans(chunks), Now, None);
    }
}
