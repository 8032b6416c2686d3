using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Campaigns;

/// <summary>One audience of a plan, resolved.</summary>
/// <param name="List">The list to walk.</param>
/// <param name="Grant">The share that allows it; 0 = own.</param>
/// <param name="Epoch">Epoch of the share when the plan was begun; 0 for own lists.</param>
/// <param name="Filter">Which leads; null for all.</param>
/// <param name="OptOuts">Opt-outs that bind its messages.</param>
internal sealed record PlanTarget(LeadList List, GrantId Grant, int Epoch, SegmentFilter? Filter, OptOutDomains OptOuts)
{
    /// <summary>The text for its leads in each alphabet that carriers take, for counting parts; null when nothing is charged.</summary>
    public IReadOnlyDictionary<GsmAlphabet, CompiledTemplate>? Texts { get; init; }
}

/// <summary>How far a plan is.</summary>
/// <param name="Sendout">The sendout planned.</param>
/// <param name="Walked">Leads looked at.</param>
/// <param name="Planned">Of these, leads taken into the plan.</param>
internal readonly record struct PlanProgress(SendoutId Sendout, long Walked, long Planned);

/// <summary>The audience cannot be planned, for a reason that people can act on. The message holds nothing of any lead.</summary>
internal sealed class PlanException(string message) : Exception(message);
