using System.Text.Json;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Web;

namespace SmsWiser.System.Tests.Grains;

/// <summary>The command <c>smswiser grains</c> against a running node, and the node's socket.</summary>
public sealed class GrainsCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_live_activations_and_the_totals_of_each_class()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ImportAsync(SendingSite.Owner, 33_600_000_000, 5);
        await site.ConnectAsync(binds: 2);

        var end = await DemoProcess.RunCommandAsync("grains", "--json", "--data", site.Data);

        Assert.Equal((0, ""), (end.Code, end.Error));
        var binds = Rows(end.Json, "activations").Where(row => row.GetProperty("type").GetString() == "BindGrain").ToList();
        Assert.Equal(["alpha/1", "alpha/2"], binds.Select(row => row.GetProperty("key").GetString()).Order());
        Assert.All(binds, row => Assert.True(row.GetProperty("calls").GetInt64() > 0));
        Assert.All(binds, row => Assert.True(row.GetProperty("turn_seconds").GetDouble() > 0));
        var accounts = Rows(end.Json, "classes").Single(row => row.GetProperty("type").GetString() == "AccountGrain");
        Assert.Equal((2, 0), (accounts.GetProperty("activations").GetInt32(), accounts.GetProperty("queue").GetInt32()));
        Assert.Equal(3, accounts.GetProperty("calls").GetInt64());
    }

    [Fact]
    public async Task It_prints_tables_for_people()
    {
        await using var site = await SendingSite.OpenAsync();

        var end = await DemoProcess.RunCommandAsync("grains", "--data", site.Data);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Contains("│ AccountGrain    │    2 │     2 │", end.Output, StringComparison.Ordinal);
        Assert.Contains($"│ AccountGrain │ {SendingSite.Owner} │     1 │", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_node_it_says_how_to_start_one()
    {
        var end = await DemoProcess.RunCommandAsync("grains", "--data", "/nowhere/at/all");

        Assert.Equal(1, end.Code);
        Assert.StartsWith("smswiser grains: no node runs on /nowhere/at/all. Start one there", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_answers_with_metrics_of_this_node_and_is_for_its_owner_alone()
    {
        await using var other = await SendingSite.OpenAsync();
        await using var site = await SendingSite.OpenAsync();
        await site.ImportAsync(SendingSite.Owner, 33_600_000_000, 5);
        using var node = LocalNode.Connect(site.Data);

        var metrics = await node.GetStringAsync("/metrics", Token);

        Assert.Contains("# TYPE smswiser_grain_calls_total counter\nsmswiser_grain_calls_total{grain=\"AccountGrain\"} 3\n", metrics,
            StringComparison.Ordinal);
        Assert.Contains("smswiser_grain_activations{grain=\"LeadListGrain\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("smswiser_grain_queue_length{grain=\"LeadListGrain\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("# TYPE smswiser_grain_turn_time_seconds_total counter\n", metrics, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LocalNode.PathIn(site.Data)));
    }

    private static List<JsonElement> Rows(JsonElement board, string name) => [.. board.GetProperty(name).EnumerateArray()];
}
