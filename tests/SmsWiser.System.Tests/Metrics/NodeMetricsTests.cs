using System.Diagnostics;
using System.Globalization;
using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Web;

namespace SmsWiser.System.Tests.Metrics;

/// <summary>What a node's metrics say of a sendout.</summary>
public sealed class NodeMetricsTests
{
    private const string Promtool = "/usr/bin/promtool";
    private const int Leads = 500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_of_a_sendout_is_found_in_the_metrics_of_its_node()
    {
        await using var site = await SendingSite.OpenAsync();
        using var node = LocalNode.Connect(site.Data);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, Leads);
        await site.ConnectAsync(binds: 2, rate: 5_000);
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        var totals = await site.FollowAsync(campaign);

        var metrics = Read(await node.GetStringAsync("/metrics", Token));

        Assert.Equal(Leads, totals.Outcomes[Outcome.Delivered]);
        Assert.Equal(Leads, metrics.Where(one => one.Key.StartsWith("smswiser_bind_parts_total", StringComparison.Ordinal))
            .Sum(one => one.Value));
        Assert.Equal(Leads, metrics["smswiser_journal_entries_total{state=\"accepted\"}"]);
        Assert.Equal(Leads, metrics["smswiser_journal_entries_total{state=\"delivered\"}"]);
        Assert.Equal(0, metrics["smswiser_journal_refusals_total{class=\"message\"}"]);
        Assert.Equal(0, metrics["smswiser_journal_queue_length"]);
        Assert.Equal(0, metrics["smswiser_receipt_orphans_total"]);
        Assert.Equal(1, metrics["smswiser_bind_up{bind=\"alpha/1\",carrier=\"alpha\"}"]);
        Assert.Equal(2_500, metrics["smswiser_bind_rate_granted{bind=\"alpha/2\",carrier=\"alpha\"}"]);
        Assert.Equal(0, metrics["smswiser_bind_window_used{bind=\"alpha/1\",carrier=\"alpha\"}"]);
        Assert.All(
            new[]
            {
                "smswiser_journal_flush_duration_seconds_count", "smswiser_journal_wait_duration_seconds_count",
                "smswiser_chunk_wait_duration_seconds_count", "smswiser_sendout_plan_duration_seconds_count",
                "smswiser_bind_round_trip_duration_seconds_count{bind=\"alpha/1\"}",
                "smswiser_store_write_duration_seconds_count{file=\"main\",lane=\"flush\"}",
                "smswiser_store_wait_duration_seconds_count{file=\"leads\",lane=\"bulk\"}",
            }, name => Assert.True(metrics.GetValueOrDefault(name) > 0, $"{name} is not there"));
    }

    [Fact]
    public async Task Names_units_and_texts_are_as_promtool_wants_them()
    {
        Assert.SkipUnless(File.Exists(Promtool), "promtool is not installed.");
        await using var site = await SendingSite.OpenAsync();
        using var node = LocalNode.Connect(site.Data);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 10);
        await site.ConnectAsync();
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "SHOP", list));
        var page = await node.GetStringAsync("/metrics", Token);

        using var promtool = Process.Start(new ProcessStartInfo(Promtool, "check metrics")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await promtool.StandardInput.WriteAsync(page.AsMemory(), Token);
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync(Token) + await promtool.StandardError.ReadToEndAsync(Token);
        await promtool.WaitForExitAsync(Token);

        Assert.Equal("", said);
        Assert.Equal(0, promtool.ExitCode);
    }

    private static Dictionary<string, double> Read(string page) => page.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => (Line: line, At: line.LastIndexOf(' ')))
        .ToDictionary(one => one.Line[..one.At], one => double.Parse(one.Line[(one.At + 1)..], CultureInfo.InvariantCulture));
}
