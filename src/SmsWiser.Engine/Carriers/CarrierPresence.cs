namespace SmsWiser.Engine.Carriers;

/// <summary>Whether a carrier counts when routes choose, with hysteresis: one that is down for a moment keeps its place, one that was away
/// has it back only after a stable while. One that an operator has paused is away at once, and back at once. One owner.</summary>
/// <param name="failOverAfter">Down for so long, it is away.</param>
/// <param name="failBackAfter">Up for so long, it is present again.</param>
/// <param name="time">The clock.</param>
internal sealed class CarrierPresence(TimeSpan failOverAfter, TimeSpan failBackAfter, TimeProvider time)
{
    private long changedAt = time.GetTimestamp();
    private bool isUp;
    private bool isDownForLong;
    private bool isPaused;

    /// <summary>Whether it could send at the last look: a bind was up, and it was not paused.</summary>
    public bool IsLive => isUp && !isPaused;

    /// <summary>Whether others take its place.</summary>
    public bool IsAway => isDownForLong || isPaused;

    /// <summary>Notes how it is now.</summary>
    /// <param name="up">Any of its binds is up.</param>
    /// <param name="paused">An operator has paused it.</param>
    /// <param name="now">Timestamp.</param>
    public void Look(bool up, bool paused, long now)
    {
        isPaused = paused;
        if (up != isUp)
        {
            isUp = up;
            changedAt = now;
        }
        var stable = time.GetElapsedTime(changedAt, now);
        if (stable >= (up ? failBackAfter : failOverAfter))
            isDownForLong = !up;
    }
}
