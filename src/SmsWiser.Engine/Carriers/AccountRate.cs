namespace SmsWiser.Engine.Carriers;

/// <summary>The rate of one carrier account on this node, shared by its binds: each part passes the bind's bucket and this one. So the
/// binds together never send more than rate ÷ 10 and one burst in 100 ms, however their shares move, and binds with small shares cannot
/// add up a burst each. Any thread.</summary>
/// <param name="frequency">Timestamp ticks per second.</param>
/// <param name="tracedSends">Sends to remember; 0 = none.</param>
internal sealed class AccountRate(long frequency, int tracedSends)
{
    /// <summary>A burst is what the account earns in this time, one part at least, where the carrier names no other.</summary>
    public const double UsualBurstSeconds = 0.010;

    /// <summary>No burst is more than what the account earns in this time.</summary>
    private const double MostBurstSeconds = 0.100;

    private readonly Lock guard = new();
    private readonly List<(long At, int Parts)> sends = [];
    private TokenBucket bucket = new(frequency);
    private long version;
    private int rate;
    private int ownBurst;

    /// <summary>Parts per second over all binds; 0 = unlimited.</summary>
    public int RatePerSecond => Volatile.Read(ref rate);

    /// <summary>Parts that may go at once after a rest.</summary>
    public double Burst => BurstOf(RatePerSecond);

    /// <summary>The time in which the account earns a burst.</summary>
    public double BurstSeconds => Volatile.Read(ref ownBurst) is > 0 and var own && RatePerSecond is > 0 and var perSecond
        ? Math.Min(MostBurstSeconds, (double)own / perSecond)
        : UsualBurstSeconds;

    /// <summary>Takes the burst that the carrier allows, in parts; 0 = the usual one.</summary>
    public void UseBurst(int parts, long now)
    {
        lock (guard)
        {
            if (ownBurst == parts)
                return;
            Volatile.Write(ref ownBurst, parts);
            if (rate > 0)
                bucket.Change(rate, BurstOf(rate), now);
        }
    }

    /// <summary>The first sends, as far as they are remembered: when they were taken, and how many parts.</summary>
    public IReadOnlyList<(long At, int Parts)> Sends
    {
        get
        {
            lock (guard)
                return [.. sends];
        }
    }

    /// <summary>Takes a new rate; by the rule of <see cref="BindRate.Grant"/>.</summary>
    public void Grant(long version, int ratePerSecond, long now)
    {
        lock (guard)
        {
            if (version < this.version || (version == this.version && rate <= ratePerSecond))
                return;
            this.version = version;
            Volatile.Write(ref rate, ratePerSecond);
            bucket.Change(ratePerSecond, BurstOf(ratePerSecond), now);
        }
    }

    /// <summary>Takes up to so many parts out of the bucket; what then does not go is returned.</summary>
    /// <param name="parts">Parts wanted.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="at">When they count as sent.</param>
    public int Take(int parts, long now, out long at)
    {
        at = now;
        if (RatePerSecond == 0)
            return parts;
        lock (guard)
        {
            var taken = Math.Min(parts, bucket.Available(now));
            bucket.Spend(taken);
            at = bucket.SettledAt;
            return taken;
        }
    }

    /// <summary>Says how many of the parts taken went.</summary>
    public void Settle(int taken, int sent, long at)
    {
        if (sent == taken && tracedSends == 0)
            return;
        lock (guard)
        {
            if (rate > 0)
                bucket.Return(taken - sent);
            if (sent > 0 && sends.Count < tracedSends)
                sends.Add((at, sent));
        }
    }

    /// <summary>When so many parts, or a burst of them, will be there.</summary>
    public long WakeAt(double parts, long now)
    {
        if (RatePerSecond == 0)
            return now;
        lock (guard)
            return bucket.WakeAt(parts, now);
    }

    private double BurstOf(int rate) => rate == 0 ? double.PositiveInfinity : Math.Max(1, rate * BurstSeconds);
}
