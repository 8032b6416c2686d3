using System.Text;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

public sealed record Tally
{
    public int Sum { get; set; }
}

public interface IAccountTestGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
    Task<string> Describe();
    Task Clear();
}

internal sealed class AccountTestGrain(
    [PersistentState("tally", "main")] IPersistentState<Tally> tally,
    [PersistentState("other")] IPersistentState<Tally> other)
    : Grain, IAccountTestGrain
{
    public async Task<int> Add(int amount)
    {
        tally.State.Sum += amount;
        await tally.WriteStateAsync();
        return tally.State.Sum;
    }

    public Task<string> Describe() => Task.FromResult($"{tally.State.Sum} {tally.RecordExists} {tally.Etag} {other.RecordExists}");

    public Task Clear() => tally.ClearStateAsync();
}

public class GrainStateTests
{
    private readonly MemoryStateStore store = new();

    [Fact]
    public async Task State_is_there_again_in_the_next_activation()
    {
        await using (var first = new TestHost(states: store)) Assert.Equal(5, await Grain(first).Add(5).InTime());

        await using var second = new TestHost(states: store);
        Assert.Equal("5 True 1 False", await Grain(second).Describe().InTime());
        Assert.Equal(7, await Grain(second).Add(2).InTime());
        Assert.Equal(["AccountTestGrain/a/tally/main = {\"Sum\":7} @2"], store.Rows);
    }

    [Fact]
    public async Task A_write_over_another_hosts_write_fails_and_the_next_call_reads_anew()
    {
        await using var one = new TestHost(states: store);
        await using var two = new TestHost(states: store);
        Assert.Equal(1, await Grain(one).Add(1).InTime());
        Assert.Equal(3, await Grain(two).Add(2).InTime());

        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => Grain(one).Add(10).InTime());

        Assert.Equal(("2", "1"), (error.StoredEtag, error.CurrentEtag));
        Assert.Equal(13, await Grain(one).Add(10).InTime());
    }

    [Fact]
    public async Task Cleared_state_is_gone_from_the_store()
    {
        await using var host = new TestHost(states: store);
        await Grain(host).Add(1).InTime();

        await Grain(host).Clear().InTime();

        Assert.Equal("0 False  False", await Grain(host).Describe().InTime());
        Assert.Empty(store.Rows);
        Assert.Equal(4, await Grain(host).Add(4).InTime());
    }

    [Fact]
    public async Task State_without_a_store_is_an_error_that_says_so()
    {
        await using var host = new TestHost();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain(host).Add(1).InTime());

        Assert.Equal("AccountTestGrain has persistent state 'tally', but its host was given no IGrainStateStore.", error.Message);
    }

    private static IAccountTestGrain Grain(TestHost host) => host.Host.Grains.GetGrain<IAccountTestGrain>("a");

    private sealed class MemoryStateStore : IGrainStateStore
    {
        private readonly Dictionary<GrainStateKey, StoredGrainState> rows = [];
        private int versions;

        public IEnumerable<string> Rows => rows.Select(row =>
            $"{row.Key.GrainType}/{row.Key.GrainKey}/{row.Key.StateName}/{row.Key.StorageName} = "
            + $"{Encoding.UTF8.GetString(row.Value.Json.Span)} @{row.Value.Etag}");

        public Task<StoredGrainState?> ReadAsync(GrainStateKey key, CancellationToken cancellationToken)
        {
            lock (rows) return Task.FromResult(rows.GetValueOrDefault(key));
        }

        public Task<GrainStateWrite> WriteAsync(
            GrainStateKey key, string? expectedEtag, ReadOnlyMemory<byte>? json, CancellationToken cancellationToken)
        {
            lock (rows)
            {
                var stored = rows.GetValueOrDefault(key)?.Etag;
                if (stored != expectedEtag) return Task.FromResult(new GrainStateWrite(false, stored));
                rows.Remove(key);
                if (json is not { } bytes) return Task.FromResult(new GrainStateWrite(true, null));
                rows[key] = new(bytes, $"{++versions}");
                return Task.FromResult(new GrainStateWrite(true, $"{versions}"));
            }
        }
    }
}
