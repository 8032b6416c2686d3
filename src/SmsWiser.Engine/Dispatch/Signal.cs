namespace SmsWiser.Engine.Dispatch;

/// <summary>Wakes one loop: any thread sets it, the loop waits for it; it also sets itself at an interval, so that the loop looks around
/// now and then. Settings while the loop runs are remembered as one. The waiter's continuation runs in the loop's own context.</summary>
internal sealed class Signal(TimeProvider time, TimeSpan interval) : IDisposable
{
    private readonly Lock guard = new();
    private TaskCompletionSource? waiter;
    private ITimer? timer;
    private bool isSet;

    public void Set()
    {
        TaskCompletionSource? woken;
        lock (guard)
        {
            woken = waiter;
            waiter = null;
            isSet = woken is null;
        }
        woken?.SetResult();
    }

    /// <summary>Waits until set, for one interval at the longest. For the loop only.</summary>
    public Task WaitAsync()
    {
        timer ??= time.CreateTimer(static signal => ((Signal)signal!).Set(), this, interval, interval);
        lock (guard)
        {
            if (isSet)
            {
                isSet = false;
                return Task.CompletedTask;
            }
            waiter = new();
            return waiter.Task;
        }
    }

    public void Dispose() => timer?.Dispose();
}
