using System.Diagnostics;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Dispatch;
using SmsWiser.Smpp;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Shares;

/// <summary>The stop of a share, judged by the carrier: what it received, and when.</summary>
public sealed class ShareStopTests
{
    private const long French = 33_610_000_000;
    private const long German = 4_915_110_000_000;

    [Fact]
    public async Task Nothing_of_a_stopped_share_reaches_the_carrier_after_the_return_in_ten_rounds_at_full_rate()
    {
        const int shared = 12_000, own = 300, rounds = 10;
        await using var beta = SendingSite.StartCarrier(new() { ResponseDelay = TimeSpan.FromMilliseconds(1) });
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(SendingSite.Alpha, prefixes: "33");
        await site.ConnectAsync(SendingSite.Beta, beta, binds: 4, window: 100, prefixes: "49");
        var sharedList = await site.ImportAsync(SendingSite.Owner, German, shared);
        var ownList = await site.ImportAsync(SendingSite.Recipient, French, own);

        for (var round = 1; round <= rounds; round++)
        {
            var share = await site.ShareAsync(sharedList);
            var campaign = await site.StartAsync(SendingSite.Recipient, $"ROUND {round}", sharedList, ownList);
            Stop? stop = null;

            var totals = await site.FollowAsync(campaign, async _ =>
            {
                if (stop is null && beta.Source($"ROUND {round}").Received > 0)
                    stop = await StopAsync(site, share);
            });

            var seen = beta.Source($"ROUND {round}");
            Assert.NotNull(stop);
            Assert.Equal((stop.Receipt.OnWireBefore, "answered"), (seen.Received, stop.Receipt.Basis));
            Assert.InRange(seen.LastAt, 0, stop.ReturnedAt);
            Assert.Equal(shared, stop.Receipt.Withheld + seen.Accepted);
            Assert.InRange(seen.Accepted, 1, shared - 1);
            Assert.Equal(own, site.Carrier.Source($"ROUND {round}").Accepted);
            Assert.Equal(
                (own + seen.Accepted, stop.Receipt.Withheld), (totals.Outcomes[Outcome.Delivered], totals.Outcomes[Outcome.Revoked]));
        }
        Assert.Equal((0, 0), (beta.Snapshot().Duplicates, site.Carrier.Snapshot().Duplicates));
    }

