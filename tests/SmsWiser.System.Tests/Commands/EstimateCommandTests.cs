using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Commands;

public sealed class EstimateCommandTests : CommandSite
{
    [Fact]
    public async Task An_account_sees_what_a_campaign_would_cost_and_bounds_it()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        var list = Id(await RunAsync("lists", "create", "Customers", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(500), "--account", Owner);
        await ConfigureAsync(carrier);
        var prices = Path.Combine(Files, "prices.csv");
        await File.WriteAllTextAsync(prices, ",0.04\n", Token);
        await RunAsync("prices", "set", "alpha", prices);
        await RunAsync("credits", "terms", "prepaid", "--account", Owner);
        var campaign = Id(await RunAsync("campaigns", "create", "Autumn", "--sender", "ShoeShop", "--text", "Hi {first_name|there}",
            "--list", list, "--filter", "spent > 100", "--max-spend", "15.95", "--account", Owner));

        var estimate = await RunAsync("campaigns", "estimate", campaign, "--account", Owner);
        var human = await DemoProcess.RunCommandAsync("campaigns", "estimate", campaign, "--data", Data, "--account", Owner);
        var last = await DemoProcess.RunCommandAsync("campaigns", "estimate", campaign, "--last", "--data", Data, "--account", Owner);
        var report = await RunAsync("campaigns", "start", campaign, "--account", Owner);

        var cost = estimate.GetProperty("cost");
        Assert.Equal(399, estimate.GetProperty("own").GetProperty("eligible").GetInt64());
        Assert.Equal((15_960_000, 15_960_000), (cost.GetProperty("min_micros").GetInt64(), cost.GetProperty("max_micros").GetInt64()));
        Assert.Equal((false, false), (cost.GetProperty("is_covered").GetBoolean(), cost.GetProperty("is_within_max_spend").GetBoolean()));
        Assert.Equal((0, ""), (human.Code, human.Error));
        Assert.Contains("own leads by parts 1", human.Output, StringComparison.Ordinal);
        Assert.Equal((2, "smswiser campaigns estimate: no estimate of this campaign is kept; make one."), (last.Code, last.Error.Trim()));
        Assert.Equal("failed", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.StartsWith("max_spend: it may cost up to 15.96, and the campaign's maximum is 15.95",
            report.GetProperty("campaign").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, carrier.Snapshot().DistinctParts);
    }
}
