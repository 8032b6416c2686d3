using System.Text.Json;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Commands;

/// <summary><c>smswiser sending</c> and <c>campaigns set-priority</c>.</summary>
public sealed class SendingCommandTests : CommandSite
{
    [Fact]
    public async Task A_pause_outlives_a_node_that_is_killed_and_the_campaign_completes_once_it_is_resumed()
    {
        const int leads = 1_500;
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        await ConfigureAsync(carrier, "--rate", "300");
        var list = Id(await RunAsync("lists", "create", "Customers", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(leads), "--account", Owner);
        var campaign = Id(await RunAsync("campaigns", "create", "Sale", "--sender", "ShoeShop", "--text", "Sale today", "--list", list,
            "--priority", "low", "--account", Owner));
        long sent;
        using (var node = DemoProcess.StartCommand(["serve", "--data", Data]))
        {
            await node.UntilAsync("1 binds are up");
            await RunAsync("campaigns", "start", campaign, "--detach", "--account", Owner);
            while (carrier.Snapshot().DistinctParts < 100)
                await Task.Delay(20, Token);
            var pause = await RunAsync("sending", "pause", "--account", Owner, "--reason", "unpaid");
            await RunAsync("sending", "pause", "--carrier", "alpha", "--reason", "late receipts");
            Assert.Equal(("account", Owner, "unpaid"), (Text(pause, "scope"), Text(pause, "subject"), Text(pause, "reason")));
            Assert.Equal("high", Text(await RunAsync("campaigns", "set-priority", campaign, "high", "--account", Owner), "priority"));
            sent = carrier.Snapshot().Submits;
            await node.KillAsync();
        }

        var shown = (await RunAsync("sending", "show")).GetProperty("items").EnumerateArray().Select(pause => Text(pause, "scope"));
        Assert.Equal(["account", "carrier"], shown);
        var status = await RunAsync("carriers", "status", "alpha");
        Assert.Equal("late receipts", Text(status, "pause_reason"));
        await RunAsync("sending", "resume", "--carrier", "alpha");
        Assert.Equal(sent, carrier.Snapshot().Submits);
        Assert.Empty((await RunAsync("sending", "resume", "--account", Owner)).GetProperty("items").EnumerateArray());
        var report = await RunAsync("campaigns", "watch", campaign, "--account", Owner);

        Assert.InRange(sent, 100, leads - 100);
        Assert.Equal("sent", Text(report.GetProperty("campaign"), "state"));
        Assert.Equal(0, report.GetProperty("own").GetProperty("open").GetInt64());
        Assert.Equal(0, carrier.Snapshot().Duplicates);
    }

    [Theory]
    [InlineData("smswiser sending pause: what is meant? Give one of --account, --carrier and --all.",
        "sending", "pause", "--reason", "storm")]
    [InlineData("smswiser sending resume: what is meant? Give one of --account, --carrier and --all.",
        "sending", "resume", "--all", "--carrier", "alpha")]
    [InlineData("smswiser sending pause: there is no carrier gamma; 'carriers list' shows all.",
        "sending", "pause", "--carrier", "gamma", "--reason", "late")]
    public async Task What_is_wrong_is_said(string said, params string[] typed)
    {
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);

        var end = await DemoProcess.RunCommandAsync([.. typed, "--data", Data]);

        Assert.Equal((2, said), (end.Code, end.Error));
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();
}
