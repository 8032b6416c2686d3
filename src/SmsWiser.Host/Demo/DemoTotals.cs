using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Host.Demo;

/// <summary>Exact totals of a sendout as its operator sees them, folded from the journal.</summary>
internal sealed record DemoTotals(long Planned, OutcomeCounts Outcomes, long PartsSubmitted)
{
    /// <summary>Folds the latest sendout of a campaign.</summary>
    public static async Task<DemoTotals> FoldAsync(NodeHost host, string campaign, CancellationToken cancellation)
    {
        var sendout = await LatestAsync(host, campaign, cancellation);
        var reports = await new SendoutReport(host.Store.Dispatch).FoldAsync(sendout, cancellation);
        var outcomes = new OutcomeCounts();
        foreach (var report in reports.Values)
            outcomes.Add(report.Outcomes);
        return new(reports.Values.Sum(report => report.Planned), outcomes, reports.Values.Sum(report => report.PartsSubmitted));
    }

    /// <summary>The same from the stored counters: cheap, for progress.</summary>
    public static async Task<DemoTotals> CountAsync(NodeHost host, string campaign, CancellationToken cancellation)
    {
        var counters = await host.Store.Sendouts.CountersAsync((await LatestAsync(host, campaign, cancellation)).Id, cancellation);
        var outcomes = new OutcomeCounts();
        foreach (var counter in counters)
            outcomes.Add(counter.Outcomes);
        var planned = counters.Sum(counter => counter.Planned);
        return new(planned, outcomes, counters.Sum(counter => counter.PartsSubmitted));
    }

    /// <summary>The latest sendout of a campaign that was started.</summary>
    public static async Task<Sendout> LatestAsync(NodeHost host, string campaign, CancellationToken cancellation)
    {
        var known = await host.Store.Campaigns.FindAsync(campaign, cancellation)
            ?? throw new InvalidOperationException($"campaign {campaign} is not in the store");
        return await host.Store.Sendouts.FindLatestAsync(known.Id, cancellation)
            ?? throw new InvalidOperationException($"campaign {campaign} was never started");
    }
}
