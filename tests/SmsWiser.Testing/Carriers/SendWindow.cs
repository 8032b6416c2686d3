namespace SmsWiser.Testing.Carriers;

/// <summary>Judges a trace of sends.</summary>
public static class SendWindow
{
    /// <summary>The most parts in any stretch of time, half open; a stretch with the most begins at a send.</summary>
    public static int Most(IEnumerable<(long At, int Parts)> sends, long ticks)
    {
        var ordered = sends.OrderBy(send => send.At).ToList();
        var (most, sum) = (0, 0);
        for (int first = 0, last = 0; last < ordered.Count; last++)
        {
            sum += ordered[last].Parts;
            while (ordered[last].At - ordered[first].At >= ticks)
                sum -= ordered[first++].Parts;
            most = Math.Max(most, sum);
        }
        return most;
    }
}
