using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Held leads as the sending account may see them: of own lists exactly, of shared ones by thresholds, for the moment at which a
/// lead may be written to tells where it is.</summary>
internal sealed class HeldFigures(IReadOnlyList<HeldLeads> held)
{
    private static readonly GrantId Own = new(0);

    private readonly List<HeldLeads> own = [.. held.Where(one => one.Grant == Own)];
    private readonly List<HeldLeads> shared = [.. held.Where(one => one.Grant != Own).OrderBy(one => one.Hold.NotBefore)];

    /// <summary>Held leads of shared lists, exactly; to be rounded.</summary>
    public long Shared => shared.Sum(one => one.Leads);

    /// <summary>All held leads, those of shared lists rounded.</summary>
    public long Total => own.Sum(one => one.Leads) + RoundedFigure.Of(Shared);

    /// <summary>When the first may go; null when none is held or no moment is known.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            var first = own.Count == 0 ? DateTimeOffset.MaxValue : own.Min(one => one.Hold.NotBefore);
            var leads = 0L;
            foreach (var one in shared)
            {
                leads += one.Leads;
                if (leads < RoundedFigure.RecipientFloor)
                    continue;
                first = one.Hold.NotBefore < first ? one.Hold.NotBefore : first;
                break;
            }
            return Known(first);
        }
    }

    /// <summary>Own ones by reason and moment.</summary>
    public IReadOnlyList<HeldView> Views =>
    [
        .. own.GroupBy(one => one.Hold).OrderBy(group => group.Key.NotBefore).Select(group => new HeldView
        {
            Reason = SuppressionReasons.NameOf(group.Key.Reason),
            Until = Known(group.Key.NotBefore),
            Leads = group.Sum(one => one.Leads),
        }),
    ];

    // The store keeps milliseconds: the end of time comes back a little earlier.
    private static DateTimeOffset? Known(DateTimeOffset moment) => moment.Year == DateTimeOffset.MaxValue.Year ? null : moment;
}
