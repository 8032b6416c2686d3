using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Simulation.Campaigns;

/// <summary>At the end: do counters, journal and carriers tell the same story?</summary>
internal sealed class Verdict(World world, Node node)
{
    public static async Task<Sendout?> LatestAsync(Node node, CampaignPlan plan)
    {
        var campaign = await node.Store.Campaigns.FindAsync(plan.Id, default);
        return await node.Store.Sendouts.FindLatestAsync(campaign!.Id, default);
    }

    public async Task CheckAsync(Site site, IReadOnlyList<StopReceipt> stops)
    {
        var revoked = 0L;
        foreach (var campaign in site.Campaigns.Where(campaign => campaign.IsStarted))
            revoked += await CheckAsync(campaign, stops);
        foreach (var stop in stops)
            Expect(stop.Withheld <= revoked, $"a stop says that {stop.Withheld} leads were withheld, but {revoked} ended as revoked");
        foreach (var id in world.Journal.Accepted)
            Expect(world.Judge.Ids.ContainsKey(id), $"the journal has the accepted message id '{id}', which no carrier gave");
        var twice = world.Journal.Accepted.Count - world.Journal.Accepted.Distinct().Count();
        Expect(twice == 0, $"{twice} message ids stand in the journal twice");
    }

    /// <summary>Returns how many leads ended as revoked.</summary>
    private async Task<long> CheckAsync(CampaignPlan campaign, IReadOnlyList<StopReceipt> stops)
    {
        if (await LatestAsync(node, campaign) is not { } sendout)
            return 0;
        if (sendout.State == SendoutState.Failed)
        {
            Expect(campaign.UsesShare && stops.Count > 0, $"{campaign.Sender}: the plan failed: {sendout.Error}");
            return 0;
        }
        var counted = new OutcomeCounts();
        var planned = 0L;
        foreach (var counter in await node.Store.Sendouts.CountersAsync(sendout.Id, default))
        {
            counted.Add(counter.Outcomes);
            planned += counter.Planned;
        }
        var folded = new OutcomeCounts();
        foreach (var report in (await node.Reports.FoldAsync(sendout, default)).Values)
            folded.Add(report.Outcomes);
        var name = campaign.Sender;
        Expect(Line(folded) == Line(counted), $"{name}: the counters say {Line(counted)}, the journal says {Line(folded)}");
        Expect(planned == counted.Answered, $"{name}: {planned} leads were planned, and {Line(counted)}");
        var expected = sendout is { State: SendoutState.Cancelled, Planned: 0 } ? 0 : campaign.Texts.Count;
        Expect(planned == expected, $"{name}: {planned} leads were planned of {expected}");

        var (accepted, delivered, orphaned) = world.Judge.Count(name);
        var known = counted[Outcome.Accepted] + counted[Outcome.Delivered] + counted[Outcome.Undelivered] + counted[Outcome.Expired];
        Within(known, accepted, counted[Outcome.Unknown], $"{name}: leads accepted");
        Within(counted[Outcome.Delivered], delivered, counted[Outcome.Unknown] + orphaned, $"{name}: leads delivered");
        return counted[Outcome.Revoked];
    }

    /// <summary>What the product knows the carrier knows, too; what a carrier knows beyond that the product
    /// calls unknown, or has a receipt of without its part.</summary>
    private void Within(long product, long carrier, long unknown, string what) => Expect(
        product <= carrier && carrier <= product + unknown,
        $"{what}: {product} says the product, {carrier} say the carriers, with {unknown} that may be either");

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
            world.Judge.Violated(otherwise);
    }

    private static string Line(OutcomeCounts counts) => string.Join(", ", Enum.GetValues<Outcome>()
        .Where(outcome => outcome != Outcome.Open && counts[outcome] != 0).Select(outcome => $"{outcome} {counts[outcome]}"));
}
