namespace SmsWiser.Engine.Carriers;

/// <summary>The rate of one bind in parts per second: a bucket at the rate that the carrier's grain granted, slowed by ESME_RTHROTTLED,
/// behind which stands the bucket of the whole account. Methods are called under the bind writer's lock.</summary>
/// <param name="frequency">Timestamp ticks per second.</param>
/// <param name="account">The account that the bind belongs to.</param>
internal sealed class BindRate(long frequency, AccountRate account)
{
    /// <summary>What a bind is left with that nobody knows to be alive: enough to prove it.</summary>
    public const int Floor = 1;

    private const double QuantumSeconds = 0.005;
    private const double SlowDown = 0.7;
    private const double SpeedUpPerSecond = 0.02;
    private const double MaxPauseSeconds = 60;
    private const double RelapseSeconds = 5;
    private const double SmallShare = 2;

    private TokenBucket bucket = new(frequency);
    private double current;
    private double ceiling;
    private long pausedUntil;
    private double pauseSeconds = 1;
    private long countedFrom;
    private long counted;
    private double measured;
    private int taken;
    private long takenAt;

    /// <summary>Granted rate; 0 = unlimited.</summary>
    public int Granted { get; private set; }

    /// <summary>Version of the division that the grant is from; 0 = nothing was granted yet.</summary>
    public long Version { get; private set; }

    /// <summary>Rate at present; 0 = unlimited.</summary>
    public int Current => (int)Math.Round(current);

    public long Throttled { get; private set; }

    /// <summary>Parts that may go at once after a rest.</summary>
    public double Burst => current <= 0 ? double.PositiveInfinity : Math.Min(account.Burst, Depth);

    public bool IsPaused(long now) => now < pausedUntil;

    /// <summary>Takes a grant. One of an older division than the last is late and ignored; within a division it can only be lowered. A bind
    /// that was slowed stays slowed below it.</summary>
    public void Grant(long version, int ratePerSecond, long now)
    {
        if (version < Version)
            return;
        var rate = version == Version ? Math.Min(Granted, ratePerSecond) : ratePerSecond;
        var isSlowed = Version > 0 && current != Granted;
        Version = version;
        Granted = rate;
        ceiling = rate > 0 || !isSlowed ? rate : Math.Max(ceiling, current);
        Run(isSlowed ? Math.Min(current, ceiling) : rate, now);
    }

    /// <summary>A new session: nothing is earned, and until the carrier's grain grants anew there is only the floor.</summary>
    public void Restart(long now)
    {
        bucket.Empty(now);
        if (Granted == 0)
            return;
        ceiling = Granted = Floor;
        Run(Floor, now);
    }

    /// <summary>Takes parts out of both buckets, as many as are wanted and there; <see cref="Spend"/> must follow.</summary>
    public int Take(int wanted, long now)
    {
        taken = 0;
        if (!IsPaused(now))
            taken = current <= 0 ? wanted : Math.Min(wanted, bucket.Available(now));
        if (taken > 0)
            taken = account.Take(taken, now, out takenAt);
        return taken;
    }

    /// <summary>Says how many of the parts taken went.</summary>
    public void Spend(int sent)
    {
        counted += sent;
        if (current > 0)
            bucket.Spend(sent);
        if (taken > 0)
            account.Settle(taken, sent, takenAt);
        taken = 0;
    }

    /// <summary>When it is worth coming back: for a quantum's worth of parts, or for so many as must go together.</summary>
    public long WakeAt(long now, int parts)
    {
        if (IsPaused(now))
            return pausedUntil;
        var wanted = current <= 0 ? parts : Math.Max(parts, Math.Clamp(current * QuantumSeconds, 1, 64));
        var own = current <= 0 ? now : bucket.WakeAt(wanted, now);
        if (current <= 0 && account.RatePerSecond == 0)
            return long.MaxValue;
        return Math.Max(now + 1, Math.Max(own, account.WakeAt(wanted, now)));
    }

    /// <summary>The carrier said ESME_RTHROTTLED: the bind pauses 1 s and slows to 70 %. Answers to what was in the window at that time
    /// count once; another within 5 s of resuming doubles the pause, to 60 s at most.</summary>
    public void OnThrottled(long now)
    {
        Throttled++;
        if (IsPaused(now))
            return;
        var sincePause = (now - pausedUntil) / (double)frequency;
        pauseSeconds = pausedUntil > 0 && sincePause < RelapseSeconds ? Math.Min(pauseSeconds * 2, MaxPauseSeconds) : 1;
        pausedUntil = now + (long)(pauseSeconds * frequency);
        var from = current > 0 ? current : Math.Max(measured, counted);
        if (ceiling <= 0)
            ceiling = from;
        Run(Math.Max(Floor, from * SlowDown), now);
    }

    /// <summary>Nothing goes for a minute: the carrier refuses part after part.</summary>
    public void PauseLong(long now) => pausedUntil = Math.Max(pausedUntil, now + (long)(MaxPauseSeconds * frequency));

    /// <summary>Once a second: a slowed bind gains 2 % of its ceiling.</summary>
    public void Recover(long now)
    {
        var seconds = (now - countedFrom) / (double)frequency;
        if (seconds > 0)
            measured = counted / seconds;
        countedFrom = now;
        counted = 0;
        if (current <= 0 || current == Granted || IsPaused(now))
            return;
        var faster = current + (ceiling * SpeedUpPerSecond);
        Run(Granted > 0 ? Math.Min(faster, Granted) : faster, now);
    }

    private void Run(double ratePerSecond, long now)
    {
        current = ratePerSecond;
        if (current > 0)
            bucket.Change(current, Depth, now);
    }

    /// <summary>Parts that are kept. The burst is the account's, for all binds together; so a small share may keep two parts, and a wake-up
    /// that comes late, or another bind's turn, costs it nothing.</summary>
    private double Depth => Math.Max(SmallShare, current * account.BurstSeconds);
}
