using Orleans.Runtime;

namespace SmsWiser.Actors;

/// <summary>A grain timer: its clock only posts, its callback is a turn, and the next period starts when the callback has ended.</summary>
internal sealed class GrainTimer : IGrainTimer, IRequest
{
    private readonly Func<CancellationToken, Task> callback;
    private readonly CancellationTokenSource ended = new();
    private readonly ITimer timer;
    private TimeSpan period;
    private TimeSpan? changed;
    private bool busy, disposed;

    public GrainTimer(Activation target, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        (Target, this.callback, KeepAlive, period) = (target, callback, options.KeepAlive, options.Period);
        Slot = new("timer", options.Interleave, readOnly: false, oneWay: true);
        timer = target.Host.StartTimer(static state => ((GrainTimer)state!).Due(), this, options.DueTime, Timeout.InfiniteTimeSpan);
        target.Timers.Add(this);
    }

    public CallSlot Slot { get; }
    public bool KeepAlive { get; }
    public bool IsDone => disposed;
    public bool IsTimer => true;
    public long Sent => 0;
    public bool TimedOut { get; set; }
    public Activation? Caller => null;
    public Activation Target { get; set; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        this.period = period;
        if (busy) changed = dueTime;
        else timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public async Task RunAsync(object grain)
    {
        try { await callback(ended.Token); }
        catch (OperationCanceledException) when (disposed) { }
        catch (Exception error) { Fail(error); }
        busy = false;
        if (!disposed) timer.Change(changed ?? period, Timeout.InfiniteTimeSpan);
        changed = null;
        Target.Ended(this, null);
    }

    public void Fail(Exception error) => Target.Host.Report(error, Target, Slot.Method);

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        timer.Dispose();
        ended.Cancel();
        ended.Dispose();
        Target.Timers.Remove(this);
    }

    private void Due() => Target.Post(static state => ((GrainTimer)state!).Admit(), this);

    private void Admit()
    {
        if (disposed || busy) return;
        busy = true;
        Target.Admit(this);
    }
}
