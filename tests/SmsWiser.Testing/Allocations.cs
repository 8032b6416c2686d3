namespace SmsWiser.Testing;

/// <summary>Measures what code allocates once it is warm.</summary>
public static class Allocations
{
    /// <summary>Runs the work five times and returns the fewest octets one run allocated on this thread: the runtime itself may allocate
    /// here while
    /// it still warms up, code that allocates does so in every run.</summary>
    public static long Least(Action work)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
