using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class OptOutStoreTests
{
    private static readonly OptOutDomain Topic = OptOutDomain.OfTopic(new(10));
    private static readonly OptOutDomain Sender = OptOutDomain.OfSender(new(2), "4512");

    [Fact]
    public async Task Opt_outs_and_their_entry_of_the_gate_log_are_one_transaction()
    {
        await using var store = await StoreInMemory.OpenAsync();
        var changes = new[] { Out(Sender, 5), Out(Topic, ulong.MaxValue), Out(Topic, 3) };

        var commit = await store.OptOuts.ChangeAsync(changes, OptOutOrigin.Message, None);

        Assert.Equal(1, commit.Position);
        Assert.Equal(changes, commit.Changed);
        var entry = Assert.Single(await store.GateLog.ReadAsync(0, 10, None));
        Assert.Equal((1, GateKind.OptOutsChanged, 27), (entry.Position, entry.Kind, entry.Detail.Length));
        Assert.Equal(changes.Select(change => change.Entry), Entries(entry));
        Assert.Equal([ulong.MaxValue, 3UL], await ReadAsync(store, Topic));
        Assert.Equal((2, 1), (await store.OptOuts.CountAsync(Topic, None), await store.OptOuts.CountAsync(Sender, None)));
        Assert.Equal([3UL, 5UL],
            (await store.OptOuts.FindAsync([Sender, Topic], [1UL, 3UL, 5UL, 7UL], None)).Order());
    }

    [Fact]
    public async Task What_says_nothing_new_changes_nothing_and_writes_no_entry()
    {
        await using var store = await StoreInMemory.OpenAsync();
        await store.OptOuts.ChangeAsync([Out(Topic, 3)], OptOutOrigin.Message, None);

        var commit = await store.OptOuts.ChangeAsync(
            [Out(Topic, 3, minutes: 5), In(Sender, 3, minutes: 5)], OptOutOrigin.Account, None);

        Assert.Equal((0, 0), (commit.Position, commit.Changed.Count));
        Assert.Equal(1, await store.GateLog.PositionAsync(None));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Only_a_consent_given_after_the_opt_out_undoes_it(int minutes, bool undoes)
    {
        await using var store = await StoreInMemory.OpenAsync();
        await store.OptOuts.ChangeAsync([Out(Topic, 3), Out(Sender, 3)], OptOutOrigin.Message, None);

        var commit = await store.OptOuts.ChangeAsync([In(Topic, 3, minutes)], OptOutOrigin.Import, None);

        Assert.Equal(undoes ? 1 : 0, commit.Changed.Count);
        Assert.Equal(undoes ? [] : [3UL], await ReadAsync(store, Topic));
        Assert.Equal([3UL], await ReadAsync(store, Sender));
    }

    [Fact]
    public async Task A_removal_keeps_its_reason_when_it_undoes_something()
    {
        await using var store = await StoreInMemory.OpenAsync();
        await store.OptOuts.ChangeAsync([Out(OptOutDomain.Platform, 3), Out(Topic, 3)], OptOutOrigin.Operator, None);

        var commit = await store.OptOuts.RemoveAsync(In(OptOutDomain.Platform, 3, minutes: 1), "a mistake", None);
        await store.OptOuts.RemoveAsync(In(OptOutDomain.Platform, 3, minutes: 2), "again", None);

        Assert.Equal(2, commit.Position);
        Assert.Equal([], await ReadAsync(store, OptOutDomain.Platform));
        Assert.Equal([3UL], await ReadAsync(store, Topic));
        Assert.Equal(
            [new OptOutRemoval(commit.Changed[0].At, "a mistake")],
            await store.OptOuts.ListRemovalsAsync(OptOutDomain.Platform, 3, None));
        Assert.Empty(await store.OptOuts.ListRemovalsAsync(Topic, 3, None));
    }

    [Fact]
    public async Task An_opt_out_older_than_the_consent_that_stands_is_passed_over()
    {
        await using var store = await StoreInMemory.OpenAsync();
        await store.OptOuts.ChangeAsync([Out(Topic, 3), In(Topic, 3, minutes: 10)], OptOutOrigin.Message, None);

        await store.OptOuts.ChangeAsync([Out(Topic, 3, minutes: 9)], OptOutOrigin.Message, None);
        Assert.Equal([], await ReadAsync(store, Topic));
        await store.OptOuts.ChangeAsync([Out(Topic, 3, minutes: 10)], OptOutOrigin.Message, None);

        Assert.Equal([3UL], await ReadAsync(store, Topic));
    }

    [Fact]
    public async Task Reading_goes_on_behind_a_key_in_pieces()
    {
        await using var store = await StoreInMemory.OpenAsync();
        await store.OptOuts.ChangeAsync(
            [.. Enumerable.Range(0, 10).Select(i => Out(Topic, (ulong)i << 60))], OptOutOrigin.Message, None);
        var keys = new ulong[4];
        var read = new List<ulong>();
        var count = 4;

        for (long? after = null; count == 4; after = unchecked((long)keys[count - 1]))
        {
            count = await store.OptOuts.ReadAsync(Topic, after, keys, None);
            read.AddRange(keys.AsSpan(0, count));
        }

        Assert.Equal(new ulong[] { 8, 9, 0, 1, 2, 3, 4, 5, 6, 7 }.Select(i => i << 60), read);
    }

    [Fact]
    public async Task Days_count_who_left_and_who_came_back_by_sender()
    {
        await using var store = await StoreInMemory.OpenAsync();
        var other = OptOutDomain.OfSender(new(2), "4513");
        await store.OptOuts.ChangeAsync(
            [Out(Sender, 1), Out(Sender, 2), Out(other, 1), In(Sender, 1, minutes: 24 * 60), Out(Topic, 1)], OptOutOrigin.Message, None);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);

        Assert.Equal(
            [new(Sender, today.AddDays(1), 0, 1), new(Sender, today, 2, 0), new(other, today, 1, 0)],
            await store.OptOuts.CountDaysAsync(OptOutScope.Sender, 2, 10, None));
        Assert.Equal(1, await store.OptOuts.CountAsync(Sender, None));
    }

    private static OptOutChange Out(OptOutDomain domain, ulong key, int minutes = 0) =>
        new(domain, key, IsOut: true, Now.AddMinutes(minutes));

    private static OptOutChange In(OptOutDomain domain, ulong key, int minutes) => new(domain, key, IsOut: false, Now.AddMinutes(minutes));

    private static async Task<IEnumerable<ulong>> ReadAsync(SqliteStore store, OptOutDomain domain)
    {
        var keys = new ulong[100];
        return keys[..await store.OptOuts.ReadAsync(domain, null, keys, None)];
    }

    private static IEnumerable<ulong> Entries(GateEntry entry) =>
        entry.Detail.ToArray().Chunk(9).Select(one => BitConverter.ToUInt64(one));
}
