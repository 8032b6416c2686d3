namespace SmsWiser.Simulation.Carriers;

/// <summary>What may be sent to one carrier, over all its binds: in any 100 ms a tenth of its rate, and one burst of 10 ms, of one part at
/// least.</summary>
internal sealed class RateRule(int perSecond)
{
    private const long Window = TimeSpan.TicksPerSecond / 10;

    private readonly Queue<long> sent = [];

    public int PerSecond { get; } = perSecond;

    /// <summary>Counts one part; how many went within the last 100 ms when that is too many, else null.</summary>
    public int? Exceeds(long now)
    {
        sent.Enqueue(now);
        while (sent.Peek() <= now - Window)
            sent.Dequeue();
        return PerSecond > 0 && sent.Count > (PerSecond / 10.0) + Math.Max(1, PerSecond / 100.0) ? sent.Count : null;
    }
}
