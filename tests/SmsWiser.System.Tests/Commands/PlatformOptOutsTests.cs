using SmsWiser.System.Tests.Demo;

namespace SmsWiser.System.Tests.Commands;

/// <summary><c>smswiser optouts platform</c>, and the address of links, as typed.</summary>
public sealed class PlatformOptOutsTests : CommandSite
{
    [Fact]
    public async Task A_file_is_taken_and_its_counts_add_up()
    {
        await RunAsync("accounts", "open", "Shop", "--client-id", Owner);
        var path = Path.Combine(Files, "stops.csv");
        var rows = Enumerable.Range(0, 1_000).Select(i => i % 100 == 7 ? "nobody" : $"+{First + (ulong)i}");
        await File.WriteAllLinesAsync(path, rows.Prepend("phone"), Token);

        var totals = await RunAsync("optouts", "platform", "import", path);
        var told = await DemoProcess.RunCommandAsync("optouts", "platform", "import", path, "--data", Data);

        Assert.Equal((1_000, 990, 10), (totals.GetProperty("rows").GetInt64(), totals.GetProperty("taken").GetInt64(),
            totals.GetProperty("rejected").GetInt64()));
        Assert.Contains("row 9: ", told.Output, StringComparison.Ordinal);
        await DoAsync("optouts", "platform", "remove", $"+{First}", "--reason", "entered by mistake");
    }

    [Fact]
    public async Task An_address_that_cannot_serve_links_is_wrong_usage()
    {
        var end = await DemoProcess.RunCommandAsync("serve", "--data", Data, "--links-base-url", "http://shop.example/x");

        Assert.Equal(2, end.Code);
        Assert.Contains("--links-base-url", end.Error, StringComparison.Ordinal);
    }
}
