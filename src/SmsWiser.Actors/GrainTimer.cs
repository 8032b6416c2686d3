using Orleans.Runtime;

namespace SmsWiser.Actors;

/// <summary>A grain timer: its clock only posts, its callback is a turn, and the next period starts when the callback has ended.</summary>
internal sealed class GrainTimer : IGrainTimer, IRequest
{
    private readonly Func<CancellationToken, Task> callback;
    private readonly CancellationTokenSource ended = new();
    private readonly ITimer timer;
    private TimeSpan period, changedDue;
    private bool busy, changed, disposed;

    public GrainTimer(Activation target, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        (Target, this.callback, Interleave, KeepAlive, period) = (target, callback, options.Interleave, options.KeepAlive, options.Period);
        using (ExecutionContext.SuppressFlow())
            timer = target.Host.Time.CreateTimer(static state => ((GrainTimer)state!).Due(), this, options.DueTime, Timeout.InfiniteTimeSpan);
        target.Add(this);
    }

    public string Method => "timer";
    public bool Interleave { get; }
    public bool KeepAlive { get; }
    public bool ReadOnly => false;
    public bool IsDone => disposed;
    public bool IsTimer => true;
    public long Sent => long.MaxValue;
    public bool TimedOut { get; set; }
    public Activation? Caller => null;
    public Activation Target { get; set; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        (this.period, changed) = (period, busy);
        if (!busy) timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        else changedDue = dueTime;
    }

    public async Task RunAsync(object grain)
    {
        try { await callback(ended.Token); }
        catch (OperationCanceledException) when (disposed) { }
        catch (Exception error) { Fail(error); }
        busy = false;
        if (!disposed) timer.Change(changed ? changedDue : period, Timeout.InfiniteTimeSpan);
        changed = false;
        Target.Ended(this, null);
    }

    public void Fail(Exception error) => Target.Host.Report(error, Target, Method);

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        timer.Dispose();
        ended.Cancel();
        ended.Dispose();
        Target.Remove(this);
    }

    private void Due() => Target.Post(static state => ((GrainTimer)state!).Admit(), this);

    private void Admit()
    {
        if (disposed || busy) return;
        busy = true;
        Target.Admit(this);
    }
}
