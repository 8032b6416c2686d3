namespace SmsWiser.Engine.Dispatch;

/// <summary>Wakes one loop: any thread sets it, the loop waits for it. Settings while the loop runs are remembered as one. The waiter's
/// continuation runs in the loop's own context.</summary>
internal sealed class Signal(TimeProvider time) : IDisposable
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

    /// <summary>Waits until set, for <paramref name="atMost"/> at the longest. For the loop only.</summary>
    public async Task WaitAsync(TimeSpan atMost)
    {
        Task wait;
        lock (guard)
        {
            if (isSet)
            {
                isSet = false;
                return;
            }
            waiter = new();
            wait = waiter.Task;
        }
        timer ??= time.CreateTimer(static signal => ((Signal)signal!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(atMost, Timeout.InfiniteTimeSpan);
        await wait;
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer?.Dispose();
}
