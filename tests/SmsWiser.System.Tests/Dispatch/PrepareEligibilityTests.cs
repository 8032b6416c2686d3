using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Sealing;
using SmsWiser.Testing.Chance;

namespace SmsWiser.System.Tests.Dispatch;

/// <summary>Eligibility is asked again when leads are prepared.</summary>
public sealed class PrepareEligibilityTests
{
    private const int Leads = 300, LeftLeads = 44;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_that_leave_between_planning_and_sending_are_not_sent()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.Host.Store.Carriers.SaveAsync(new(new(900), "later", "localhost", 1, "id", default, "", 0, []), Token);
        await site.Host.Store.Carriers.SaveRouteAsync(new(new(900), "", [new CarrierId(900)]), Token);
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, Leads);
        var campaign = await site.StartAsync(SendingSite.Owner, "SHOP", list);
        using var planned = CancellationTokenSource.CreateLinkedTokenSource(Token);
        planned.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await site.Demo.Campaign(campaign).GetAsync(SendingSite.Owner)).State == "planning")
            await Task.Delay(10, planned.Token);

        await LeaveAsync(site, list);
        await site.ConnectAsync();
        var totals = await site.FollowAsync(campaign);

        Assert.Equal("planned 300, parts 256: Delivered 256, Suppressed 44", SendingSite.Line(totals));
        Assert.Equal(Leads - LeftLeads, site.Carrier.Snapshot().Submits);
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);
        Assert.Equal([("left", (long)LeftLeads)], report.SuppressedBy.Select(reason => (reason.Key, reason.Value)));
    }

    /// <summary>Rewrites the list's second page: all its leads have left.</summary>
    private static async Task LeaveAsync(SendingSite site, string listId)
    {
        var list = (await site.Host.Store.Lists.FindAsync(listId, Token))!;
        var random = new SeededRandom(5);
        var keys = MasterKeyFile.LoadOrCreate(site.Data, random);
        var key = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(random));
        var batch = new PageBatch();
        await site.Host.Store.Pages.ReadAsync(list.Id, new[] { 1 }, batch, Token);
        var (page, writer) = (new LeadPage(), new PageWriter());
        page.Open(cipher, list.Id, batch[0]);
        for (var i = 0; i < page.Count; i++)
            writer.Add(page.Number(i), page.Record(i), page.Flags(i) with { Consent = (byte)ConsentState.Left });
        var plain = writer.Finish();
        var octets = new byte[plain.Length + PageCipher.Overhead];
        cipher.Seal(list.Id, 1, page.Version + 1, plain, octets);
        SealedPage[] changed = [new(1, page.Version + 1, page.Count, writer.Clear.ToArray(), octets)];
        Assert.True(await site.Host.Store.Pages.WriteAsync(list.Id, changed, Token));
        Assert.Equal(LeftLeads, page.Count);
    }
}
