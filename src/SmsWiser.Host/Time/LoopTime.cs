namespace SmsWiser.Host.Time;

/// <summary>The system's clock, whose timers fire on the loop that made them; made elsewhere they are the system's own.</summary>
internal sealed class LoopTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        SynchronizationContext.Current is LoopTurns turns
            ? turns.CreateTimer(callback, state, dueTime, period)
            : System.CreateTimer(callback, state, dueTime, period);
}
