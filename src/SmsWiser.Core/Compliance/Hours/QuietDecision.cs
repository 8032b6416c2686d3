namespace SmsWiser.Core.Compliance;

/// <summary>What quiet hours say of a place at a moment.</summary>
/// <param name="IsAllowed">True when a message may go out now.</param>
/// <param name="Until">UTC. Allowed at least up to this moment, or else not before it: then it is the first allowed one, or the end of the
/// <see cref="QuietHours.Horizon"/> when none comes before. The end of time when the place is unknown.</param>
/// <param name="Rule">The rule that forbids it, or the most special one that allows it; null when the place is unknown.</param>
public readonly record struct QuietDecision(bool IsAllowed, DateTimeOffset Until, QuietRule? Rule)
{
    /// <summary>True when the number tells no zone: held until somebody says where its holder is.</summary>
    public bool IsZoneUnknown => Rule is null;
}
