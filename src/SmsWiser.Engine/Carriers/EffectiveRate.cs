namespace SmsWiser.Engine.Carriers;

/// <summary>The rate that a carrier account takes as a whole. When several binds are throttled at about the same time the limit is the
/// account's and not a bind's: then the whole is slowed to 70 %, once in 5 s at most, and grows back by 2 % of the contract a second once
/// it has been calm for 5 s. One owner.</summary>
internal sealed class EffectiveRate(TimeProvider time)
{
    private const double SlowDown = 0.7;
    private const double SpeedUpPerSecond = 0.02;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private int contract;
    private double rate;
    private long lookedAt;
    private long? slowedAt;

    /// <summary>Takes in when the binds were throttled last, and returns the rate to divide.</summary>
    /// <param name="throttledAt">Of each bind that ever was.</param>
    /// <param name="contract">Parts per second.</param>
    /// <param name="least">The floors of all binds together.</param>
    public int Look(IEnumerable<long> throttledAt, int contract, int least)
    {
        var now = time.GetTimestamp();
        if (contract != this.contract)
            rate = this.contract = contract;
        var throttled = throttledAt.Count(at => IsWithin(at, now));
        if (throttled >= 2 && !(slowedAt is { } slowed && IsWithin(slowed, now)))
        {
            rate = Math.Max(least, rate * SlowDown);
            slowedAt = now;
        }
        else if (throttled == 0)
        {
            rate = Math.Min(contract, rate + (contract * SpeedUpPerSecond * time.GetElapsedTime(lookedAt, now).TotalSeconds));
        }
        lookedAt = now;
        return (int)Math.Max(least, rate);
    }

    private bool IsWithin(long at, long now) => time.GetElapsedTime(at, now) < Window;
}
