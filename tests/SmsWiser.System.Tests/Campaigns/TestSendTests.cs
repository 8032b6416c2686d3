using SmsWiser.Contracts.Accounts;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>A test message on its way through a whole node.</summary>
public sealed class TestSendTests
{
    [Fact]
    public async Task A_test_message_is_sent_and_charged_like_any_other_and_the_campaign_stays_a_draft()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await site.ImportAsync(SendingSite.Owner, 33_610_000_000, 10);
        await site.ConnectAsync();
        var account = site.Host.Grains.GetGrain<IAccountGrain>(SendingSite.Owner);
        await site.BillAsync(SendingSite.Owner, paid: 1_000_000, price: 50_000, SendingSite.Alpha);
        await account.VouchOwnNumberAsync("+33699000001");
        var campaign = await account.CreateCampaignAsync(new()
        {
            Name = "Spring",
            Sender = "SHOP",
            Template = $"Hi {{first_name|there}} {new string('x', 160)}",
            Class = "marketing",
            Targets = [new() { ListId = list }],
        });

        var test = await site.Demo.Campaign(campaign).TestAsync(SendingSite.Owner, new() { Number = "+33699000001" });
        var totals = await site.FollowAsync(test.CampaignId);

        Assert.Equal(2, test.Preview!.Parts);
        Assert.Equal("planned 1, parts 2: Delivered 1", SendingSite.Line(totals));
        Assert.Equal(2, site.Carrier.Source("SHOP").Received);
        Assert.Equal(900_000, (await account.BalanceAsync()).AvailableMicros);
        Assert.Equal("draft", (await site.Demo.Campaign(campaign).GetAsync(SendingSite.Owner)).State);
    }
}
