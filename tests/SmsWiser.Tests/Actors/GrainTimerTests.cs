using Orleans;
using Orleans.Runtime;
using SmsWiser.Actors;

namespace SmsWiser.Tests.Actors;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan dueTime, TimeSpan period, bool keepAlive);
    Task Change(TimeSpan dueTime, TimeSpan period);
    Task Stop();
    Task Hold(TimeSpan time);
}

internal sealed class TimerGrain(Probe probe, TimeProvider time) : Grain, ITimerGrain
{
    private IGrainTimer? timer;
    private bool busy;

    public Task Start(TimeSpan dueTime, TimeSpan period, bool keepAlive)
    {
        timer = this.RegisterGrainTimer(TickAsync, new() { DueTime = dueTime, Period = period, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(TimeSpan span)
    {
        busy = true;
        await Task.Delay(span, time);
        busy = false;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Events.Enqueue($"end {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var at = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        probe.Events.Enqueue(busy ? $"overlap {at}" : $"tick {at}");
        await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        if (probe.Events.Count == 3) throw new InvalidDataException("third");
    }
}

public class GrainTimerTests
{
    private readonly SeededScheduler seeded = new(1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_period_counts_from_the_end_of_a_callback_and_errors_do_not_stop_the_timer()
    {
        var (host, grain) = Grain();
        Run(grain.Start(Seconds(5), Seconds(10), keepAlive: false));

        seeded.RunFor(Seconds(40));

        Assert.Equal(["tick 5", "tick 16", "tick 27", "lost TimerGrain/a.timer: third", "tick 38"], host.Probe.Events);
    }

    [Fact]
    public void A_callback_waits_for_the_running_call_like_any_turn()
    {
        var (host, grain) = Grain();
        Run(grain.Start(Seconds(1), Timeout.InfiniteTimeSpan, keepAlive: false));
        _ = grain.Hold(Seconds(20));

        seeded.RunFor(Seconds(30));

        Assert.Equal(["tick 20"], host.Probe.Events);
    }

    [Fact]
    public void A_changed_timer_follows_its_new_times_and_a_disposed_one_is_silent()
    {
        var (host, grain) = Grain();
        Run(grain.Start(Seconds(5), Seconds(10), keepAlive: false));
        Run(grain.Change(Seconds(2), Seconds(3)));
        seeded.RunFor(Seconds(7));
        Run(grain.Stop());
        seeded.RunFor(Seconds(20));

        Assert.Equal(["tick 2", "tick 6"], host.Probe.Events);
    }

    [Theory]
    [InlineData(false, "end ActivationIdle")]
    [InlineData(true, "tick 89")]
    public void Only_a_timer_that_keeps_alive_keeps_its_activation(bool keepAlive, string last)
    {
        var (host, grain) = Grain();
        Run(grain.Start(Seconds(1), Seconds(10), keepAlive));

        seeded.RunFor(Seconds(95));

        Assert.Equal(last, host.Probe.Events.Last(one => !one.StartsWith("lost", StringComparison.Ordinal)));
    }

    private (TestHost Host, ITimerGrain Grain) Grain()
    {
        var host = new TestHost(new() { IdleAge = TimeSpan.FromMinutes(1) }, seeded: seeded);
        return (host, host.Host.Grains.GetGrain<ITimerGrain>("a"));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Run(Task task) => seeded.RunUntil(task, TimeSpan.FromMinutes(1));
}
