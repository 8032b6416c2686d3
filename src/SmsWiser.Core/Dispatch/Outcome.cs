namespace SmsWiser.Core.Dispatch;

/// <summary>What became of a lead in a sendout. Exactly one each. Stored; members are never renumbered.</summary>
public enum Outcome : byte
{
    /// <summary>Not yet answered.</summary>
    Open = 0,

    /// <summary>Every part was accepted by the carrier; no final receipt yet.</summary>
    Accepted = 1,

    /// <summary>Every part was delivered.</summary>
    Delivered = 2,

    /// <summary>A receipt said undeliverable, deleted, rejected or skipped.</summary>
    Undelivered = 3,

    /// <summary>A receipt said that its validity ended first.</summary>
    Expired = 4,

    /// <summary>Written to the carrier and never answered. It may or may not have been sent; it is not sent again.</summary>
    Unknown = 5,

    /// <summary>The carrier refused it for good.</summary>
    Rejected = 6,

    /// <summary>Every attempt was refused for a passing reason.</summary>
    Failed = 7,

    /// <summary>Withheld because the share it relied on was stopped.</summary>
    Revoked = 8,

    /// <summary>Not eligible; a reason is kept with it.</summary>
    Suppressed = 9,

    /// <summary>Withheld because its sendout was cancelled.</summary>
    Cancelled = 10,
}

/// <summary>Why a lead was suppressed. Stored; members are never renumbered.</summary>
public enum SuppressionReason : byte
{
    /// <summary>No route leads to its number.</summary>
    NoRoute = 1,

    /// <summary>The lead was changed or removed after planning.</summary>
    Changed = 2,

    /// <summary>A field's value would have formed a link, or holds characters that are not allowed.</summary>
    Content = 3,

    /// <summary>The rendered text has more parts than allowed.</summary>
    TooLong = 4,

    /// <summary>The rendered text is empty.</summary>
    Empty = 5,

    /// <summary>Its page or list cannot be read; the node's log says why.</summary>
    Unreadable = 6,

    /// <summary>Its number has no known calling code or a wrong length.</summary>
    InvalidNumber = 7,

    /// <summary>The sending account is suspended.</summary>
    AccountSuspended = 8,

    /// <summary>Its list is suspended.</summary>
    ListSuspended = 9,

    /// <summary>The person has opted out.</summary>
    OptedOut = 10,

    /// <summary>No consent of the person is on record, or it is not confirmed.</summary>
    NoConsent = 11,

    /// <summary>The person has left the list's topic.</summary>
    Left = 12,

    /// <summary>The recipient's country does not accept this sender.</summary>
    SenderNotAllowed = 13,

    /// <summary>The person has had as many messages as were promised for the period.</summary>
    FrequencyCap = 14,

    /// <summary>Its number tells no time zone, so no hour could be called allowed while the message was valid.</summary>
    ZoneUnknown = 15,

    /// <summary>Quiet hours lasted until the end of the message's validity.</summary>
    QuietHours = 16,

    /// <summary>Its turn did not come before the end of the sendout's validity.</summary>
    Validity = 17,

    /// <summary>Nobody continued after the pilot before the end of the sendout's validity.</summary>
    Pilot = 18,

    /// <summary>The person has had as many messages as the platform lets all its accounts send together. Accounts are shown a word that
    /// does not tell so.</summary>
    PlatformCap = 20,
}

/// <summary>Leads by outcome. Mutable; one owner.</summary>
public sealed class OutcomeCounts
{
    /// <summary>Number of outcomes, <see cref="Outcome.Open"/> included.</summary>
    public const int Length = (int)Outcome.Cancelled + 1;

    private readonly long[] counts = new long[Length];

    /// <summary>Leads with that outcome; in a delta the value may be negative.</summary>
    public long this[Outcome outcome]
    {
        get => counts[(int)outcome];
        set => counts[(int)outcome] = value;
    }

    /// <summary>Sum over all outcomes but <see cref="Outcome.Open"/>.</summary>
    public long Answered
    {
        get
        {
            var sum = 0L;
            for (var i = 1; i < Length; i++)
                sum += counts[i];
            return sum;
        }
    }

    /// <summary>Adds another set of counts to this one.</summary>
    public void Add(OutcomeCounts other)
    {
        for (var i = 0; i < Length; i++)
            counts[i] += other.counts[i];
    }
}
