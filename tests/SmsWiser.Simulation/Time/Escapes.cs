namespace SmsWiser.Simulation.Time;

/// <summary>Something ran, or would have run, outside of the simulation's thread and lanes.</summary>
internal sealed class EscapeException(string message) : Exception(message);

/// <summary>Finds work that gets away from the seeded scheduler. The thread pool's only thread is parked, so an item that somebody queues
/// there can never run and is seen at the end of the step that queued it; a foreign thread is seen by its id wherever it touches the
/// simulation.</summary>
internal sealed class Escapes
{
    private static ManualResetEvent? parking;

    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly long queuedBefore = ThreadPool.PendingWorkItemCount;
    private string? noted;

    /// <summary>Gives the pool one thread and keeps that thread busy. Once per process, before the first simulation.</summary>
    public static void ParkThePool()
    {
        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
            throw new InvalidOperationException("The thread pool does not take a maximum of one thread here.");
        LetThePoolRun();
    }

    /// <summary>Lets the pool do what waits there and parks it again: for work of the runtime's own, which is known to decide
    /// nothing.</summary>
    public static void LetThePoolRun()
    {
        var (before, next) = (parking, new ManualResetEvent(initialState: false));
        using var parked = new ManualResetEvent(initialState: false);
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            parked.Set();
            next.WaitOne();
            next.Dispose();
        }, null);
        parking = next;
        before?.Set();
        parked.WaitOne();
    }

    /// <summary>True on the simulation's thread; elsewhere it notes who came from there.</summary>
    public bool IsHome(string who)
    {
        if (Environment.CurrentManagedThreadId == thread)
            return true;
        Note($"{who} was reached from a thread that is not the simulation's");
        return false;
    }

    /// <summary>Keeps what was found first, for the next check.</summary>
    public void Note(string what) => Interlocked.CompareExchange(ref noted, what, null);

    /// <summary>Called after each step of <paramref name="who"/>.</summary>
    /// <exception cref="EscapeException">It queued work on the thread pool, or something came from another thread.</exception>
    public void Check(string who)
    {
        if (Volatile.Read(ref noted) is { } found)
            throw new EscapeException($"Escape: {found}.");
        if (ThreadPool.PendingWorkItemCount != queuedBefore)
            throw new EscapeException($"Escape: a step of {who} queued work on the thread pool.");
    }

    /// <summary>Called where code of the product asks for time, store or network.</summary>
    /// <exception cref="EscapeException">It runs outside of every lane, as after ConfigureAwait(false).</exception>
    public static void CheckLane(string what)
    {
        if (SynchronizationContext.Current is null)
            throw new EscapeException($"{what} was asked for by code that runs in no lane");
    }
}
