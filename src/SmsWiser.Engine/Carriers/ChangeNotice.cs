namespace SmsWiser.Engine.Carriers;

/// <summary>Tells one waiter that something changed: any thread sets it, one loop waits for it, in its own context. Settings while the loop
/// runs are remembered as one.</summary>
internal sealed class ChangeNotice
{
    private readonly Lock guard = new();
    private TaskCompletionSource? waiter;
    private bool isSet;

    public void Set()
    {
        TaskCompletionSource? woken;
        lock (guard)
        {
            (woken, waiter) = (waiter, null);
            isSet = woken is null;
        }
        woken?.SetResult();
    }

    /// <summary>Waits until set.</summary>
    public Task WaitAsync()
    {
        lock (guard)
        {
            if (!isSet)
                return (waiter = new()).Task;
            isSet = false;
            return Task.CompletedTask;
        }
    }
}
