using ShoeShop;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Tests.Tidy;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>A scheduler's program: the one that the README shows, which knows nothing but the contracts.</summary>
public sealed class SchedulerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_readme_shows_the_program_that_is_tested_here()
    {
        var readme = SourceTree.Read("README.md");

        Assert.Contains(Program("Newsletter.cs"), readme, StringComparison.Ordinal);
        Assert.Contains(Program("ClusterNewsletter.cs"), readme, StringComparison.Ordinal);
        Assert.InRange(Program("Newsletter.cs").Split('\n').Length, 20, 40);
    }

    [Fact]
    public async Task It_submits_watches_and_reports_a_campaign()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await ImportAsync(site, 400);
        await site.ConnectAsync();
        var newsletter = new Newsletter(site.Host.Grains, TimeProvider.System);

        var report = await newsletter.SendAsync(SendingSite.Owner, list, "Hi {first_name|there}, new shoes. STOP to leave.", Token);

        Assert.Equal("sent", report.Campaign.State);
        Assert.Equal((200, 0), (report.Own.Planned, report.Own.Open));
        Assert.Equal(200, site.Carrier.Snapshot().DistinctParts);
    }

    [Fact]
    public async Task Cancelled_it_stops_the_campaign()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await ImportAsync(site, 400);
        await site.ConnectAsync(rate: 20);
        using var enough = new CancellationTokenSource();
        var newsletter = new Newsletter(site.Host.Grains, TimeProvider.System);

        var sending = newsletter.SendAsync(SendingSite.Owner, list, "New shoes. STOP to leave.", enough.Token);
        while (site.Submitted == 0)
            await Task.Delay(5, Token);
        await enough.CancelAsync();
        var report = await sending;

        Assert.Equal("cancelled", report.Campaign.State);
        Assert.Equal(200, report.Own.Planned);
        Assert.InRange(report.Own.Cancelled, 100, 199);
    }

    /// <summary>Leads of which every second one has spent more than 100.</summary>
    private static Task<string> ImportAsync(SendingSite site, int count) =>
        site.ImportRowsAsync(SendingSite.Owner, "number,first_name,spent",
            Enumerable.Range(0, count).Select(i => $"+{33_600_000_000 + i},Anna,{(i % 2 == 0 ? 50 : 150)}"));

    /// <summary>The program without what a reader knows: from its usings on.</summary>
    private static string Program(string file) => SourceTree.Read($"tests/SmsWiser.Scheduler/{file}").Trim();
}
