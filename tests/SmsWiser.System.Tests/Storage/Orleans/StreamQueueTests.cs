using System.Data;

namespace SmsWiser.System.Tests.Storage.Orleans;

[Collection(OrleansDatabase.Collection)]
public sealed class StreamQueueTests(OrleansDatabase database)
{
    private const int Hour = 3_600;

    [Fact]
    public async Task Messages_are_taken_in_order_and_then_hidden()
    {
        OrleansDatabase.Need();
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
            ids.Add(await QueueAsync("order", (byte)i));

        var first = await TakeAsync("order", most: 2);
        var second = await TakeAsync("order", most: 2);

        Assert.Equal(ids[..2], first.Select(row => (long)row["messageid"]!).Order());
        Assert.Equal(ids[2..], second.Select(row => (long)row["messageid"]!));
        Assert.Equal([2], (byte[])second[0]["payload"]!);
        Assert.Equal((1, "service", "provider", "order"),
            (second[0]["dequeued"], second[0]["serviceid"], second[0]["providerid"], second[0]["queueid"]));
        Assert.Equal(TimeSpan.FromHours(1), (DateTime)second[0]["visibleon"]! - (DateTime)second[0]["modifiedon"]!);
        Assert.Empty(await TakeAsync("order"));
    }

    [Fact]
    public async Task Only_the_latest_receiver_confirms_and_a_minus_sign_gives_back()
    {
        OrleansDatabase.Need();
        var id = await QueueAsync("confirm", 1);
        await TakeAsync("confirm", hide: 0);
        await TakeAsync("confirm");

        Assert.Empty(await ConfirmAsync("confirm", $"{id}:1"));
        Assert.Equal([id], await ConfirmAsync("confirm", $"{id}:-2"));
        Assert.Equal(3, Assert.Single(await TakeAsync("confirm"))["dequeued"]);
        Assert.Equal([id], await ConfirmAsync("confirm", $"{id}:3|{id + 1000}:1"));

        Assert.Empty(await TakeAsync("confirm"));
        Assert.Equal(0L, await CountAsync("orleans_stream_message", "confirm"));
    }

    [Fact]
    public async Task A_failed_message_comes_again_until_its_attempts_are_spent_and_then_is_dead()
    {
        OrleansDatabase.Need();
        var id = await QueueAsync("fail", 1);

        await TakeAsync("fail", attempts: 2);
        await FailAsync("fail", id, attempts: 2);
        Assert.Single(await TakeAsync("fail", attempts: 2));
        await FailAsync("fail", id, attempts: 2);

        Assert.Empty(await TakeAsync("fail", attempts: 2));
        Assert.Equal((0L, 1L),
            (await CountAsync("orleans_stream_message", "fail"), await CountAsync("orleans_stream_dead_letter", "fail")));
    }

    [Fact]
    public async Task A_sweep_buries_what_expired_or_was_taken_too_often_and_forgets_the_dead_in_time()
    {
        OrleansDatabase.Need();
        await QueueAsync("sweep", 1, expiry: 0);
        await QueueAsync("sweep", 2);

        var taken = await TakeAsync("sweep", attempts: 1, hide: 0, keep: 0);
        var buried = await CountAsync("orleans_stream_dead_letter", "sweep");
        var early = await TakeAsync("sweep", attempts: 1, interval: Hour);
        await TakeAsync("sweep", attempts: 1, keep: 0);

        Assert.Equal([2], (byte[])Assert.Single(taken)["payload"]!);
        Assert.Equal(1L, buried);
        Assert.Empty(early);
        Assert.Equal(0L, await CountAsync("orleans_stream_message", "sweep"));
    }

    [Fact]
    public async Task Messages_and_dead_letters_can_be_evicted_apart()
    {
        OrleansDatabase.Need();
        await QueueAsync("evict", 1, expiry: 0);
        await QueueAsync("evict", 2, expiry: 0);

        await database.RunAsync("EvictStreamMessagesKey", [.. Queue("evict"), ("MaxCount", DbType.Int32, 1),
            ("MaxAttempts", DbType.Int32, 5), ("RemovalTimeout", DbType.Int32, 0)]);
        Assert.Equal((1L, 1L),
            (await CountAsync("orleans_stream_message", "evict"), await CountAsync("orleans_stream_dead_letter", "evict")));
        await database.RunAsync("EvictStreamDeadLettersKey", [.. Queue("evict"), ("MaxCount", DbType.Int32, 5)]);

        Assert.Equal(0L, await CountAsync("orleans_stream_dead_letter", "evict"));
    }

    private async Task<long> QueueAsync(string queue, byte payload, int expiry = Hour) =>
        (long)Assert.Single(await database.RunAsync("QueueStreamMessageKey",
            [.. Queue(queue), ("Payload", DbType.Binary, new[] { payload }), ("ExpiryTimeout", DbType.Int32, expiry)]))["messageid"]!;

    private Task<List<Dictionary<string, object?>>> TakeAsync(
        string queue, int most = 10, int attempts = 5, int hide = Hour, int keep = Hour, int interval = 0) =>
        database.RunAsync("GetStreamMessagesKey", [.. Queue(queue), ("MaxCount", DbType.Int32, most),
            ("MaxAttempts", DbType.Int32, attempts), ("VisibilityTimeout", DbType.Int32, hide), ("RemovalTimeout", DbType.Int32, keep),
            ("EvictionInterval", DbType.Int32, interval), ("EvictionBatchSize", DbType.Int32, 100)]);

    private async Task<IEnumerable<long>> ConfirmAsync(string queue, string items) =>
        (await database.RunAsync("ConfirmStreamMessagesKey", [.. Queue(queue), ("Items", DbType.String, items)]))
            .Select(row => (long)row["messageid"]!);

    private async Task FailAsync(string queue, long id, int attempts) => Assert.Empty(await database.RunAsync("FailStreamMessageKey",
        [.. Queue(queue), ("MessageId", DbType.Int64, id), ("MaxAttempts", DbType.Int32, attempts),
            ("RemovalTimeout", DbType.Int32, Hour)]));

    private async Task<object?> CountAsync(string table, string queue) =>
        Assert.Single(await database.SqlAsync($"select count(*) from {table} where queue_id = '{queue}'"))["count"];

    private static (string, DbType, object?)[] Queue(string queue) =>
        [("ServiceId", DbType.String, "service"), ("ProviderId", DbType.String, "provider"), ("QueueId", DbType.String, queue)];
}
