using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Compliance;

/// <summary>
/// Decides for one lead whether a sendout may reach it now, later or not at all: the same step when planning, preparing and estimating. The
/// first of these rules that objects decides, in this order: number, account suspended, list suspended, opt-out, left, consent, sender,
/// frequency cap, then (hold) unknown zone and quiet hours. What is final comes before what passes, what binds every sender before what
/// the sender could change. Allocates nothing per lead. One owner; not thread-safe.
/// </summary>
public sealed class Eligibility
{
    private const string NoRule = "";

    private readonly EligibilityTerms terms;
    private readonly QuietHours quietHours;
    private readonly SenderRule?[] senderRules;
    private readonly bool isMarketing;

    /// <summary>Eligibility for one sendout.</summary>
    /// <exception cref="ArgumentException">The policy has a fault.</exception>
    public Eligibility(EligibilityTerms terms)
    {
        this.terms = terms;
        quietHours = new(terms.Policy);
        senderRules = [.. Places.All.Select(place => SenderRules.FindAgainst(terms.Sender, place.Country, terms.RegisteredIn))];
        isMarketing = terms.Class == TrafficClass.Marketing;
    }

    /// <summary>Decides for a lead.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    /// <param name="flags">Its clear flags.</param>
    /// <param name="isListSuspended">True when its list may not be sent to.</param>
    /// <param name="at">When it would go out.</param>
    public EligibilityDecision Decide(ulong number, LeadFlags flags, bool isListSuspended, DateTimeOffset at)
    {
        if (!PhoneNumbers.IsPossible(number))
            return Exclude(SuppressionReason.InvalidNumber, "number");
        if (terms.IsAccountSuspended)
            return Exclude(SuppressionReason.AccountSuspended, "account_suspension");
        if (isListSuspended)
            return Exclude(SuppressionReason.ListSuspended, "list_suspension");
        if (terms.OptOuts is { } optOuts && optOuts.Contains(number))
            return Exclude(SuppressionReason.OptedOut, "opt_out");
        if (isMarketing && FindConsentFault((ConsentState)flags.Consent) is { } fault)
            return Exclude(fault, "consent");
        var place = Places.Find(number);
        if (senderRules[place.No] is { } rule)
            return new(EligibilityVerdict.Exclude, SuppressionReason.SenderNotAllowed, rule.Name, rule.Date, default);
        if (isMarketing && terms.Caps?.FindReached(number) is { } reached)
            return Exclude(reached, "frequency_cap");
        return Decide(place, at);
    }

    /// <summary>Decides by place alone, for leads that have passed every other rule.</summary>
    /// <param name="place">Where the recipient may be.</param>
    /// <param name="at">When it would go out.</param>
    public EligibilityDecision Decide(Place place, DateTimeOffset at)
    {
        if (!isMarketing)
            return new(EligibilityVerdict.Eligible, null, NoRule, null, DateTimeOffset.MaxValue);
        var quiet = quietHours.Decide(place, at);
        if (quiet.Rule is not { } rule)
            return new(EligibilityVerdict.Hold, SuppressionReason.ZoneUnknown, "zone", Places.Date, quiet.Until) { PlaceNo = place.No };
        return quiet.IsAllowed
            ? new(EligibilityVerdict.Eligible, null, rule.Name, rule.Date, quiet.Until) { PlaceNo = place.No }
            : new(EligibilityVerdict.Hold, SuppressionReason.QuietHours, rule.Name, rule.Date, quiet.Until) { PlaceNo = place.No };
    }

    private SuppressionReason? FindConsentFault(ConsentState consent) => consent switch
    {
        ConsentState.Left => SuppressionReason.Left,
        ConsentState.Enrolled => null,
        ConsentState.NotRecorded => terms.RequiresConsent ? SuppressionReason.NoConsent : null,
        // Asked and not confirmed, or a state of a later version: not a consent.
        _ => SuppressionReason.NoConsent,
    };

    private static EligibilityDecision Exclude(SuppressionReason reason, string rule) =>
        new(EligibilityVerdict.Exclude, reason, rule, null, default);
}
