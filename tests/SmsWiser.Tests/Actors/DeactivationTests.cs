using Orleans.Runtime;

namespace SmsWiser.Tests.Actors;

public class DeactivationTests
{
    [Fact]
    public async Task An_idle_activation_ends_after_its_age_and_the_next_call_makes_another()
    {
        await using var host = new TestHost();
        var grain = host.Work("a");
        await grain.Add(5).InTime();

        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(6, await grain.Add(1).InTime());
        host.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        await host.Probe.Gate("deactivated").Task.InTime();

        Assert.Equal(1, await grain.Add(1).InTime());
        Assert.Equal(["activate a", "deactivate a ActivationIdle", "activate a"], host.Probe.Events);
    }

    [Fact]
    public async Task An_activation_with_a_running_call_is_not_idle()
    {
        await using var host = new TestHost(new() { IdleAge = TimeSpan.FromSeconds(5) });
        var held = host.Work("a").Hold("gate");
        await host.Probe.Gate("gate reached").Task.InTime();

        host.Time.Advance(TimeSpan.FromSeconds(10));
        host.Probe.Gate("gate").SetResult();
        await held.InTime();

        Assert.Equal(1, await host.Work("a").Add(1).InTime());
        Assert.Equal(1, host.Probe.Built);
    }

    [Fact]
    public async Task Calls_behind_a_requested_deactivation_are_sent_to_the_next_activation()
    {
        await using var host = new TestHost();
        var grain = host.Work("a");
        var held = grain.Hold("gate");
        Task[] before = [held, grain.Add(10), grain.Leave()];
        var after = Enumerable.Range(0, 5).Select(_ => grain.Add(1)).ToList();
        host.Probe.Gate("gate").SetResult();

        await Task.WhenAll(before).InTime();
        var sums = await Task.WhenAll(after).InTime();

        Assert.Equal([1, 2, 3, 4, 5], sums);
        Assert.Equal(["activate a", "hold gate", "free gate", "deactivate a ApplicationRequested", "activate a"], host.Probe.Events);
    }

    [Fact]
    public async Task An_activation_that_cannot_start_fails_its_calls_and_leaves_nothing_behind()
    {
        await using var host = new TestHost();

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var error = await Assert.ThrowsAsync<InvalidDataException>(() => host.Work("broken").Add(1).InTime());
            Assert.Equal("cannot start", error.Message);
            Assert.Equal(attempt, host.Probe.Built);
        }
        Assert.Empty(host.Host.Activations);
    }

    [Fact]
    public async Task Stopping_lets_accepted_calls_and_what_they_call_end_and_refuses_new_ones()
    {
        var host = new TestHost();
        var held = host.Work("a").Hold("gate");
        var waiting = host.Work("a").Add(1);
        var relayed = host.Work("c").Relay("b", "go");
        await host.Probe.Gate("gate reached").Task.InTime();
        await host.Probe.Gate("go reached").Task.InTime();

        var stop = host.Host.StopAsync(TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<OrleansException>(() => host.Work("a").Add(1).InTime());
        host.Probe.Gate("gate").SetResult();

        Assert.Equal("The grain host stops: WorkGrain/a.Add refused.", error.Message);
        await held.InTime();
        Assert.Equal(1, await waiting.InTime());
        Assert.False(stop.IsCompleted);
        host.Probe.Gate("go").SetResult();
        Assert.Equal(1, await relayed.InTime());
        await stop.InTime();
        Assert.Equal(3, host.Probe.Events.Count(one => one.EndsWith("ShuttingDown", StringComparison.Ordinal)));
        Assert.Empty(host.Host.Activations);
    }

    [Fact]
    public async Task Amid_many_calls_and_deactivations_no_call_is_lost_and_no_two_activations_of_a_key_overlap()
    {
        const int Callers = 8, CallsEach = 400, Keys = 5;
        await using var host = new TestHost(new() { MaxQueuedCallsPerGrain = Callers + 1 });

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < CallsEach; i++)
            {
                var grain = host.Work($"{(caller + i) % Keys}");
                if (i % 7 == 0) await grain.Leave();
                else await grain.Steps(1);
            }
        }))).InTime();
        await host.Host.StopAsync(TestContext.Current.CancellationToken).InTime();

        Assert.All(Enumerable.Range(0, Keys), key =>
        {
            var life = host.Probe.Events.Where(one => one.Split(' ')[1] == $"{key}").Select(one => one.Split(' ')[0]).ToList();
            Assert.True(life.Count > 20, "The activation hardly ever ended.");
            Assert.All(life.Index(), step => Assert.Equal(step.Index % 2 == 0 ? "activate" : "deactivate", step.Item));
        });
    }

    [Fact]
    public async Task A_cancelled_stop_fails_the_calls_still_open()
    {
        var host = new TestHost();
        var held = host.Work("a").Hold("never");
        await host.Probe.Gate("never reached").Task.InTime();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Host.StopAsync(new CancellationToken(canceled: true)));

        var error = await Assert.ThrowsAsync<OrleansException>(() => held.InTime());
        Assert.Equal("The grain host was stopped.", error.Message);
    }
}
