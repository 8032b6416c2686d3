using System.Collections.Concurrent;
using Orleans;
using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

public interface IRaceGrain : IGrainWithStringKey
{
    Task Run(string runner, int laps);
}

[Orleans.Concurrency.Reentrant]
internal sealed class RaceGrain(Probe probe, TimeProvider time) : Grain, IRaceGrain
{
    public async Task Run(string runner, int laps)
    {
        for (var lap = 1; lap <= laps; lap++)
        {
            probe.Events.Enqueue($"{runner}{lap}@{time.GetTimestamp() / TimeSpan.TicksPerMillisecond}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
            await GrainFactory.GetGrain<IRaceGrain>("judge").Run($"judge-{runner}", 0);
        }
    }
}

public class SeededSchedulerTests
{
    [Fact]
    public void One_seed_gives_one_order_of_turns()
    {
        Assert.Equal(Race(7), Race(7));
    }

    [Fact]
    public void Different_seeds_give_different_orders_of_the_same_turns()
    {
        var orders = Enumerable.Range(1, 10).Select(seed => Race((ulong)seed)).ToList();

        Assert.True(orders.Distinct().Count() > 1);
        Assert.Single(orders.Select(order => string.Join(' ', order.Split(' ').Order())).Distinct());
    }

    [Fact]
    public void Virtual_time_stands_still_while_turns_run_and_jumps_to_the_next_timer()
    {
        var seeded = new SeededScheduler(1, DateTimeOffset.UnixEpoch);
        var seen = new List<double>();

        var loop = new TurnQueue(seeded).StartAsync(async () =>
        {
            foreach (var seconds in new[] { 3600, 1, 0 })
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), seeded);
                seen.Add((seeded.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
            }
        });
        seeded.RunUntil(loop, TimeSpan.FromHours(2));

        Assert.Equal([3600, 3601, 3601], seen);
    }

    [Fact]
    public void A_task_that_never_ends_is_an_error_after_the_given_virtual_time()
    {
        var seeded = new SeededScheduler(1, DateTimeOffset.UnixEpoch);

        Assert.Throws<TimeoutException>(() => seeded.RunUntil(new TaskCompletionSource().Task, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Work_from_another_thread_is_an_error()
    {
        var queue = new TurnQueue(new SeededScheduler(1, DateTimeOffset.UnixEpoch));
        var error = new BlockingCollection<Exception?>();

        new Thread(() => error.Add(Record.Exception(() => queue.Post(_ => { }, null)))).Start();

        Assert.IsType<InvalidOperationException>(error.Take(TestContext.Current.CancellationToken));
    }

    private static string Race(ulong seed)
    {
        var seeded = new SeededScheduler(seed, DateTimeOffset.UnixEpoch);
        var host = new TestHost(seeded: seeded);
        var runners = Task.WhenAll("abcde".Select(name => host.Host.Grains.GetGrain<IRaceGrain>($"{name}").Run($"{name}", 5)));
        seeded.RunUntil(runners, TimeSpan.FromMinutes(1));
        seeded.RunUntil(new TurnQueue(seeded).StartAsync(() => host.Host.StopAsync()), TimeSpan.FromMinutes(1));
        return string.Join(' ', host.Probe.Events);
    }
}
