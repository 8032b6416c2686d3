using SmsWiser.Host.Time;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>The node's clock, shifted so that these tests run on a Tuesday from noon in Paris on, whatever the hour and day they are run:
/// the law's quiet hours bind the node under test like any other. Without a start of its own it is the same for all tests of the process,
/// so that a node that is opened again goes on in the same time.</summary>
internal sealed class DaytimeClock : TimeProvider
{
    private static readonly TimeSpan Noon = new DateTimeOffset(2026, 5, 5, 10, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

    private readonly LoopTime loops = new();
    private long shiftTicks = Noon.Ticks;

    public override DateTimeOffset GetUtcNow() => loops.GetUtcNow().AddTicks(Volatile.Read(ref shiftTicks));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        loops.CreateTimer(callback, state, dueTime, period);

    /// <summary>From now on it is that time. Intervals and timers run on as they did.</summary>
    public void MoveTo(DateTimeOffset moment) => Volatile.Write(ref shiftTicks, (moment - loops.GetUtcNow()).Ticks);
}