    [Fact]
    public async Task Two_stops_at_once_both_return_after_the_last_part_and_agree()
    {
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMilliseconds(20) });
        await site.ConnectAsync(binds: 4, window: 20);
        var list = await site.ImportAsync(SendingSite.Owner, German, 6_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", list);
        Stop[] stops = [];

        await site.FollowAsync(campaign, async _ =>
        {
            if (stops.Length == 0 && site.Submitted > 0)
                stops = await Task.WhenAll(StopAsync(site, share), StopAsync(site, share));
        });

        var seen = site.Carrier.Source("SHOP");
        Assert.Equal(2, stops.Length);
        Assert.All(stops, stop => Assert.InRange(seen.LastAt, 0, stop.ReturnedAt));
        Assert.All(stops, stop => Assert.Equal((seen.Received, 6_000 - seen.Accepted), (stop.Receipt.OnWireBefore, stop.Receipt.Withheld)));
    }

    [Fact]
    public async Task After_a_new_agreement_only_the_new_campaign_flows()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: 4_000);
        var list = await site.ImportAsync(SendingSite.Owner, German, 3_000);
        var share = await site.ShareAsync(list);
        var first = await site.StartAsync(SendingSite.Recipient, "FIRST", list);
        await site.FollowUntilAsync(first, _ => site.Submitted >= 300);
        var stop = await StopAsync(site, share);

        await site.ShareAsync(list);
        var second = await site.FollowAsync(await site.StartAsync(SendingSite.Recipient, "SECOND", list));

        var sent = stop.Receipt.OnWireBefore;
        Assert.InRange(sent, 300, 2_700);
        Assert.Equal($"planned 3000, parts {sent}: Delivered {sent}, Revoked {3_000 - sent}",
            SendingSite.Line(await site.FollowAsync(first)));
        Assert.Equal("planned 3000, parts 3000: Delivered 3000", SendingSite.Line(second));
        Assert.Equal((sent, 3_000), (site.Carrier.Source("FIRST").Received, site.Carrier.Source("SECOND").Received));
    }

    [Fact]
    public async Task A_draft_over_a_stopped_share_refuses_to_start()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await site.ImportAsync(SendingSite.Owner, German, 10);
        var share = await site.ShareAsync(list);
        var draft = await site.DraftAsync(SendingSite.Recipient, "SHOP", "Sale today", list);
        await StopAsync(site, share);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => site.Demo.Campaign(draft).StartAsync(SendingSite.Recipient));

        Assert.Equal("share_not_active", refused.Code);
    }

    [Fact]
    public async Task A_campaign_stopped_before_its_first_part_ends_revoked_whole()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync();
        await site.Demo.Carrier(SendingSite.Alpha).DisconnectAsync();
        var list = await site.ImportAsync(SendingSite.Owner, German, 1_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", list);
        await site.FollowUntilAsync(campaign, totals => totals.Outcomes[Outcome.Open] == 1_000);

        var stop = await StopAsync(site, share);
        await site.ConnectAsync();

        Assert.Equal((0, 1_000), (stop.Receipt.OnWireBefore, stop.Receipt.Withheld));
        Assert.Equal("planned 1000, parts 0: Revoked 1000", SendingSite.Line(await site.FollowAsync(campaign)));
        Assert.Equal(0, site.Carrier.Snapshot().Submits);
    }

    [Fact]
    public async Task A_stop_of_a_carrier_that_falls_silent_still_returns_and_what_was_in_its_window_is_unknown()
    {
        // The first 32 parts of each bind are answered after a minute; the stop waits a second and then relies on TCP.
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMinutes(1) },
            new() { ResponseTimeout = TimeSpan.FromSeconds(3) });
        await site.ConnectAsync(binds: 2, window: 32);
        var list = await site.ImportAsync(SendingSite.Owner, German, 2_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", list);
        Stop? stop = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (stop is null && site.Submitted == 64)
                stop = await StopAsync(site, share);
        });

        var seen = site.Carrier.Source("SHOP");
        Assert.Equal(("acknowledged", 64, 64), (stop!.Receipt.Basis, stop.Receipt.OnWireBefore, stop.Receipt.InFlight));
        Assert.InRange(seen.LastAt, 0, stop.ReturnedAt);
        Assert.Equal(64, seen.Received);
        Assert.Equal("planned 2000, parts 64: Unknown 64, Revoked 1936", SendingSite.Line(totals));
    }

    [Fact]
    public async Task A_stop_between_the_parts_of_one_text_ends_the_lead_revoked()
    {
        // A window of one part and a slow carrier: the seven parts of a text pass the gate one by one, the four binds about in step.
        const int parts = 7;
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMilliseconds(50) });
        await site.ConnectAsync(binds: 4, window: 1);
        var list = await site.ImportAsync(SendingSite.Owner, German, 1_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.DraftAsync(SendingSite.Recipient, "SHOP", new string('x', 1_000), list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Recipient);
        Stop? stop = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (stop is null && site.Submitted > 4 * parts && site.Submitted % (4 * parts) is >= 4 and <= 12)
                stop = await StopAsync(site, share);
        });

        var seen = site.Carrier.Source("SHOP");
        var delivered = totals.Outcomes[Outcome.Delivered];
        Assert.InRange(seen.LastAt, 0, stop!.ReturnedAt);
        Assert.Equal((seen.Received, 1_000 - delivered), (stop.Receipt.OnWireBefore, stop.Receipt.Withheld));
        Assert.Equal($"planned 1000, parts {seen.Received}: Delivered {delivered}, Revoked {1_000 - delivered}", SendingSite.Line(totals));
        Assert.InRange(seen.Received - (parts * delivered), 1, 4 * (parts - 1));
    }

    [Fact]
    public async Task A_stop_ends_the_leads_that_wait_for_another_attempt()
    {
        await using var site = await SendingSite.OpenAsync(new() { FailureRatio = 0.5, FailureStatus = CommandStatus.SystemError });
        await site.ConnectAsync(rate: 4_000);
        var list = await site.ImportAsync(SendingSite.Owner, German, 3_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", list);
        Stop? stop = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (stop is null && site.Submitted >= 1_000)
                stop = await StopAsync(site, share);
        });

        var seen = site.Carrier.Source("SHOP");
        Assert.Equal((seen.Received, 3_000 - seen.Accepted), (stop!.Receipt.OnWireBefore, stop.Receipt.Withheld));
        Assert.Equal(
            $"planned 3000, parts {seen.Accepted}: Delivered {seen.Accepted}, Revoked {3_000 - seen.Accepted}", SendingSite.Line(totals));
        Assert.InRange(seen.LastAt, 0, stop.ReturnedAt);
    }

    [Fact]
    public async Task A_stop_counts_what_a_pause_has_just_taken_back_from_the_binds()
    {
        await using var site = await SendingSite.OpenAsync(new() { ResponseDelay = TimeSpan.FromMilliseconds(3) });
        await site.ConnectAsync(binds: 4, window: 20);
        var list = await site.ImportAsync(SendingSite.Owner, German, 3_000);

        for (var round = 1; round <= 10; round++)
        {
            var share = await site.ShareAsync(list);
            var campaign = await site.StartAsync(SendingSite.Recipient, $"ROUND {round}", list);
            var before = site.Submitted;
            await site.FollowUntilAsync(campaign, _ => site.Submitted > before);

            await site.Demo.Campaign(campaign).PauseAsync(SendingSite.Recipient);
            var stop = await StopAsync(site, share);

            var seen = site.Carrier.Source($"ROUND {round}");
            Assert.Equal((seen.Received, 3_000 - seen.Accepted), (stop.Receipt.OnWireBefore, stop.Receipt.Withheld));
        }
    }

    [Fact]
    public async Task A_stop_resets_a_connection_whose_octets_the_carrier_has_not_taken()
    {
        const int window = 1_000;
        var token = TestContext.Current.CancellationToken;
        using var stuck = new StuckCarrier().Listen();
        await using var site = await SendingSite.OpenAsync();
        var binding = stuck.BindAsync(token);
        await site.ConnectAsync(SendingSite.Alpha, stuck.Port, binds: 1, window: window);
        await binding;
        var list = await site.ImportAsync(SendingSite.Owner, German, 2_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.DraftAsync(SendingSite.Recipient, "SHOP", new string('x', 160), list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Recipient);
        await site.FollowUntilAsync(campaign, _ => site.Submitted == window);

        var called = Stopwatch.GetTimestamp();
        var stop = await StopAsync(site, share);
        var octets = await stuck.DrainAsync(token);

        Assert.Equal(("reset", window, 2_000 - window), (stop.Receipt.Basis, stop.Receipt.OnWireBefore, stop.Receipt.Withheld));
        Assert.InRange(Stopwatch.GetElapsedTime(called, stop.ReturnedAt), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.InRange(octets, 0, window * 160);
        var totals = await site.FollowAsync(campaign);
        Assert.Equal($"planned 2000, parts {window}: Unknown {window}, Revoked {2_000 - window}", SendingSite.Line(totals));
    }

    private static async Task<Stop> StopAsync(SendingSite site, string share)
    {
        var receipt = await site.Demo.Share(share).StopAsync(SendingSite.Owner, Guid.NewGuid().ToString("N"));
        return new(receipt, Stopwatch.GetTimestamp());
    }

    /// <summary>A receipt and when it was returned, on the clock of the carrier.</summary>
    private sealed record Stop(StopReceipt Receipt, long ReturnedAt);
}
