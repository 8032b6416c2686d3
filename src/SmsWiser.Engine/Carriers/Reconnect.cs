using SmsWiser.Core.Chance;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>When a lost session may be tried again: 1 s, doubling to 60 s, with jitter; a refused bind waits longer, since repeating a
/// wrong password locks accounts out. Reset by a minute of stable bind. One owner.</summary>
internal sealed class Reconnect(IRandom random, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterBindFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterAlreadyBound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(60);

    private TimeSpan delay = First;
    private long boundAt;

    /// <summary>Whether a session ended in order only to be followed by another at once.</summary>
    public static bool IsRenewal(SessionClose close) => close.Reason is SessionCloseReason.Renewal or SessionCloseReason.Inactivity;

    /// <summary>Notes that the bind is up.</summary>
    public void OnBound() => boundAt = time.GetTimestamp();

    /// <summary>How long to wait after a session ended.</summary>
    public TimeSpan After(SessionClose close)
    {
        if (boundAt != 0 && time.GetElapsedTime(boundAt) >= Stable)
            delay = First;
        boundAt = 0;
        var wait = close.Status switch
        {
            CommandStatus.InvalidPassword or CommandStatus.InvalidSystemId or CommandStatus.InvalidSystemType => AfterRefusal,
            CommandStatus.BindFailed => AfterBindFailure,
            CommandStatus.AlreadyBound => AfterAlreadyBound,
            _ => delay,
        };
        delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, Most.Ticks));
        Span<byte> chance = stackalloc byte[1];
        random.Fill(chance);
        return wait + (wait / 4 * (chance[0] / 255.0));
    }
}
