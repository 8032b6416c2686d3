using System.Text.Json;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Commands;

/// <summary>The verbs of <c>smswiser</c> on a data directory: from a CSV file to the report, with and without a running node.</summary>
public sealed class CommandLineTests : CommandSite
{
    [Fact]
    public async Task A_shop_sends_to_its_own_list_without_a_running_node()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        var list = Id(await RunAsync("lists", "create", "Customers", "--account", Owner));
        var import = await RunAsync("lists", "import", list, await FileAsync(500), "--account", Owner);
        await ConfigureAsync(carrier);
        var campaign = Id(await RunAsync("campaigns", "create", "Autumn", "--sender", "ShoeShop", "--text", "Hi {first_name|there}",
            "--list", list, "--filter", "spent > 100", "--account", Owner));

        var report = await RunAsync("campaigns", "start", campaign, "--account", Owner);

        Assert.Equal((500, 0), (import.GetProperty("created").GetInt64(), import.GetProperty("rejected").GetInt64()));
        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal(399, report.GetProperty("own").GetProperty("planned").GetInt64());
        Assert.Equal(399, carrier.Snapshot().DistinctParts);
    }

    [Fact]
    public async Task An_owner_and_a_recipient_work_with_a_running_node_and_the_owner_stops()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        await ConfigureAsync(carrier, "--rate", "300");
        using var node = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Data]);
        await node.UntilAsync("1 binds are up");
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Recipient);
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(3_000), "--account", Owner);
        var share = Id(await RunAsync("shares", "invite", list, Recipient, "50", "--account", Owner));
        await RunAsync("shares", "accept", share, "--account", Recipient);
        var campaign = Id(await RunAsync("campaigns", "create", "Sale", "--sender", "ShoeShop", "--text", "Sale today", "--list", list,
            "--account", Recipient));
        await RunAsync("campaigns", "start", campaign, "--detach", "--account", Recipient);
        while (carrier.Snapshot().DistinctParts < 100)
            await Task.Delay(20, Token);

        var receipt = await RunAsync("shares", "stop", share, "--account", Owner);
        var onWire = carrier.Snapshot().DistinctParts;
        var report = await RunAsync("campaigns", "watch", campaign, "--account", Recipient);
        node.Terminate();
        var end = await node.EndAsync();

        Assert.Equal(3_000 - onWire, receipt.GetProperty("withheld").GetInt64());
        Assert.Equal(onWire, carrier.Snapshot().DistinctParts);
        Assert.Equal("sent", report.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal("~3,000", report.GetProperty("shared").GetProperty("planned").GetString());
        Assert.Equal(0, report.GetProperty("own").GetProperty("planned").GetInt64());
        Assert.Equal((0, ""), (end.Code, end.Error));
    }

    [Fact]
    public async Task An_owner_keeps_a_list_in_order()
    {
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        var list = Id(await RunAsync("lists", "create", "Leads", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(100), "--working-file", "fair", "--account", Owner);
        var added = await RunAsync("leads", "add", list, "+33700000001", "--set", "first_name==1+1", "--account", Owner);
        await RunAsync("leads", "change", list, "+33700000001", "--set", "spent=7.5", "--account", Owner);
        await DemoProcess.RunCommandAsync("leads", "remove", list, $"+{First}", "--data", Data, "--account", Owner);
        var segment = Id(await RunAsync("segments", "save", list, "Spenders", "spent > 50", "--account", Owner));
        await RunAsync("segments", "change", list, segment, "Big spenders", "spent > 90", "--account", Owner);
        var spenders = await RunAsync("lists", "count", list, "--segment", segment, "--account", Owner);
        var fair = await RunAsync("lists", "count", list, "--working-file", "fair", "--account", Owner);
        var copy = Path.Combine(Files, "copy.csv");
        var export = await RunAsync("lists", "export", list, copy, "--filter", "spent < 8", "--account", Owner);
        var growth = await RunAsync("lists", "growth", list, "--from", "2026-01-01", "--account", Owner);

        Assert.Equal("+33700000001", added.GetProperty("number").GetString());
        Assert.Equal((9, 99), (spenders.GetProperty("leads").GetInt64(), fair.GetProperty("leads").GetInt64()));
        Assert.Equal(8, export.GetProperty("leads").GetInt64());
        Assert.Contains("+33700000001,'=1+1,7.5", await File.ReadAllLinesAsync(copy, Token));
        Assert.Equal(100, growth.GetProperty("items")[0].GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task Two_lists_become_one_and_are_erased()
    {
        await RunAsync("accounts", "open", "Nordic Leads", "--client-id", Owner);
        var first = Id(await RunAsync("lists", "create", "First", "--account", Owner));
        var second = Id(await RunAsync("lists", "create", "Second", "--account", Owner));
        await RunAsync("lists", "import", first, await FileAsync(60), "--account", Owner);
        await RunAsync("lists", "import", second, await FileAsync(100), "--account", Owner);

        var merge = await RunAsync("lists", "merge", first, second, "--account", Owner);
        var archived = await RunAsync("lists", "show", second, "--account", Owner);
        var refused = await DemoProcess.RunCommandAsync("lists", "erase", first, "--data", Data, "--account", Owner);
        var erased = await RunAsync("lists", "erase", first, "--yes", "--account", Owner);

        Assert.Equal((100, 40), (merge.GetProperty("rows").GetInt64(), merge.GetProperty("created").GetInt64()));
        Assert.True(archived.GetProperty("is_archived").GetBoolean());
        Assert.Equal((2, "smswiser lists erase: what is erased cannot be brought back; add --yes to erase the list."),
            (refused.Code, refused.Error));
        Assert.Equal(100, erased.GetProperty("leads").GetInt64());
    }

    [Fact]
    public async Task Who_has_left_a_topic_is_not_sent_to_until_there_is_fresh_consent()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        var list = Id(await RunAsync("lists", "create", "Customers", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(100), "--account", Owner);
        await ConfigureAsync(carrier);
        foreach (var number in (string[])[$"+{First + 1}", $"+{First + 2}"])
            await DoAsync("optouts", "add", number, "--list", list, "--account", Owner);
        await DoAsync("optouts", "remove", $"+{First + 2}", "--list", list, "--account", Owner);
        await DoAsync("keywords", "set", "HOURS", "Open 9 to 18", "--account", Owner);
        var campaign = Id(await RunAsync("campaigns", "create", "Autumn", "--sender", "ShoeShop", "--text", "Sale", "--list", list,
            "--account", Owner));

        var report = await RunAsync("campaigns", "start", campaign, "--account", Owner);
        var day = (await RunAsync("optouts", "counts", "--list", list, "--account", Owner)).GetProperty("items")[0];
        var growth = (await RunAsync("lists", "growth", list, "--from", "2026-01-01", "--account", Owner)).GetProperty("items")[0];
        var keywords = await RunAsync("keywords", "list", "--account", Owner);

        Assert.Equal(1, report.GetProperty("suppressed_by").GetProperty("opted_out").GetInt64());
        Assert.Equal(99, carrier.Snapshot().DistinctParts);
        Assert.Equal((2, 1), (day.GetProperty("outs").GetInt64(), day.GetProperty("ins").GetInt64()));
        Assert.Equal(2, growth.GetProperty("opted_out").GetInt64());
        Assert.Equal("HOURS", keywords.GetProperty("items")[0].GetProperty("word").GetString());
    }

    [Fact]
    public async Task A_sender_pays_in_advance()
    {
        await using var carrier = SendingSite.StartCarrier();
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        var list = Id(await RunAsync("lists", "create", "Customers", "--account", Owner));
        await RunAsync("lists", "import", list, await FileAsync(100), "--account", Owner);
        await ConfigureAsync(carrier);
        await File.WriteAllTextAsync(Path.Combine(Files, "prices.csv"), $"prefix,price\n{$"{First}"[..3]},0.04\n", Token);
        await RunAsync("prices", "set", "alpha", Path.Combine(Files, "prices.csv"));
        await RunAsync("credits", "terms", "prepaid", "--account", Owner);
        await RunAsync("credits", "top-up", "payment-1", "10", "--account", Owner);
        await RunAsync("credits", "top-up", "payment-1", "10", "--account", Owner);
        var campaign = Id(await RunAsync("campaigns", "create", "Autumn", "--sender", "ShoeShop", "--text", "Hi {first_name|there}",
            "--list", list, "--account", Owner));

        await RunAsync("campaigns", "start", campaign, "--account", Owner);
        var balance = await RunAsync("credits", "balance", "--account", Owner);
        var hold = (await RunAsync("credits", "holds", "--account", Owner)).GetProperty("items")[0];

        Assert.Equal((6_000_000, 0), (balance.GetProperty("available_micros").GetInt64(), balance.GetProperty("held_micros").GetInt64()));
        Assert.Equal((4_000_000, 0), (hold.GetProperty("settled_micros").GetInt64(), hold.GetProperty("open_micros").GetInt64()));
    }

    [Fact]
    public async Task Tables_are_for_people()
    {
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);

        var end = await DemoProcess.RunCommandAsync("accounts", "show", "--data", Data, "--account", Owner);

        Assert.Contains("│ name      │ Shoe Shop │", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "smswiser lists own: which account asks? Give --account CLIENT_ID, or set SMSWISER_ACCOUNT.", "lists", "own")]
    [InlineData(2, "smswiser lists show: there is no such list for this account; check its id.", "lists", "show", "x", "--account", Owner)]
    [InlineData(2, "smswiser shares invite: a profit of 101 % cannot be agreed; give 0 to 100 with two decimals at most.",
        "shares", "invite", "x", Recipient, "101", "--account", Owner)]
    [InlineData(2, "smswiser accounts open: 'ILOU' is no client id; give 8 letters and digits, without I, L, O and U.",
        "accounts", "open", "Shop", "--client-id", "ILOU")]
    [InlineData(2, "smswiser campaigns start: --detach needs a node that goes on sending; start one with 'smswiser serve', or leave "
        + "--detach out.", "campaigns", "start", "x", "--detach", "--account", Owner)]
    [InlineData(2, "smswiser carriers configure: the carrier's password is missing; give --password-file, or set "
        + "SMSWISER_CARRIER_PASSWORD.", "carriers", "configure", "a", "--host", "h", "--system-id", "s")]
    public async Task What_cannot_be_done_says_why_and_what_to_do(int code, string said, params string[] arguments)
    {
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);

        var end = await DemoProcess.RunCommandAsync([.. arguments, "--data", Data]);

        Assert.Equal((code, said), (end.Code, end.Error));
    }

    [Fact]
    public async Task A_directory_without_data_is_not_filled_by_asking()
    {
        var end = await DemoProcess.RunCommandAsync("lists", "own", "--data", Data, "--account", Owner);

        Assert.Equal(2, end.Code);
        Assert.StartsWith($"smswiser lists own: there are no data in {Data}.", end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_socket_left_by_a_killed_node_is_no_node()
    {
        await RunAsync("accounts", "open", "Shoe Shop", "--client-id", Owner);
        using (var node = DemoProcess.StartCommand(["serve", "--listen", "127.0.0.1:0", "--data", Data]))
        {
            await node.UntilAsync("A node runs");
            await node.KillAsync();
        }

        Assert.True(File.Exists(Path.Combine(Data, "node.sock")));
        Assert.Equal("Shoe Shop", (await RunAsync("accounts", "show", "--account", Owner)).GetProperty("name").GetString());
    }
}
