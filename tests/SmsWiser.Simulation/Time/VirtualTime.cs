namespace SmsWiser.Simulation.Time;

/// <summary>The product's clock: virtual, and only for code that runs in a lane.</summary>
internal sealed class VirtualTime(TimeProvider seeded, Escapes escapes) : TimeProvider
{
    public override long TimestampFrequency => seeded.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => seeded.LocalTimeZone;

    public override long GetTimestamp() => seeded.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => seeded.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!escapes.IsHome("a timer"))
            throw new EscapeException("a timer was made on another thread");
        Escapes.CheckLane("a timer");
        return seeded.CreateTimer(fired =>
        {
            callback(fired);
            escapes.Check("a timer");
        }, state, dueTime, period);
    }
}
