using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Turns campaigns, counters and reports into what the sending account may see: exact over its own lists, rounded over shared
/// ones.</summary>
internal static class CampaignViews
{
    private static readonly GrantId Own = new(0);

    public static CampaignView Of(Campaign campaign, Sendout? latest) => new()
    {
        Id = campaign.PublicId,
        Name = campaign.Name,
        State = IsScheduled(campaign, latest) ? "scheduled" : NameOf(latest?.State),
        Error = latest is { State: SendoutState.Failed } ? latest.Error : campaign.Schedule?.Error,
        PauseReason = latest is { State: SendoutState.Paused } ? Refusal.NameOf(latest.PauseReason) : null,
        ScheduledFor = campaign.Schedule?.DueAt,
        Repeat = campaign.Schedule?.Rule,
        Priority = campaign.Class == TrafficClass.Marketing ? Refusal.NameOf(campaign.Terms.Priority) : null,
    };

    private static bool IsScheduled(Campaign campaign, Sendout? latest) =>
        campaign.Schedule?.DueAt is not null
        && latest is not { State: SendoutState.Planning or SendoutState.Sending or SendoutState.Paused };

    /// <summary>Progress from the counters, one row per grant. Figures of shared lists are summed exactly, rounded, and then added to the
    /// exact ones of own lists: rounding the sum would tell more when the own part is chosen well.</summary>
    public static CampaignProgress Progress(
        Campaign campaign, Sendout? latest, IReadOnlyList<SendoutCounter> counters, HeldFigures held)
    {
        var own = new OutcomeCounts();
        var shared = new OutcomeCounts();
        long ownParts = 0, sharedParts = 0;
        foreach (var counter in counters)
        {
            var isOwn = counter.Grant == Own;
            Add(isOwn ? own : shared, counter.Outcomes, counter.Planned);
            ownParts += isOwn ? counter.PartsSubmitted : 0;
            sharedParts += isOwn ? 0 : counter.PartsSubmitted;
        }
        for (var outcome = Outcome.Open; outcome <= Outcome.Cancelled; outcome++)
            own[outcome] += RoundedFigure.Of(shared[outcome]);
        return new()
        {
            State = NameOf(latest?.State),
            Totals = Totals(own),
            PartsSubmitted = ownParts + RoundedFigure.Of(sharedParts),
            Rounded = campaign.Targets.Any(target => target.Grant != Own),
            Held = held.Total,
            HeldUntil = held.Until,
        };
    }

    public static CampaignReport Report(
        Campaign campaign, Sendout latest, IReadOnlyDictionary<GrantId, GrantReport> grants, HeldFigures held)
    {
        var own = grants.GetValueOrDefault(Own);
        var hasShared = campaign.Targets.Any(target => target.Grant != Own);
        return new()
        {
            Campaign = Of(campaign, latest),
            Own = Totals(own?.Outcomes ?? new()),
            Shared = hasShared ? Shared(grants, held.Shared) : null,
            SharedSuppressedBy = hasShared
                ? SharedReasons(grants.Where(grant => grant.Key != Own).SelectMany(grant => grant.Value.SuppressedBy))
                : null,
            SuppressedBy = own?.SuppressedBy.ToDictionary(reason => SuppressionReasons.NameOf(reason.Key), reason => reason.Value) ?? [],
            PartsSubmitted = own?.PartsSubmitted ?? 0,
            StartedAt = latest.CreatedAt,
            FinishedAt = latest.FinishedAt,
            Held = held.Views,
            ValidUntil = latest.ValidUntil,
        };
    }

    /// <summary>Adds counters, of which open is what the others leave of planned.</summary>
    private static void Add(OutcomeCounts sum, OutcomeCounts counted, long planned)
    {
        var open = sum[Outcome.Open] + planned - counted.Answered;
        sum.Add(counted);
        sum[Outcome.Open] = open;
    }

    private static OutcomeTotals Totals(OutcomeCounts counts) => new()
    {
        Planned = counts[Outcome.Open] + counts.Answered,
        Open = counts[Outcome.Open],
        Accepted = counts[Outcome.Accepted],
        Delivered = counts[Outcome.Delivered],
        Undelivered = counts[Outcome.Undelivered],
        Expired = counts[Outcome.Expired],
        Unknown = counts[Outcome.Unknown],
        Rejected = counts[Outcome.Rejected],
        Failed = counts[Outcome.Failed],
        Revoked = counts[Outcome.Revoked],
        Suppressed = counts[Outcome.Suppressed],
        Cancelled = counts[Outcome.Cancelled],
    };

    private static Dictionary<string, string> Shared(IReadOnlyDictionary<GrantId, GrantReport> grants, long held)
    {
        var counts = new OutcomeCounts();
        foreach (var (_, report) in grants.Where(grant => grant.Key != Own))
            counts.Add(report.Outcomes);
        var figures = new Dictionary<string, string> { ["planned"] = RoundedFigure.ForRecipient(counts[Outcome.Open] + counts.Answered) };
        for (var outcome = Outcome.Open; outcome <= Outcome.Cancelled; outcome++)
            figures[NameOf(outcome)] = RoundedFigure.ForRecipient(counts[outcome]);
        figures["held"] = RoundedFigure.ForRecipient(held);
        return figures;
    }

    /// <summary>Reasons over shared lists together: those that hold for enough leads, rounded.</summary>
    public static Dictionary<string, string> SharedReasons(IEnumerable<KeyValuePair<SuppressionReason, long>> reasons) => reasons
        .GroupBy(reason => SuppressionReasons.SharedNameOf(reason.Key), reason => reason.Value)
        .Select(reason => (Name: reason.Key, Leads: reason.Sum()))
        .Where(reason => reason.Leads >= RoundedFigure.RecipientFloor)
        .ToDictionary(reason => reason.Name, reason => RoundedFigure.ForRecipient(reason.Leads));

    private static string NameOf(SendoutState? state) => state switch
    {
        null => "draft",
        SendoutState.Planning => "planning",
        SendoutState.Sending => "sending",
        SendoutState.Paused => "paused",
        SendoutState.Sent => "sent",
        SendoutState.Cancelled => "cancelled",
        _ => "failed",
    };

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Open => "open",
        Outcome.Accepted => "accepted",
        Outcome.Delivered => "delivered",
        Outcome.Undelivered => "undelivered",
        Outcome.Expired => "expired",
        Outcome.Unknown => "unknown",
        Outcome.Rejected => "rejected",
        Outcome.Failed => "failed",
        Outcome.Revoked => "revoked",
        Outcome.Suppressed => "suppressed",
        _ => "cancelled",
    };
}
