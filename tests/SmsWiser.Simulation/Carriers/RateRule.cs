namespace SmsWiser.Simulation.Carriers;

/// <summary>What may be sent to one carrier in any second: its rate, and the burst of 10 ms, of one part at least, that each bind
/// has.</summary>
internal sealed class RateRule(int perSecond, int binds)
{
    private readonly Queue<long> sent = [];

    public int PerSecond { get; } = perSecond;

    /// <summary>Counts one part; how many went within the last second when that is too many, else null.</summary>
    public int? Exceeds(long now)
    {
        sent.Enqueue(now);
        while (sent.Peek() <= now - TimeSpan.TicksPerSecond)
            sent.Dequeue();
        var burst = binds * Math.Max(1.0, PerSecond / (double)binds * 0.010);
        return PerSecond > 0 && sent.Count > PerSecond + burst + binds ? sent.Count : null;
    }
}
