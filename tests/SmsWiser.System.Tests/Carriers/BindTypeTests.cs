using SmsWiser.Contracts;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Carriers;

/// <summary>Transmitters and receivers, and sessions that are renewed.</summary>
public sealed class BindTypeTests
{
    private const long French = 33_610_000_000;

    [Fact]
    public async Task Receipts_of_transmitters_come_over_the_carriers_receivers()
    {
        await using var site = await SendingSite.OpenAsync();
        await ConfigureAsync(site, spec => spec with { BindType = "pair", Binds = 2, Receivers = 1, RatePerSecond = 5_000 });
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.ConnectAsync();

        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", await site.ImportAsync(SendingSite.Owner, French, 2_000));
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("planned 2000, parts 2000: Delivered 2000", SendingSite.Line(totals));
        var binds = await alpha.BindsAsync();
        Assert.Equal(["alpha/1 transmitter bound 2500", "alpha/2 transmitter bound 2500", "alpha/3 receiver bound 0"],
            binds.Select(bind => $"{bind.Name} {bind.Type} {bind.State} {bind.GrantedRate}"));
        Assert.Equal((0L, true), (binds[2].Submitted, binds[0].Submitted > 0 && binds[1].Submitted > 0));
    }

    [Fact]
    public async Task A_test_of_a_pair_submits_over_one_and_waits_at_the_other()
    {
        await using var site = await SendingSite.OpenAsync();
        await ConfigureAsync(site, spec => spec with { BindType = "pair" });
        var alpha = site.Demo.Carrier(SendingSite.Alpha);

        await alpha.StartTestAsync(new() { To = "33612345678", ReceiptSeconds = 10 });
        var test = await alpha.TestAsync(0);
        while (test.State == "running")
            test = await alpha.TestAsync(test.Steps.Count);

        Assert.Equal(["connect ok", "bind ok", "connect ok", "bind receiver ok", "submit ok", "receipt ok", "unbind ok", "unbind ok"],
            test.Steps.Select(step => $"{step.Step} {step.Result}"));
    }

    [Fact]
    public async Task Types_and_counts_are_kept_shown_and_changed()
    {
        await using var site = await SendingSite.OpenAsync();
        await ConfigureAsync(site, spec => spec with { BindType = "pair", Binds = 3, Receivers = 2, RatePerSecond = 300 });
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await ConfigureAsync(site, spec => spec with { Binds = 3, RatePerSecond = 300 });
        Assert.Equal(("pair", "3", "2"), await ShownAsync(alpha));

        await alpha.SetAsync(new Dictionary<string, string> { ["receivers"] = "", ["bind_rate"] = "50" });
        await alpha.ConnectAsync();
        Assert.Equal(("pair", "3", "0"), await ShownAsync(alpha));
        Assert.Equal([50, 50, 50, 0, 0, 0], (await alpha.BindsAsync()).Select(bind => bind.GrantedRate));

        await alpha.SetAsync(new Dictionary<string, string> { ["bind_type"] = "transceiver", ["binds"] = "1" });
        Assert.Equal(("transceiver", "1", "0"), await ShownAsync(alpha));
        Assert.Equal("down", Assert.Single(await alpha.BindsAsync()).State);
        var error = await Assert.ThrowsAsync<RefusedException>(() => alpha.SetAsync(
            new Dictionary<string, string> { ["receivers"] = "2", ["binds"] = "40", ["rate"] = "0" }));
        Assert.Equal("receivers has no use with bind_type=transceiver; set bind_type=pair, or receivers=0; bind_rate needs a rate for all "
            + "binds together; set rate=2000 or less", error.Message);
    }

    [Fact]
    public async Task A_session_that_has_carried_its_messages_is_renewed_and_nothing_is_lost_or_sent_twice()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(binds: 2, window: 20, rate: 4_000);
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.DisconnectAsync();
        await alpha.SetAsync(new Dictionary<string, string> { ["max_messages_per_session"] = "150" });
        await alpha.ConnectAsync();
        var before = site.Carrier.Snapshot().BindsAccepted;

        var campaign = await site.DraftAsync(SendingSite.Owner, "SHOP", new string('x', 400),
            await site.ImportAsync(SendingSite.Owner, French, 600));
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Owner);
        var totals = await site.FollowAsync(campaign);

        var seen = site.Carrier.Snapshot();
        Assert.Equal("planned 600, parts 1800: Delivered 600", SendingSite.Line(totals));
        Assert.Equal((1_800, 0), (seen.Submits, seen.Duplicates));
        // 150 a session, three parts at a time: twelve sessions or a few more.
        Assert.InRange(seen.BindsAccepted - before, 10, 20);
    }

    [Fact]
    public async Task Marketing_waits_for_the_end_of_the_carriers_quiet_hours_and_other_messages_do_not()
    {
        var clock = new DaytimeClock();
        await using var site = await SendingSite.OpenAsync(clock: clock);
        await site.ConnectAsync(binds: 1);
        await site.Demo.Carrier(SendingSite.Alpha).SetAsync(
            new Dictionary<string, string> { ["quiet_hours"] = "11:00-15:00 Europe/Paris" });
        var list = await site.ImportAsync(SendingSite.Owner, French, 100);
        var marketing = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        var other = await site.Demo.OwnerAccount.CreateCampaignAsync(new()
        {
            Name = "Codes", Sender = "CODES", Template = "Your code", Class = "transactional", Targets = [new() { ListId = list }],
        });
        await site.Demo.Campaign(other).StartAsync(SendingSite.Owner);

        Assert.Equal("planned 100, parts 100: Delivered 100", SendingSite.Line(await site.FollowAsync(other)));
        Assert.Equal(0, site.Carrier.Source("SHOP").Received);

        clock.MoveTo(new(2026, 5, 5, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal("planned 100, parts 100: Delivered 100", SendingSite.Line(await site.FollowAsync(marketing)));
    }

    private static async Task<(string, string, string)> ShownAsync(ICarrierGrain carrier)
    {
        var shown = (await carrier.SettingsAsync()).ToDictionary(setting => setting.Name, setting => setting.Value);
        return (shown["bind_type"], shown["binds"], shown["receivers"]);
    }

    private static Task ConfigureAsync(SendingSite site, Func<CarrierSpec, CarrierSpec> change) =>
        site.Demo.Carrier(SendingSite.Alpha).ConfigureAsync(change(new()
        {
            Host = "127.0.0.1",
            Port = site.Carrier.Port,
            SystemId = "alpha",
            Password = "demo",
            SystemType = "",
            RatePerSecond = 0,
            Binds = 1,
            WindowSlots = 20,
            Prefixes = [""],
        }));
}
