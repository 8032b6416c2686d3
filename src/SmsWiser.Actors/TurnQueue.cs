using System.Collections.Concurrent;

namespace SmsWiser.Actors;

/// <summary>Runs queues that have work: on the thread pool, or one by one as a seed decides.</summary>
public interface ITurnScheduler
{
    /// <summary>Sees to one later <see cref="TurnQueue.Run"/> of this queue. Any thread; it is posted again only after that.</summary>
    void Post(TurnQueue queue);
}

/// <summary>The production scheduler: the process's thread pool.</summary>
public sealed class PoolScheduler : ITurnScheduler
{
#pragma warning disable RS0030 // The one place where grain turns meet the thread pool; the simulation uses SeededScheduler instead.
    public void Post(TurnQueue queue) => ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: false);
#pragma warning restore RS0030
}

/// <summary>Work that runs one item at a time, in order; what is awaited inside comes back here. One per activation or loop.</summary>
public class TurnQueue(ITurnScheduler scheduler) : SynchronizationContext, IThreadPoolWorkItem
{
    private const int MaxItemsPerRun = 64;
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> items = new();
    private int scheduled;

    public override void Post(SendOrPostCallback d, object? state)
    {
        items.Enqueue((d, state));
        if (Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Post(this);
    }

    /// <summary>Runs at once on the caller's thread: only token callbacks registered with their context come here.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try { d(state); }
        finally { SetSynchronizationContext(outer); }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts a loop here; the task ends with it.</summary>
    public Task StartAsync(Func<Task> loop)
    {
        var ended = new TaskCompletionSource();
        Post(state => _ = RunAsync(loop, ended), null);
        return ended.Task;
    }

    void IThreadPoolWorkItem.Execute() => Run(MaxItemsPerRun);

    /// <summary>Runs up to <paramref name="maxItems"/> items and posts the queue again if more wait. For schedulers.</summary>
    public virtual void Run(int maxItems)
    {
        var (outer, flow) = (Current, ExecutionContext.Capture());
        SetSynchronizationContext(this);
        try
        {
            while (maxItems-- > 0 && items.TryDequeue(out var item))
            {
                item.Callback(item.State);
                if (flow is not null) ExecutionContext.Restore(flow);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
            Interlocked.Exchange(ref scheduled, 0);
            if (!items.IsEmpty && Interlocked.Exchange(ref scheduled, 1) == 0) scheduler.Post(this);
        }
    }

    private static async Task RunAsync(Func<Task> loop, TaskCompletionSource ended)
    {
        try { await loop(); ended.TrySetResult(); }
        catch (Exception error) { ended.TrySetException(error); }
    }
}
