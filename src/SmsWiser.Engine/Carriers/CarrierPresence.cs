namespace SmsWiser.Engine.Carriers;

/// <summary>Whether a carrier counts when routes choose, with hysteresis: one that is down for a moment keeps its place, one that was away
/// has it back only after a stable while. One owner.</summary>
/// <param name="failOverAfter">Down for so long, it is away.</param>
/// <param name="failBackAfter">Up for so long, it is present again.</param>
/// <param name="time">The clock.</param>
internal sealed class CarrierPresence(TimeSpan failOverAfter, TimeSpan failBackAfter, TimeProvider time)
{
    private long changedAt = time.GetTimestamp();

    /// <summary>Whether any of its binds was up at the last look.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Whether others take its place.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Notes how it is now.</summary>
    public void Look(bool isLive, long now)
    {
        if (isLive != IsLive)
        {
            IsLive = isLive;
            changedAt = now;
        }
        var stable = time.GetElapsedTime(changedAt, now);
        if (stable >= (isLive ? failBackAfter : failOverAfter))
            IsAway = !isLive;
    }
}
