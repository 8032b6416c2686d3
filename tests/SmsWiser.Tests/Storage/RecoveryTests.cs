using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_cancel_that_was_cut_short_is_completed()
    {
        await using var road = await Road.OpenAsync();
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 5));
        await ExecuteAsync(road, "update sendout set state = 5");

        await RecoverAsync(road);

        var sendout = (await road.Store.Sendouts.FindAsync(Road.Sendout, None))!;
        Assert.Equal((SendoutState.Cancelled, Now.AddDays(1)), (sendout.State, sendout.FinishedAt));
        Assert.Equal(9, (await road.CounterAsync()).Outcomes[Outcome.Cancelled]);
        Assert.Equal([ChunkState.Cancelled, ChunkState.Cancelled], await road.ChunksAsync());
    }

    [Fact]
    public async Task Chunks_of_a_plan_that_was_given_up_are_dropped()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(Road.Sendout, Road.Campaign), None);
        await road.Store.Sendouts.AppendAsync([.. Enumerable.Range(0, 600).Select(no => Road.Chunk(no, 1))], None);
        await road.Store.Sendouts.FailPlanAsync(Road.Sendout, "no route", Now, None);

        await RecoverAsync(road);

        Assert.Empty(await road.ChunksAsync());
        Assert.Equal(0, await road.Store.Main.ReadAsync(db => db.Scalar("select count(*) from chunk_leads"), None));
    }

    [Fact]
    public async Task What_is_under_way_stays_as_it_is()
    {
        await using var road = await Road.OpenAsync();
        await road.AddCampaignAsync(new(21));
        await road.Store.Sendouts.BeginAsync(Road.NewSendout(new(31), new(21)), None);
        await road.Store.Sendouts.AppendAsync([Road.Chunk(0, 1, sendout: new(31))], None);
        await road.PlanAsync(Road.Chunk(0, 4), Road.Chunk(1, 5));
        await road.ClaimAsync(1);

        await RecoverAsync(road);

        Assert.Equal([ChunkState.Claimed, ChunkState.Open], await road.ChunksAsync());
        Assert.Equal([SendoutState.Sending, SendoutState.Planning],
            (await road.Store.Sendouts.ListActiveAsync(Now, None)).Select(row => row.State));
        Assert.Single(await road.Store.Dispatch.ListChunksAsync(new(31), None));
    }

    private static Task<int> ExecuteAsync(Road road, string sql) =>
        road.Store.Main.WriteAsync(
            WriteLane.Bulk,
            db =>
            {
                db.ExecuteScript(sql);
                return db.Changes;
            },
            None);

    private static Task<int> RecoverAsync(Road road) => road.Store.Main.Writer.RunAsync(
        WriteLane.Bulk,
        db =>
        {
            Recovery.Run(db, Now.AddDays(1));
            return 0;
        },
        None);
}
