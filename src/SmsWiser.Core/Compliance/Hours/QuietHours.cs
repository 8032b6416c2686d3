using NodaTime;

namespace SmsWiser.Core.Compliance;

/// <summary>
/// Decides whether marketing may reach a place now, and if not, from when on. A moment is allowed when every rule of the place (the
/// country's, the state's, the sender's own policy) allows it in every time zone the recipient may be in. Moments are instants: a local
/// minute that a clock change skips cannot allow anything, one that it repeats counts twice.
/// Decisions are kept until they change; asking again allocates nothing. One owner; not thread-safe.
/// </summary>
/// <param name="policy">The sender's own hours, or null.</param>
public sealed class QuietHours(QuietPolicy? policy)
{
    /// <summary>How far ahead the next allowed moment is looked for; longer than any message is valid.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(31);

    private const long TicksPerMinute = TimeSpan.TicksPerMinute;
    private const long TicksPerDay = TimeSpan.TicksPerDay;

    private readonly QuietRule? own = policy?.ToRule();
    private readonly bool restOnHolidays = policy is { RestOnHolidays: true };
    private readonly Known[] known = new Known[Places.All.Count];

    /// <summary>Decides for a place, which <see cref="Places.Find"/> tells of a number.</summary>
    /// <param name="place">Where the recipient may be.</param>
    /// <param name="at">The moment; asking for later and later ones is what makes the kept decisions good.</param>
    public QuietDecision Decide(Place place, DateTimeOffset at)
    {
        ref var last = ref known[place.No];
        var now = at.UtcTicks;
        if (now < last.From || now >= last.Until)
            last = place.IsUnknown ? new(long.MinValue, long.MaxValue, new(false, DateTimeOffset.MaxValue, null)) : Look(place, now);
        return last.Decision;
    }

    private Known Look(Place place, long now)
    {
        var state = StateAt(place, now);
        if (state.Blocking is null)
            return new(now, state.Until, new(true, Utc(state.Until), place.Rules[^1]));
        var opens = state.Until;
        var end = now + Horizon.Ticks;
        while (opens < end && StateAt(place, opens) is { Blocking: not null } still)
            opens = still.Until;
        opens = Math.Min(opens, end);
        // The rule that is named is the one of this moment; others may hold after it.
        return new(now, opens, new(false, Utc(opens), state.Blocking));
    }

    /// <summary>Whether all zones allow, and until when at least that stays: the first closing when all do, the last opening that is
    /// certain when not.</summary>
    private State StateAt(Place place, long now)
    {
        var (closing, opening) = (long.MaxValue, 0L);
        QuietRule? blocking = null;
        foreach (var zone in place.Zones)
        {
            var state = StateAt(place, zone, now);
            if (state.Blocking is null)
                closing = Math.Min(closing, state.Until);
            else if (state.Until > opening)
                (opening, blocking) = (state.Until, state.Blocking);
        }
        return new(blocking is null ? closing : opening, blocking);
    }

    private State StateAt(Place place, DateTimeZone zone, long now)
    {
        var interval = zone.GetZoneInterval(Instant.FromUnixTimeTicks(now - DateTimeOffset.UnixEpoch.Ticks));
        var offset = interval.WallOffset.Ticks;
        var midnight = (now + offset) / TicksPerDay * TicksPerDay;
        var minute = (now + offset - midnight) / TicksPerMinute;
        var (window, blocking) = WindowOn(place, DateOnly.FromDayNumber((int)(midnight / TicksPerDay)), minute);
        var until = blocking is null ? window.Closes : minute < window.Opens ? window.Opens : DayWindow.MinutesPerDay;
        var ends = midnight + until * TicksPerMinute - offset;
        if (interval.HasEnd)
            ends = Math.Min(ends, interval.End.ToUnixTimeTicks() + DateTimeOffset.UnixEpoch.Ticks);
        return new(ends, blocking);
    }

    /// <summary>The hours that all rules leave of a day, and the first rule that does not allow that minute of it.</summary>
    private (DayWindow Window, QuietRule? Blocking) WindowOn(Place place, DateOnly day, long minute)
    {
        var (all, isHoliday) = (DayWindow.AllDay, false);
        QuietRule? blocking = null;
        foreach (var rule in place.Rules)
        {
            Narrow(rule, rule.On(day), minute, ref all, ref blocking);
            isHoliday |= restOnHolidays && rule.IsHoliday(day);
        }
        if (own is not null)
            Narrow(own, isHoliday ? DayWindow.Closed : own.On(day), minute, ref all, ref blocking);
        return (all, blocking);
    }

    private static void Narrow(QuietRule rule, DayWindow window, long minute, ref DayWindow all, ref QuietRule? blocking)
    {
        all = all.Intersect(window);
        if (blocking is null && (minute < window.Opens || minute >= window.Closes))
            blocking = rule;
    }

    private static DateTimeOffset Utc(long ticks) => new(Math.Min(ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private readonly record struct State(long Until, QuietRule? Blocking);

    private readonly record struct Known(long From, long Until, QuietDecision Decision);
}
