namespace SmsWiser.Engine.Carriers;

/// <summary>The rate of one bind in parts per second: a virtual-scheduling bucket below the rate that the carrier's grain granted, slowed
/// by ESME_RTHROTTLED. In any 100 ms no more than rate ÷ 10 and one burst of 10 ms pass. Methods are called under the bind writer's
/// lock.</summary>
/// <param name="frequency">Timestamp ticks per second.</param>
internal sealed class BindRate(long frequency)
{
    private const double BurstSeconds = 0.010;
    private const double QuantumSeconds = 0.005;
    private const double SlowDown = 0.7;
    private const double SpeedUpPerSecond = 0.02;
    private const double MaxPauseSeconds = 60;
    private const double RelapseSeconds = 5;

    private double current;
    private double ceiling;
    private long nextAt;
    private long pausedUntil;
    private double pauseSeconds = 1;
    private long countedFrom;
    private long counted;
    private double measured;

    /// <summary>Granted rate; 0 = unlimited.</summary>
    public int Granted { get; private set; }

    /// <summary>Rate at present; 0 = unlimited.</summary>
    public int Current => (int)Math.Round(current);

    public long Throttled { get; private set; }

    public bool IsPaused(long now) => now < pausedUntil;

    /// <summary>Takes a new grant. A bind that was slowed stays slowed below it.</summary>
    public void Grant(int ratePerSecond)
    {
        var isSlowed = current != Granted;
        Granted = ratePerSecond;
        if (!isSlowed)
        {
            ceiling = current = ratePerSecond;
            return;
        }
        ceiling = ratePerSecond > 0 ? ratePerSecond : Math.Max(ceiling, current);
        current = Math.Min(current, ceiling);
    }

    /// <summary>Parts that may go now; <see cref="int.MaxValue"/> without a limit.</summary>
    public int Available(long now)
    {
        if (IsPaused(now))
            return 0;
        if (current <= 0)
            return int.MaxValue;
        var burst = Math.Max(1, current * BurstSeconds);
        var ticks = frequency / current;
        var credit = Math.Min(burst, (now - nextAt) / ticks + 1);
        return credit < 1 ? 0 : (int)credit;
    }

    /// <summary>Spends what was sent.</summary>
    public void Spend(int parts, long now)
    {
        counted += parts;
        if (current <= 0 || parts == 0)
            return;
        var ticks = frequency / current;
        var burst = Math.Max(1, current * BurstSeconds);
        var earliest = now - (long)((burst - 1) * ticks);
        nextAt = Math.Max(nextAt, earliest) + (long)Math.Ceiling(parts * ticks);
    }

    /// <summary>When it is worth coming back: for a quantum's worth of parts, or for so many as must go together.</summary>
    public long WakeAt(long now, int parts)
    {
        if (IsPaused(now))
            return pausedUntil;
        if (current <= 0)
            return long.MaxValue;
        var wanted = Math.Max(parts, Math.Clamp(current * QuantumSeconds, 1, 64));
        return Math.Max(now + 1, nextAt + (long)((wanted - 1) * frequency / current));
    }

    /// <summary>The carrier said ESME_RTHROTTLED: the bind pauses 1 s and slows to 70 %. Answers to what was in the window at that time
    /// count once;
    /// another within 5 s of resuming doubles the pause, to 60 s at most.</summary>
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
        current = Math.Max(1, from * SlowDown);
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
        current += ceiling * SpeedUpPerSecond;
        if (Granted > 0)
            current = Math.Min(current, Granted);
    }
}
