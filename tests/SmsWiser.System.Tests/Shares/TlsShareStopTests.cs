using System.Diagnostics;
using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Smpp;

namespace SmsWiser.System.Tests.Shares;

/// <summary>The stop of a share whose messages go over TLS, judged by the carrier.</summary>
public sealed class TlsShareStopTests : IDisposable
{
    private const long German = 4_915_110_000_000;

    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task Nothing_of_a_stopped_share_reaches_the_carrier_after_the_return_in_ten_rounds_at_full_rate()
    {
        const int shared = 8_000, rounds = 10;
        await using var secure = SendingSite.StartCarrier(new()
        {
            ResponseDelay = TimeSpan.FromMilliseconds(1),
            Tls = new(certificates.Issue("127.0.0.1"), null),
        });
        await using var site = await SendingSite.OpenAsync();
        await ConnectAsync(site, secure.Port, binds: 4, window: 100);
        var list = await site.ImportAsync(SendingSite.Owner, German, shared);

        for (var round = 1; round <= rounds; round++)
        {
            var share = await site.ShareAsync(list);
            var campaign = await site.StartAsync(SendingSite.Recipient, $"ROUND {round}", list);
            (Contracts.Shares.StopReceipt Receipt, long ReturnedAt)? stop = null;

            var totals = await site.FollowAsync(campaign, async _ =>
            {
                if (stop is null && secure.Source($"ROUND {round}").Received > 0)
                    stop = await StopAsync(site, share);
            });

            var seen = secure.Source($"ROUND {round}");
            Assert.Equal((seen.Received, "answered"), (stop!.Value.Receipt.OnWireBefore, stop.Value.Receipt.Basis));
            Assert.InRange(seen.LastAt, 0, stop.Value.ReturnedAt);
            Assert.Equal((seen.Accepted, shared - seen.Accepted), (totals.Outcomes[Outcome.Delivered], totals.Outcomes[Outcome.Revoked]));
        }
        Assert.Equal(0, secure.Snapshot().Duplicates);
    }

    [Fact]
    public async Task Ciphertext_that_the_carriers_host_has_is_acknowledged_though_the_carrier_is_silent()
    {
        await using var silent = SendingSite.StartCarrier(new()
        {
            ResponseDelay = TimeSpan.FromMinutes(1),
            Tls = new(certificates.Issue("127.0.0.1"), null),
        });
        await using var site = await SendingSite.OpenAsync(dispatch: new() { ResponseTimeout = TimeSpan.FromSeconds(3) });
        await ConnectAsync(site, silent.Port, binds: 2, window: 32);
        var list = await site.ImportAsync(SendingSite.Owner, German, 2_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.StartAsync(SendingSite.Recipient, "SHOP", list);
        (Contracts.Shares.StopReceipt Receipt, long ReturnedAt)? stop = null;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (stop is null && site.Submitted == 64)
                stop = await StopAsync(site, share);
        });

        Assert.Equal(("acknowledged", 64, 64), (stop!.Value.Receipt.Basis, stop.Value.Receipt.OnWireBefore, stop.Value.Receipt.InFlight));
        Assert.InRange(silent.Source("SHOP").LastAt, 0, stop.Value.ReturnedAt);
        Assert.Equal("planned 2000, parts 64: Unknown 64, Revoked 1936", SendingSite.Line(totals));
    }

    [Fact]
    public async Task A_stop_resets_a_connection_whose_ciphertext_the_carrier_has_not_taken()
    {
        const int window = 1_000;
        var token = TestContext.Current.CancellationToken;
        using var stuck = new StuckCarrier(certificates.Issue("127.0.0.1")).Listen();
        await using var site = await SendingSite.OpenAsync();
        var binding = stuck.BindAsync(token);
        await ConnectAsync(site, stuck.Port, binds: 1, window: window);
        await binding;
        var list = await site.ImportAsync(SendingSite.Owner, German, 2_000);
        var share = await site.ShareAsync(list);
        var campaign = await site.DraftAsync(SendingSite.Recipient, "SHOP", new string('x', 160), list);
        await site.Demo.Campaign(campaign).StartAsync(SendingSite.Recipient);
        var counted = 0L;
        await site.FollowUntilAsync(campaign, _ =>
        {
            // Two looks without another part: the connection stands still.
            var stands = site.Submitted > 0 && site.Submitted == counted;
            counted = site.Submitted;
            return stands;
        });

        var stop = await StopAsync(site, share);
        await stuck.DrainAsync(token);

        Assert.Equal(("reset", counted, 2_000 - counted), (stop.Receipt.Basis, stop.Receipt.OnWireBefore, stop.Receipt.Withheld));
        Assert.Equal($"planned 2000, parts {counted}: Unknown {counted}, Revoked {2_000 - counted}",
            SendingSite.Line(await site.FollowAsync(campaign)));
    }

    private async Task ConnectAsync(SendingSite site, int port, int binds, int window)
    {
        var alpha = site.Demo.Carrier(SendingSite.Alpha);
        await alpha.ConfigureAsync(new()
        {
            Host = "127.0.0.1",
            Port = port,
            SystemId = "alpha",
            Password = "demo",
            SystemType = "",
            RatePerSecond = 0,
            Binds = binds,
            WindowSlots = window,
            Prefixes = [""],
        });
        await alpha.SetAsync(new Dictionary<string, string> { ["tls"] = "on", ["tls_ca"] = certificates.AuthorityFile });
        await alpha.ConnectAsync();
    }

    private static async Task<(Contracts.Shares.StopReceipt Receipt, long ReturnedAt)> StopAsync(SendingSite site, string share)
    {
        var receipt = await site.Demo.Share(share).StopAsync(SendingSite.Owner, Guid.NewGuid().ToString("N"));
        return (receipt, Stopwatch.GetTimestamp());
    }
}
