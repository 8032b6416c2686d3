namespace SmsWiser.Actors;

/// <summary>Runs all turns on the thread that made it, on virtual time, picking a ready queue by the seed: same seed, same run.
/// Give it to hosts and loops as their scheduler and as their <see cref="TimeProvider"/>.</summary>
public sealed class SeededScheduler(ulong seed, DateTimeOffset start) : TimeProvider, ITurnScheduler
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<TurnQueue> ready = [];
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (long Due, long Sequence)> timers = new();
    private ulong state = seed;
    private long now, sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    public override long GetTimestamp() => now;
    public override DateTimeOffset GetUtcNow() => start.AddTicks(now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new VirtualTimer(this, callback, state, dueTime, period);

    public void Post(TurnQueue queue)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("Work of a simulation came from another thread: something in it escaped the scheduler.");
        ready.Add(queue);
    }

    /// <summary>Runs until the task has ended; fails when it has not <paramref name="within"/> this much virtual time.</summary>
    public void RunUntil(Task task, TimeSpan within)
    {
        for (var end = now + within.Ticks; !task.IsCompleted;)
            if (!Step(end)) throw new TimeoutException($"Not ended within {within} of virtual time.");
        task.GetAwaiter().GetResult();
    }

    /// <summary>Runs all there is to do in this much virtual time.</summary>
    public void RunFor(TimeSpan time)
    {
        var end = now + time.Ticks;
        while (Step(end)) { }
        now = end;
    }

    /// <summary>Runs an item of a queue picked by the seed or, when none is ready, the next timers due by <paramref name="end"/>.</summary>
    private bool Step(long end)
    {
        if (ready.Count > 0)
        {
            var pick = (int)(Next() % (ulong)ready.Count);
            var queue = ready[pick];
            ready[pick] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            queue.Run(1);
            return true;
        }
        if (!timers.TryPeek(out _, out var first) || first.Due > end) return false;
        now = Math.Max(now, first.Due);
        while (timers.TryPeek(out var next, out var due) && due.Due <= now)
        {
            timers.Dequeue();
            next.Timer.Fire(next.Version);
        }
        return true;
    }

    /// <summary>SplitMix64: small, and the same on every version of the runtime.</summary>
    private ulong Next()
    {
        var x = state += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private sealed class VirtualTimer : ITimer
    {
        private readonly SeededScheduler owner;
        private readonly TimerCallback callback;
        private readonly object? state;
        private TimeSpan period;
        private int version;

        public VirtualTimer(SeededScheduler owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (this.owner, this.callback, this.state) = (owner, callback, state);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (this.period, version) = (period, version + 1);
            if (dueTime >= TimeSpan.Zero) owner.timers.Enqueue((this, version), (owner.now + dueTime.Ticks, ++owner.sequence));
            return true;
        }

        public void Fire(int ofVersion)
        {
            if (ofVersion != version) return;
            if (period > TimeSpan.Zero) Change(period, period);
            callback(state);
        }

        public void Dispose() => version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
