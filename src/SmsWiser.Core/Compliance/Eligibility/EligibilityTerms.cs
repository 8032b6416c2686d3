using SmsWiser.Core.Campaigns;

namespace SmsWiser.Core.Compliance;

/// <summary>What eligibility needs to know of a sendout, beside its leads.</summary>
/// <param name="Class">Transactional messages are free of consent records, caps and quiet hours.</param>
/// <param name="Sender">Sender shown on the handset.</param>
/// <param name="RegisteredIn">Countries in which this sender is registered.</param>
/// <param name="IsAccountSuspended">True when the sending account may not send.</param>
/// <param name="RequiresConsent">True when each lead needs its own record of consent; false when the list's owner vouches for all of
/// it.</param>
/// <param name="OptOuts">People who opted out, or null when there are none.</param>
/// <param name="Caps">Who has had enough messages, or null when nothing is capped.</param>
/// <param name="Policy">What the account's own hours and the campaign's window leave; null for all that the law allows.</param>
public sealed record EligibilityTerms(
    TrafficClass Class, string Sender, IReadOnlyCollection<string> RegisteredIn, bool IsAccountSuspended, bool RequiresConsent,
    IOptOutLookup? OptOuts, IFrequencyLookup? Caps, QuietPolicy? Policy)
{
    /// <summary>What a campaign says, within the hours of its account. Nothing keeps registered senders yet, so where a sender can
    /// be registered it counts as such, and the carrier judges.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="hours">Its account's own hours, or null.</param>
    public static EligibilityTerms Of(Campaign campaign, QuietPolicy? hours) => new(
        campaign.Class, campaign.Sender, [.. SenderRules.All.Values.Where(rule => rule.IsRegistrable).Select(rule => rule.Country)],
        IsAccountSuspended: false, RequiresConsent: false, OptOuts: null, Caps: null,
        Policy: QuietPolicy.Intersect(
            hours, campaign.Terms.Window?.ToPolicy(DateOnly.FromDateTime(campaign.CreatedAt.UtcDateTime))));
}
