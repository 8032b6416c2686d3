using SmsWiser.Contracts;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smpp;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>What a carrier's settings do on the wire and in the store.</summary>
public sealed class CarrierProfileTests
{
    private const string Long = "This text is a good deal longer than one message may be, so that it has to go out in two parts of one "
        + "message, each with a header that says which part it is of how many.";

    [Fact]
    public async Task Settings_show_on_the_wire()
    {
        await using var carrier = new RecordingCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, carrier.Port, binds: 1, window: 10);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.DisconnectAsync();
        await alpha.SetAsync(new Dictionary<string, string>
        {
            ["interface_version"] = "5.0",
            ["bind_address"] = "5/1",
            ["address_range"] = "^33",
            ["system_type"] = "VMA",
            ["source_alphanumeric"] = "5/1",
            ["destination"] = "2/8",
            ["plus"] = "keep",
            ["long_message"] = "udh16",
            ["data_coding_gsm"] = "1",
            ["registered_delivery"] = "0",
            ["validity"] = "36h",
            ["priority"] = "2",
            ["service_type"] = "CMT",
            ["protocol_id"] = "64",
            ["tlv.0x1400"] = "1201",
            ["tlv.0x1401"] = "hex:00ff",
        });
        await alpha.ConnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 1);
        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", Long, list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == 1);

        var bind = carrier.Bind!;
        Assert.Equal((0x50, new SmppAddress(5, 1, "^33"), "VMA"), (bind.InterfaceVersion, bind.AddressRange, bind.SystemType));
        Assert.Equal(2, carrier.Submits.Count);
        Assert.StartsWith("'CMT' from 5/1 SHOP to 2/8 +33610000000 esm 40 pid 64 priority 2 '' '000001120000000R' "
            + "receipts 0 replace 0 dcs 1 default 0 060804", carrier.Submits[0], StringComparison.Ordinal);
        Assert.EndsWith(" tlvs 1400000431323031" + "1401000200FF", carrier.Submits[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_messages_are_as_carriers_mostly_want_them()
    {
        await using var carrier = new RecordingCarrier();
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, carrier.Port, binds: 1, window: 10);
        var campaign = await site.StartAsync(
            SendingSite.Owner, "12345", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 1));
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == 1);

        var bind = carrier.Bind!;
        Assert.Equal((0x34, new SmppAddress(0, 0, ""), ""), (bind.InterfaceVersion, bind.AddressRange, bind.SystemType));
        Assert.Equal("'' from 3/0 12345 to 1/1 33610000000 esm 00 pid 0 priority 0 '' '' receipts 1 replace 0 dcs 0 default 0 "
            + "53616C6520746F64 of 10 tlvs ", Assert.Single(carrier.Submits));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 200)]
    public async Task Receipts_are_matched_where_a_carrier_writes_ids_in_two_ways(bool isSet, int delivered)
    {
        await using var site = await SendingSite.OpenAsync(new() { HexMessageIds = true, DecimalReceiptIds = true });
        await site.ConnectAsync();
        if (isSet)
            await site.Demo.Carrier(SendingSite.Alpha).SetAsync(Settings(("id_submit", "hex"), ("id_receipt", "decimal")));
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 200));

        if (isSet)
            await site.FollowAsync(campaign);
        else
            await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Accepted] == 200);

        var counted = await Host.Demo.DemoTotals.CountAsync(site.Host, campaign, TestContext.Current.CancellationToken);
        Assert.Equal(delivered, counted.Outcomes[Outcome.Delivered]);
    }

    [Fact]
    public async Task A_test_finds_out_how_ids_are_written()
    {
        await using var site = await SendingSite.OpenAsync(new() { HexMessageIds = true, DecimalReceiptIds = true });
        await site.ConnectAsync(binds: 1);
        var carrier = site.Demo.Carrier(SendingSite.Alpha);
        await carrier.StartTestAsync(new() { To = "33612345678" });
        var test = await carrier.TestAsync(0);
        while (test.State == "running")
            test = await carrier.TestAsync(test.Steps.Count);

        Assert.Equal(("receipt", "failed", "Set id_submit=hex and id_receipt=decimal: the carrier writes ids in two ways."),
            (test.Steps[3].Step, test.Steps[3].Result, test.Steps[3].Advice));
    }

    [Fact]
    public async Task A_status_means_what_the_carrier_says()
    {
        await using var site = await SendingSite.OpenAsync(
            new() { FailureRatio = 0.2, FailureStatus = CommandStatus.InvalidSourceAddress });
        await site.ConnectAsync(rate: 5_000);
        await site.Demo.Carrier(SendingSite.Alpha).SetAsync(Settings(("error.0x0A", "throttle")));
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 20));

        Assert.Equal("planned 20, parts 20: Delivered 20", SendingSite.Line(await site.FollowAsync(campaign)));
    }

    [Fact]
    public async Task A_backup_host_is_tried_when_the_first_fails()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 1);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.DisconnectAsync();
        await alpha.SetAsync(Settings(("host", "127.255.255.254"), ("backup_hosts", "127.0.0.1")));

        // Nobody listens at the first address.
        await Assert.ThrowsAsync<RefusedException>(alpha.ConnectAsync);
        await alpha.ConnectAsync();

        Assert.Equal("bound", Assert.Single(await alpha.BindsAsync()).State);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_nothing_changes()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 2, rate: 100);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);

        var error = await Assert.ThrowsAsync<RefusedException>(() => alpha.SetAsync(Settings(
            ("window", "2000"), ("colour", "red"), ("source_short", "9"), ("tls_ca", "ca"), ("rate", "200"), ("priority", "4"),
            ("port", "x"), ("burst", "21"), ("bind_type", "both"))));

        Assert.Equal("port cannot be 'x': give a whole number; there is no setting colour; priority cannot be '4': give 0 to 3; "
            + "source_short cannot be '9': give TON and NPI as 5/0; tls_ca cannot be 'ca': give the whole path of a file, from the root "
            + "on, of up to 1000 characters; window is 2000; give 1 to 1000; bind_type is both; give transceiver, transmitter, receiver or "
            + "pair; burst is 21; with rate=200 give 1 to 20", error.Message);
        var settings = (await alpha.SettingsAsync()).ToDictionary(setting => setting.Name, setting => setting.Value);
        Assert.Equal(("50", "100", "3/0"), (settings["window"], settings["rate"], settings["source_short"]));
        Assert.DoesNotContain("demo", settings.Values);
    }

    [Fact]
    public async Task Settings_stay_when_a_carrier_is_configured_again_and_can_be_taken_back()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 1, rate: 100);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.SetAsync(Settings(("note", "no marketing on Sundays"), ("rate", "300"), ("tlv.0x1400", "7")));
        Assert.Equal(300, (await alpha.StatusAsync()).GrantedRate);

        await site.ConnectAsync(binds: 1, rate: 200);
        await alpha.SetAsync(Settings(("tlv.0x1400", ""), ("window", "")));

        var settings = (await alpha.SettingsAsync()).ToDictionary(setting => setting.Name, setting => setting.Value);
        Assert.Equal(("no marketing on Sundays", "200", "10", false),
            (settings["note"], settings["rate"], settings["window"], settings.ContainsKey("tlv.0x1400")));
    }

    private static Dictionary<string, string> Settings(params (string Name, string Value)[] settings) =>
        settings.ToDictionary(setting => setting.Name, setting => setting.Value);
}
