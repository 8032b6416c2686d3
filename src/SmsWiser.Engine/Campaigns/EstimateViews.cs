using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Shares;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Turns estimates into what the sending account may see: exact over its own lists; over shared ones only what follows from
/// rounded counts, the text and the price table.</summary>
internal static class EstimateViews
{
    public static EstimateView Of(Campaign campaign, Estimate estimate, Balance balance)
    {
        var isDone = estimate.IsDone;
        var figures = isDone ? estimate.Figures : null;
        return new()
        {
            State = !isDone ? "running" : figures is null ? "failed" : "done",
            Error = isDone ? estimate.Error : null,
            At = estimate.At,
            Walked = estimate.Walked,
            Total = estimate.Total,
            Own = figures?.Own is { } own ? Own(own) : null,
            Shared = figures?.Shared is { } shared ? Shared(shared, figures.SharedParts) : null,
            Cost = figures is null || balance.Terms.Kind == AccountKind.Unbilled ? null : Cost(campaign, figures, balance),
        };
    }

    private static OwnEstimate Own(AudienceFigures figures)
    {
        var byParts = new Dictionary<string, long>();
        var (min, max, sum) = (0, 0, 0L);
        for (var parts = 1; parts < figures.ByParts.Length; parts++)
        {
            var leads = figures.ByParts[parts];
            if (leads == 0)
                continue;
            byParts.Add($"{parts}", leads);
            (min, max, sum) = (min == 0 ? parts : min, parts, sum + (parts * leads));
        }
        return new()
        {
            Leads = figures.Leads,
            Eligible = figures.Eligible,
            Held = new HeldFigures(figures.Held).Views,
            Excluded =
            [
                .. figures.Excluded.OrderByDescending(one => one.Value).ThenBy(one => one.Key.Rule, StringComparer.Ordinal)
                    .Select(one => new ExcludedView
                    {
                        Reason = SuppressionReasons.NameOf(one.Key.Reason),
                        Rule = one.Key.Rule,
                        TableDate = one.Key.TableDate,
                        Leads = one.Value,
                    }),
            ],
            MinParts = min,
            AverageParts = figures.Eligible == 0 ? 0 : Math.Round((double)sum / figures.Eligible, 3),
            MaxParts = max,
            LeadsByParts = byParts,
            Gsm = figures.Eligible - figures.Ucs2,
            Ucs2 = figures.Ucs2,
            Ucs2ByText = figures.Ucs2ByText,
            Ucs2ByField = figures.Ucs2ByField,
        };
    }

    private static SharedEstimate Shared(AudienceFigures figures, int parts) => new()
    {
        Figures = new Dictionary<string, string>
        {
            ["leads"] = RoundedFigure.ForRecipient(figures.Leads),
            ["eligible"] = RoundedFigure.ForRecipient(figures.Eligible),
            ["held"] = RoundedFigure.ForRecipient(new HeldFigures(figures.Held).Shared),
        },
        ExcludedBy = CampaignViews.SharedReasons(figures.Excluded.Select(one => KeyValuePair.Create(one.Key.Reason, one.Value))),
        Parts = parts,
    };

    private static EstimatedCost Cost(Campaign campaign, EstimateFigures figures, Balance balance)
    {
        // Rounded up as the maximum spend counts it, so that what keeps within it here does so at the start.
        var shared = figures.Shared is null
            ? 0
            : RoundedFigure.Above(checked(
                RoundedFigure.MostOf(figures.Shared.Eligible) * figures.SharedParts * figures.HighestPriceMicros));
        var most = checked((figures.Own?.MostMicros ?? 0) + shared);
        return new()
        {
            MinMicros = figures.Own?.PartsMicros ?? 0,
            MaxMicros = most,
            SharedMaxMicros = shared,
            AvailableMicros = balance.AvailableMicros,
            LeastAfterMicros = balance.AvailableMicros - most,
            IsCovered = balance.AvailableMicros + balance.Terms.CreditLimitMicros >= most,
            MaxSpendMicros = campaign.Terms.MaxSpendMicros,
            IsWithinMaxSpend = campaign.Terms.MaxSpendMicros is not { } max || most <= max,
        };
    }
}
