using SmsWiser.Contracts.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>What a carrier's grain knows about one bind from looking at it again and again: taking a share away is quick, giving it back
/// has to be earned, so that shares do not flap. One owner.</summary>
/// <param name="time">Clock of the looks.</param>
internal sealed class BindOutlook(TimeProvider time)
{
    private const double SpeedUpPerSecond = 0.02;
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(2);

    private bool hasLooked;
    private long lookedAt;
    private bool wasUp;
    private long? backAt;
    private long? pausedAt;
    private long throttled;
    private double learned = double.PositiveInfinity;

    public BindStanding Standing { get; private set; }

    /// <summary>The last time that the carrier was seen to throttle it.</summary>
    public long? ThrottledAt { get; private set; }

    /// <summary>The rate that the carrier was found to take from it, growing back; at least 1.</summary>
    public int Learned => (int)Math.Clamp(learned, BindRate.Floor, int.MaxValue);

    /// <summary>Takes in how a bind is.</summary>
    /// <param name="bind">The bind now.</param>
    /// <param name="equal">An equal share of the contract, parts per second.</param>
    /// <param name="trusted">Whether it counts as up for long when it is up.</param>
    public void Look(BindStatus bind, double equal, bool trusted)
    {
        var now = time.GetTimestamp();
        var isUp = bind.State is "bound" or "throttled";
        if (isUp && !wasUp)
            backAt = hasLooked ? now : null;
        if (trusted)
            backAt = null;
        pausedAt = bind.State == "throttled" ? pausedAt ?? now : null;
        LookAtThrottling(bind, equal, now);
        Standing = !isUp ? BindStanding.Down
            : IsYoungerThan(backAt, Trust, now) ? BindStanding.Returning
            : pausedAt is not null && !IsYoungerThan(pausedAt, LongPause, now) ? BindStanding.Paused
            : bind.IsIdle ? BindStanding.Idle
            : learned < equal ? BindStanding.Slowed
            : BindStanding.Equal;
        (hasLooked, wasUp, lookedAt) = (true, isUp, now);
    }

    private void LookAtThrottling(BindStatus bind, double equal, long now)
    {
        if (hasLooked && bind.Throttled > throttled)
            ThrottledAt = now;
        throttled = bind.Throttled;
        if (bind.CurrentRate < bind.GrantedRate)
            learned = Math.Min(learned, bind.CurrentRate);
        else if (hasLooked && pausedAt is null)
            learned += equal * SpeedUpPerSecond * time.GetElapsedTime(lookedAt, now).TotalSeconds;
    }

    private bool IsYoungerThan(long? since, TimeSpan age, long now) => since is { } from && time.GetElapsedTime(from, now) < age;
}
