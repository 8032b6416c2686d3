namespace SmsWiser.Testing.Carriers;

/// <summary>Holds a trace of arrivals against a trace of sends, some of which may have been lost on the way.</summary>
public static class ArrivalDelay
{
    /// <summary>The least delay D for which each arrival can be given a send of its own that was at most D earlier; null when there is no
    /// such D, as when more arrived than was sent.</summary>
    public static long? Least(IEnumerable<long> sends, IEnumerable<long> arrivals)
    {
        long[] sent = [.. sends.Order()];
        long[] arrived = [.. arrivals.Order()];
        if (sent.Length == 0 || arrived.Length == 0)
            return arrived.Length == 0 ? 0 : null;
        var (low, high) = (0L, Math.Max(0, arrived[^1] - sent[0]));
        if (!Fits(sent, arrived, high))
            return null;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Fits(sent, arrived, middle))
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// <summary>All arrivals wait for the same span of sends, so giving each the earliest one left is best.</summary>
    private static bool Fits(long[] sent, long[] arrived, long delay)
    {
        var next = 0;
        foreach (var at in arrived)
        {
            while (next < sent.Length && sent[next] < at - delay)
                next++;
            if (next == sent.Length || sent[next] > at)
                return false;
            next++;
        }
        return true;
    }
}
