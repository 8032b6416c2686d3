using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smsc;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary><c>carriers test</c> against carriers that are scripted to go wrong.</summary>
public sealed class CarrierTestTests
{
    [Fact]
    public async Task A_good_carrier_passes_step_by_step()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 2);

        var test = await TestAsync(site);

        Assert.Equal("passed", test.State);
        Assert.Equal(["connect ok", "bind ok", "submit ok", "receipt ok", "unbind ok", "live binds ok"], test.Steps.Select(Line));
        Assert.Equal("2 of 2 are up; nothing was throttled.", test.Steps[^1].Detail);
        Assert.Equal(1, site.Carrier.Snapshot().Accepted);
    }

    [Theory]
    [InlineData("other", "demo", "ESME_RINVSYSID (0x0F)", "The system_id is not known there.")]
    [InlineData("alpha", "other", "ESME_RINVPASWD (0x0E)", "The password is wrong.")]
    public async Task A_refused_bind_is_explained(string systemId, string password, string code, string advice)
    {
        await using var site = await SendingSite.OpenAsync();
        await using var strict = SendingSite.StartCarrier(new() { SystemId = "alpha", Password = "demo" });
        await ConfigureAsync(site, strict.Port, systemId, password);

        var test = await TestAsync(site);

        Assert.Equal(("failed", "connect ok, bind failed"), (test.State, string.Join(", ", test.Steps.Select(Line))));
        Assert.Contains(code, test.Steps[1].Detail, StringComparison.Ordinal);
        Assert.StartsWith(advice, test.Steps[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_binds_names_those_that_are_up()
    {
        await using var site = await SendingSite.OpenAsync(new() { MaxBinds = 2 });
        await site.ConnectAsync(binds: 2);

        var bind = (await TestAsync(site)).Steps[1];

        Assert.Equal("The bind was refused: ESME_RALYBND (0x05).", bind.Detail);
        Assert.StartsWith("2 binds are up already: the carrier allows no more.", bind.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CommandStatus.InvalidSourceAddress, "SHOP", "ESME_RINVSRCADR (0x0A)", "The sender is not allowed on this account.")]
    [InlineData(CommandStatus.InvalidSourceAddress, null, "ESME_RINVSRCADR (0x0A)", "The carrier wants a sender. Give --from")]
    [InlineData(CommandStatus.InvalidSourceTon, "SHOP", "ESME_RINVSRCTON (0x48)", "TON/NPI of the sender are not what")]
    [InlineData(CommandStatus.InvalidSourceNpi, "SHOP", "ESME_RINVSRCNPI (0x49)", "TON/NPI of the sender are not what")]
    [InlineData(CommandStatus.InvalidDestinationAddress, "SHOP", "ESME_RINVDSTADR (0x0B)", "The number is not taken.")]
    [InlineData(CommandStatus.InvalidDestinationTon, "SHOP", "ESME_RINVDSTTON (0x50)", "TON/NPI of the destination")]
    [InlineData(CommandStatus.Throttled, "SHOP", "ESME_RTHROTTLED (0x58)", "One message alone is too much now")]
    [InlineData(CommandStatus.MessageQueueFull, "SHOP", "ESME_RMSGQFUL (0x14)", "The carrier's queue for the account is full.")]
    [InlineData(CommandStatus.RejectedByReceiver, "SHOP", "ESME_RX_R_APPN (0x66)", "The carrier refuses this message or number")]
    [InlineData((CommandStatus)0x433, "SHOP", "1075 (0x433)", "Ask the carrier what it means by this status; error.0x433")]
    public async Task A_refused_message_is_explained(CommandStatus status, string? from, string code, string advice)
    {
        await using var site = await SendingSite.OpenAsync(new() { FailureRatio = 1, FailureStatus = status });
        await ConfigureAsync(site, site.Carrier.Port);

        var test = await TestAsync(site, from);

        Assert.Equal(
            ("failed", "connect ok, bind ok, submit failed, unbind ok"), (test.State, string.Join(", ", test.Steps.Select(Line))));
        Assert.Equal($"The message was refused: {code}.", test.Steps[2].Detail);
        Assert.StartsWith(advice, test.Steps[2].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_receipt_is_explained()
    {
        await using var site = await SendingSite.OpenAsync(new() { ReceiptRatio = 0 });
        await ConfigureAsync(site, site.Carrier.Port);

        var receipt = (await TestAsync(site)).Steps[3];

        Assert.Equal(("receipt failed", "No receipt came within 1 s."), (Line(receipt), receipt.Detail));
        Assert.EndsWith("ask the carrier to enable receipts for the account.", receipt.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_that_is_not_reached_is_no_fault_of_the_carrier()
    {
        await using var site = await SendingSite.OpenAsync(new() { UndeliveredRatio = 1 });
        await ConfigureAsync(site, site.Carrier.Port);

        var test = await TestAsync(site);

        Assert.Equal(("passed", "receipt warning"), (test.State, Line(test.Steps[3])));
        Assert.StartsWith("The receipt says Undeliverable", test.Steps[3].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_explained()
    {
        await using var site = await SendingSite.OpenAsync();
        var gone = SendingSite.StartCarrier();
        await gone.DisposeAsync();
        await ConfigureAsync(site, gone.Port);

        var step = Assert.Single((await TestAsync(site)).Steps);

        Assert.Equal("connect failed", Line(step));
        Assert.Contains($"127.0.0.1:{gone.Port}", step.Detail, StringComparison.Ordinal);
        Assert.StartsWith("Check host and port", step.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttled_binds_say_that_the_rate_is_too_high()
    {
        await using var site = await SendingSite.OpenAsync(new() { ThrottleRate = 1_500 });
        await site.ConnectAsync(binds: 1, rate: 2_500);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 1_500);
        await site.FollowAsync(await site.StartAsync(SendingSite.Owner, "SHOP", list));

        var live = (await TestAsync(site)).Steps[^1];

        Assert.Equal("live binds warning", Line(live));
        Assert.StartsWith("The carrier takes less than rate=2500 with window=50", live.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_tested_is_refused()
    {
        await using var site = await SendingSite.OpenAsync(new() { ReceiptRatio = 0 });
        await ConfigureAsync(site, site.Carrier.Port);
        var carrier = site.Demo.Carrier(SendingSite.Alpha);

        var number = await Assert.ThrowsAsync<RefusedException>(() => carrier.StartTestAsync(new() { To = "0612" }));
        var none = await Assert.ThrowsAsync<RefusedException>(() => carrier.TestAsync(0));
        await carrier.StartTestAsync(new() { To = "33612345678", ReceiptSeconds = 1 });
        var second = await Assert.ThrowsAsync<RefusedException>(() => carrier.StartTestAsync(new() { To = "33612345678" }));
        await FollowAsync(carrier);

        Assert.Equal(("invalid_value", "not_found", "wrong_state"), (number.Code, none.Code, second.Code));
    }

    private static string Line(CarrierTestStep step) => $"{step.Step} {step.Result}";

    private static Task ConfigureAsync(SendingSite site, int port, string systemId = "alpha", string password = "demo") =>
        site.Demo.Carrier(SendingSite.Alpha).ConfigureAsync(new()
        {
            Host = "127.0.0.1",
            Port = port,
            SystemId = systemId,
            Password = password,
            SystemType = "",
            RatePerSecond = 0,
            Binds = 1,
            WindowSlots = 10,
            Prefixes = [""],
        });

    private static async Task<CarrierTest> TestAsync(SendingSite site, string? from = "SHOP")
    {
        var carrier = site.Demo.Carrier(SendingSite.Alpha);
        await carrier.StartTestAsync(new() { To = "+33612345678", From = from, ReceiptSeconds = 1 });
        return await FollowAsync(carrier);
    }

    private static async Task<CarrierTest> FollowAsync(ICarrierGrain carrier)
    {
        var test = await carrier.TestAsync(0);
        while (test.State == "running")
            test = await carrier.TestAsync(test.Steps.Count);
        return test;
    }
}
