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
/// <param name="Policy">The account's own quiet hours, or null.</param>
public sealed record EligibilityTerms(
    TrafficClass Class, string Sender, IReadOnlyCollection<string> RegisteredIn, bool IsAccountSuspended, bool RequiresConsent,
    IOptOutLookup? OptOuts, IFrequencyLookup? Caps, QuietPolicy? Policy)
{
    /// <summary>What a campaign says by itself. Nothing keeps registered senders yet, so where a sender can be registered it counts as
    /// such, and the carrier judges.</summary>
    public static EligibilityTerms Of(Campaign campaign) => new(
        campaign.Class, campaign.Sender, [.. SenderRules.All.Values.Where(rule => rule.IsRegistrable).Select(rule => rule.Country)],
        IsAccountSuspended: false, RequiresConsent: false, OptOuts: null, Caps: null,
        Policy: campaign.Terms.Window?.ToPolicy(DateOnly.FromDateTime(campaign.CreatedAt.UtcDateTime)));
}
