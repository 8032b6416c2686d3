using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Compliance;

/// <summary>What is to be done with a lead.</summary>
public enum EligibilityVerdict : byte
{
    /// <summary>It may be sent now.</summary>
    Eligible = 1,

    /// <summary>It may be sent later.</summary>
    Hold = 2,

    /// <summary>It is not to be sent.</summary>
    Exclude = 3,
}

/// <summary>What the eligibility step says of one lead.</summary>
/// <param name="Verdict">Send, hold or exclude.</param>
/// <param name="Reason">Why it is held or excluded; null when eligible.</param>
/// <param name="Rule">The rule that decided, for example <c>US-TX</c>, <c>sender.IN</c>, <c>opt_out</c>.</param>
/// <param name="TableDate">Date of the table that decided; null when none did.</param>
/// <param name="NotBefore">Held ones: the first moment at which it may be sent, UTC; the end of time when no zone is known. Eligible ones:
/// the moment up to which that holds at least. Else without meaning.</param>
public readonly record struct EligibilityDecision(
    EligibilityVerdict Verdict, SuppressionReason? Reason, string Rule, DateOnly? TableDate, DateTimeOffset NotBefore)
{
    /// <summary><see cref="Place.No"/> of the place whose hours decided; 0 when hours had no say. Leads with one number are allowed at the
    /// same moments, as far as hours go.</summary>
    public int PlaceNo { get; init; }
}
