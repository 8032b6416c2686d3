namespace SmsWiser.Engine.Carriers;

/// <summary>Parts earned at a rate and kept up to a burst; it starts empty. Over any stretch of time no more is spent than was kept at its
/// begin and earned in it, also when rate and burst change on the way. One owner.</summary>
/// <param name="frequency">Timestamp ticks per second.</param>
internal struct TokenBucket(long frequency)
{
    private double kept;
    private double ratePerSecond;
    private double burst;

    /// <summary>Up to when parts were earned; never goes back.</summary>
    public long SettledAt { get; private set; }

    /// <summary>Changes rate and burst from now on; what was earned before stays earned, as far as the new burst goes.</summary>
    public void Change(double ratePerSecond, double burst, long now)
    {
        Settle(now);
        this.ratePerSecond = ratePerSecond;
        this.burst = burst;
        kept = Math.Min(kept, burst);
    }

    public void Empty(long now)
    {
        Settle(now);
        kept = Math.Min(kept, 0);
    }

    /// <summary>Whole parts that may go now.</summary>
    public int Available(long now)
    {
        Settle(now);
        return kept < 1 ? 0 : (int)kept;
    }

    public void Spend(int parts) => kept -= parts;

    public void Return(int parts) => kept = Math.Min(burst, kept + parts);

    /// <summary>When so many parts will be there; those beyond the burst never are, and are not waited for.</summary>
    public long WakeAt(double parts, long now)
    {
        Settle(now);
        var missing = Math.Min(parts, burst) - kept;
        return missing <= 0 ? now : SettledAt + (long)Math.Ceiling(missing * frequency / ratePerSecond);
    }

    private void Settle(long now)
    {
        if (now <= SettledAt)
            return;
        kept = Math.Min(burst, kept + ((now - SettledAt) * ratePerSecond / frequency));
        SettledAt = now;
    }
}
