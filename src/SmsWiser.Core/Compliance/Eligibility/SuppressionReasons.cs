using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Compliance;

/// <summary>The reasons as reports name them.</summary>
public static class SuppressionReasons
{
    /// <summary>What stands for reasons of the person that are nobody's business.</summary>
    public const string NotEligible = "not_eligible";

    /// <summary>Name in reports over shared lists: what tells of the person, or of what others sent to it, is one word.</summary>
    public static string SharedNameOf(SuppressionReason reason) => reason is SuppressionReason.OptedOut or SuppressionReason.NoConsent
        or SuppressionReason.Left or SuppressionReason.FrequencyCap or SuppressionReason.PlatformCap
            ? NotEligible
            : NameOf(reason);

    /// <summary>Name in reports and APIs, in snake case; never changed.</summary>
    public static string NameOf(SuppressionReason reason) => reason switch
    {
        SuppressionReason.NoRoute => "no_route",
        SuppressionReason.Changed => "changed",
        SuppressionReason.Content => "content",
        SuppressionReason.TooLong => "too_long",
        SuppressionReason.Empty => "empty",
        SuppressionReason.Unreadable => "unreadable",
        SuppressionReason.InvalidNumber => "invalid_number",
        SuppressionReason.AccountSuspended => "account_suspended",
        SuppressionReason.ListSuspended => "list_suspended",
        SuppressionReason.OptedOut => "opted_out",
        SuppressionReason.NoConsent => "no_consent",
        SuppressionReason.Left => "left",
        SuppressionReason.SenderNotAllowed => "sender_not_allowed",
        SuppressionReason.FrequencyCap => "frequency_cap",
        SuppressionReason.ZoneUnknown => "zone_unknown",
        SuppressionReason.QuietHours => "quiet_hours",
        SuppressionReason.Validity => "validity",
        SuppressionReason.Pilot => "pilot",
        // Not that others wrote to the person.
        SuppressionReason.PlatformCap => NotEligible,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason"),
    };
}
