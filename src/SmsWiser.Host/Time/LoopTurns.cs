using System.Diagnostics;

namespace SmsWiser.Host.Time;

/// <summary>The turns and timers of one loop, run by its thread, which sleeps in between without spinning. Timers that the loop creates
/// fire here, so that no wake-up passes through the thread pool.</summary>
internal sealed class LoopTurns : SynchronizationContext
{
    private readonly object guard = new();
    private readonly Queue<(SendOrPostCallback Turn, object? State)> queue = [];
    private readonly PriorityQueue<LoopTimer, long> timers = new();
    private bool hasEnded;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (guard)
        {
            queue.Enqueue((d, state));
            if (queue.Count == 1)
                Monitor.Pulse(guard);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Ends the loop once its queue is empty. Any thread.</summary>
    public void End()
    {
        lock (guard)
        {
            hasEnded = true;
            Monitor.Pulse(guard);
        }
    }

    /// <summary>Runs turns and timers until the end. The loop's thread.</summary>
    public void Run()
    {
        while (TryTake(out var turn, out var state))
            turn(state);
    }

    /// <summary>A timer of this loop.</summary>
    public ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool TryTake(out SendOrPostCallback turn, out object? state)
    {
        lock (guard)
        {
            while (true)
            {
                if (queue.TryDequeue(out var next))
                {
                    (turn, state) = next;
                    return true;
                }
                if (hasEnded)
                {
                    (turn, state) = (static _ => { }, null);
                    return false;
                }
                var wait = Timeout.Infinite;
                if (timers.TryPeek(out var timer, out var due))
                {
                    var now = Stopwatch.GetTimestamp();
                    if (due <= now)
                    {
                        timers.Dequeue();
                        if (!timer.IsDue(due))
                            continue;
                        (turn, state) = (static fired => ((LoopTimer)fired!).Fire(), timer);
                        return true;
                    }
                    wait = (int)Math.Min(int.MaxValue, Math.Ceiling((due - now) * 1000.0 / Stopwatch.Frequency));
                }
                Monitor.Wait(guard, wait);
            }
        }
    }

    private void Schedule(LoopTimer timer, long due)
    {
        lock (guard)
        {
            timers.Enqueue(timer, due);
            Monitor.Pulse(guard);
        }
    }

    private sealed class LoopTimer(LoopTurns turns, TimerCallback callback, object? state) : ITimer
    {
        private long due = long.MaxValue;
        private long periodTicks;

        /// <summary>A timer that was changed meanwhile stands in the queue under an old time, which no longer counts.</summary>
        public bool IsDue(long at) => Volatile.Read(ref due) == at;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            periodTicks = period > TimeSpan.Zero ? Ticks(period) : 0;
            Set(dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : Stopwatch.GetTimestamp() + Ticks(dueTime));
            return true;
        }

        public void Fire()
        {
            Set(periodTicks > 0 ? Stopwatch.GetTimestamp() + periodTicks : long.MaxValue);
            callback(state);
        }

        public void Dispose() => Volatile.Write(ref due, long.MaxValue);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(long at)
        {
            Volatile.Write(ref due, at);
            if (at != long.MaxValue)
                turns.Schedule(this, at);
        }

        private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
    }
}
