using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

public class GrainTurnTests
{
    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_and_keep_writers_waiting()
    {
        await using var host = new TestHost();
        var grain = host.Work("a");

        var first = grain.Read("1");
        var second = grain.Read("2");
        await host.Probe.Gate("2 reached").Task.InTime();
        var writer = grain.Hold("3");
        host.Probe.Gate("3").SetResult();
        host.Probe.Gate("1").SetResult();
        await first.InTime();
        host.Probe.Gate("2").SetResult();
        await Task.WhenAll(second, writer).InTime();

        Assert.Equal(["activate a", "hold 1", "hold 2", "free 1", "free 2", "hold 3", "free 3"], host.Probe.Events);
    }

    [Fact]
    public async Task A_queue_of_turns_runs_a_loop_and_hands_its_error_out()
    {
        var queue = new TurnQueue(new PoolScheduler());
        var seen = new List<SynchronizationContext?>();

        await queue.StartAsync(async () =>
        {
            seen.Add(SynchronizationContext.Current);
            await Task.Yield();
            seen.Add(SynchronizationContext.Current);
        }).InTime();

        Assert.Equal([queue, queue], seen);
        await Assert.ThrowsAsync<InvalidDataException>(() => queue.StartAsync(() => throw new InvalidDataException()).InTime());
    }

    [Fact]
    public async Task An_async_local_set_in_one_turn_is_gone_in_the_next()
    {
        var queue = new TurnQueue(new PoolScheduler());
        var local = new AsyncLocal<int>();
        var seen = -1;

        queue.Post(_ => local.Value = 7, null); // Not in an async method, which would take it back itself.
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Post(_ => { seen = local.Value; read.SetResult(); }, null);

        await read.Task.InTime();
        Assert.Equal(0, seen);
    }
}
