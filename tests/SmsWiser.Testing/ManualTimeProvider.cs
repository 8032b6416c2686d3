namespace SmsWiser.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that moves it, as they come due.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private long now, sequence;

    /// <summary>A clock that starts at 2026-01-01 12:00 UTC, a Thursday.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    public override long GetTimestamp() => Volatile.Read(ref now);
    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    /// <summary>Timers that will fire some time: zero when nothing waits for the clock.</summary>
    public int PendingTimers
    {
        get { lock (gate) return timers.Count; }
    }

    /// <summary>Whether the clock leaps: each timer due on the way fires once, at the end. For a host with timers of its own, which days of
    /// ticks would keep busy for hours.</summary>
    public bool Leaps { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward, stopping at each timer that comes due on the way.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = GetTimestamp() + time.Ticks;
        if (Leaps) Volatile.Write(ref now, end);
        while (NextDue(end) is { } timer) timer.Callback(timer.State);
        Volatile.Write(ref now, end);
    }

    private ManualTimer? NextDue(long end)
    {
        lock (gate)
        {
            var next = timers.OrderBy(timer => timer.Due).ThenBy(timer => timer.Sequence).FirstOrDefault();
            if (next is null || next.Due > end) return null;
            Volatile.Write(ref now, Math.Max(now, next.Due));
            timers.Remove(next);
            if (next.Period > TimeSpan.Zero) Start(next, next.Period);
            return next;
        }
    }

    private void Start(ManualTimer timer, TimeSpan dueTime)
    {
        (timer.Due, timer.Sequence) = (now + dueTime.Ticks, ++sequence);
        timers.Add(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public TimerCallback Callback => callback;
        public object? State => state;
        public long Due { get; set; }
        public long Sequence { get; set; }
        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
                if (disposed) return false;
                Period = period;
                if (dueTime >= TimeSpan.Zero) owner.Start(this, dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                disposed = true;
                owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
