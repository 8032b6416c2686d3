using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Commands;

/// <summary>Ordinary stories from the CSV file to the report, as people would type them.</summary>
public sealed class StoryTests : CommandSite
{
    private const string Other = "C4Y0N5RG";

    [Fact]
    public async Task An_owner_shares_with_two_stops_one_and_the_other_goes_on()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await ConfigureAsync(carrier, "--rate", "100"); // Slow, so that the stop falls into the run on any machine.
        using var node = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Data]);
        await node.UntilAsync("1 binds are up");
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Recipient);
        await RunAsync("accounts", "open", "Hat Shop", "--client-id", Other);
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(2_000), "--account", Owner);
        var first = await ShareAsync(list, Recipient);
        await ShareAsync(list, Other);
        var stopped = await StartAsync(Recipient, list, "ShoeShop");
        var kept = await StartAsync(Other, list, "HatShop");
        while (carrier.Source("ShoeShop").Received < 50)
            await Task.Delay(20, Token);

        await RunAsync("shares", "stop", first, "--account", Owner);
        var onWire = carrier.Source("ShoeShop").Received;
        await DoAsync("carriers", "set", "alpha", "rate=2000");
        var report = await RunAsync("campaigns", "watch", kept, "--account", Other);
        var shares = await RunAsync("shares", "of", list, "--account", Owner);
        var lists = await RunAsync("lists", "shared", "--account", Recipient);
        node.Terminate();
        await node.EndAsync();

        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal(2_000, carrier.Source("HatShop").Received);
        Assert.Equal(onWire, carrier.Source("ShoeShop").Received);
        Assert.InRange(onWire, 50, 1_999);
        Assert.Equal(["accepted", "stopped"],
            shares.GetProperty("items").EnumerateArray().Select(share => share.GetProperty("state").GetString()).Order());
        Assert.Equal(0, lists.GetProperty("items").GetArrayLength());
        Assert.NotEqual(stopped, kept);
    }

    [Fact]
    public async Task A_recipient_sends_again_to_those_who_match_as_often_as_the_share_lasts()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Recipient);
        await ConfigureAsync(carrier);
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(1_000), "--account", Owner);
        var share = await ShareAsync(list, Recipient);
        var segment = Id(await RunAsync("segments", "save", list, "Spenders", "spent >= 500", "--account", Recipient));
        var size = await RunAsync("lists", "count", list, "--segment", segment, "--shared", "--account", Recipient);
        var first = Id(await RunAsync("campaigns", "create", "Sale", "--sender", "ShoeShop", "--text", "Sale", "--list", list, "--filter",
            "spent >= 500", "--account", Recipient));
        var again = Id(await RunAsync("campaigns", "create", "Last day", "--sender", "ShoeShop", "--text", "Last day, {first_name|there}",
            "--list", list, "--filter", "spent >= 500", "--account", Recipient));
        var narrow = Id(await RunAsync("campaigns", "create", "Few", "--sender", "ShoeShop", "--text", "Sale", "--list", list, "--filter",
            "spent >= 900", "--account", Recipient));

        await RunAsync("campaigns", "start", first, "--account", Recipient);
        var report = await RunAsync("campaigns", "start", again, "--account", Recipient);
        await DemoProcess.RunCommandAsync("campaigns", "start", narrow, "--data", Data, "--account", Recipient);
        var refused = (await RunAsync("campaigns", "list", "--account", Recipient)).GetProperty("items")[0];
        await RunAsync("shares", "stop", share, "--account", Owner);
        var late = await DemoProcess.RunCommandAsync("campaigns", "start", again, "--data", Data, "--account", Recipient);

        Assert.Equal("~500", size.GetProperty("rounded_leads").GetString());
        Assert.Equal("~500", report.GetProperty("shared").GetProperty("planned").GetString());
        Assert.Equal(1_000, carrier.Source("ShoeShop").Received);
        Assert.Equal("failed", refused.GetProperty("state").GetString());
        Assert.Contains("fewer than 300 leads", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, late.Code);
        Assert.StartsWith("smswiser campaigns start: a shared list of this campaign", late.Error, StringComparison.Ordinal);
    }

    private async Task<string> ShareAsync(string list, string recipient)
    {
        var share = Id(await RunAsync("shares", "invite", list, recipient, "50", "--account", Owner));
        await RunAsync("shares", "accept", share, "--account", recipient);
        return share;
    }

    private async Task<string> StartAsync(string account, string list, string sender)
    {
        var campaign = Id(await RunAsync("campaigns", "create", sender, "--sender", sender, "--text", "Sale today", "--list", list,
            "--account", account));
        await RunAsync("campaigns", "start", campaign, "--detach", "--account", account);
        return campaign;
    }
}
