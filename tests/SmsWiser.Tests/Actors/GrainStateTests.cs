using Orleans.Storage;

namespace SmsWiser.Tests.Actors;

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
}
