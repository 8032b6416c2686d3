using SmsWiser.Core.Time;
using SmsWiser.Engine;

namespace SmsWiser.Tests.Campaigns;

public sealed class BacklogTests
{
    [Fact]
    public async Task Work_is_done_one_at_a_time_in_the_order_it_came()
    {
        var loops = new CountedLoops();
        using var backlog = new Backlog("work", loops, 100);
        var open = new TaskCompletionSource();
        var done = new List<int>();
        backlog.TryAdd(async _ =>
        {
            await open.Task;
            done.Add(0);
        });
        for (var i = 1; i < 10; i++)
        {
            var no = i;
            backlog.TryAdd(_ =>
            {
                done.Add(no);
                return Task.CompletedTask;
            });
        }
        Assert.Empty(done);

        open.SetResult();
        await backlog.DrainedAsync();

        Assert.Equal(Enumerable.Range(0, 10), done);
        Assert.Equal(1, loops.Started);
    }

    [Fact]
    public async Task A_loop_that_ended_is_followed_by_a_new_one()
    {
        var loops = new CountedLoops();
        using var backlog = new Backlog("work", loops, 100);

        backlog.TryAdd(_ => Task.CompletedTask);
        await backlog.DrainedAsync();
        backlog.TryAdd(_ => Task.CompletedTask);
        await backlog.DrainedAsync();

        Assert.Equal(2, loops.Started);
    }

    [Fact]
    public async Task Too_much_waiting_work_is_refused()
    {
        using var backlog = new Backlog("work", new CountedLoops(), 2);
        var (open, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        backlog.TryAdd(_ =>
        {
            begun.SetResult();
            return open.Task;
        });
        await begun.Task;

        Assert.True(backlog.TryAdd(_ => Task.CompletedTask));
        Assert.True(backlog.TryAdd(_ => Task.CompletedTask));
        Assert.False(backlog.TryAdd(_ => Task.CompletedTask));

        open.SetResult();
        await backlog.DrainedAsync();
    }

    [Fact]
    public async Task Stopping_cancels_the_work_under_way_and_drops_what_waits()
    {
        using var backlog = new Backlog("work", new CountedLoops(), 10);
        var ran = false;
        var begun = new TaskCompletionSource();
        backlog.TryAdd(async cancellation =>
        {
            begun.SetResult();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, cancellation));
        });
        backlog.TryAdd(_ =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        await begun.Task;

        await backlog.StopAsync();

        Assert.False(ran);
        Assert.False(backlog.TryAdd(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task An_error_that_escapes_ends_its_loop_but_not_the_backlog()
    {
        using var backlog = new Backlog("work", new CountedLoops(), 10);
        backlog.TryAdd(_ => throw new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(backlog.DrainedAsync);
        var ran = false;

        backlog.TryAdd(_ =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        await backlog.DrainedAsync();

        Assert.True(ran);
    }

    private sealed class CountedLoops : ILoops
    {
        public int Started { get; private set; }

        public Task Start(string name, Func<Task> loop)
        {
            Started++;
            return Task.Run(loop);
        }
    }
}
