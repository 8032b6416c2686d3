using System.Buffers.Binary;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.System.Tests.Dispatch;

namespace SmsWiser.System.Tests.Campaigns;

/// <summary>Leads that are edited while a sendout over their list runs.</summary>
public sealed class LeadEditTests
{
    private const long French = 33_610_000_000;
    private const int Leads = 6_000;
    private const int RatePerSecond = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_removed_or_given_another_number_in_mid_run_is_not_sent_to_and_one_with_other_values_is()
    {
        await using var site = await SendingSite.OpenAsync();
        await site.ConnectAsync(rate: RatePerSecond);
        var list = await site.ImportAsync(SendingSite.Owner, French, Leads);
        var campaign = await site.StartAsync(SendingSite.Owner, "EDITS", list);
        var grain = site.Demo.List(list);
        var isEdited = false;

        var totals = await site.FollowAsync(campaign, async _ =>
        {
            if (isEdited || site.Submitted < 300)
                return;
            isEdited = true;
            var last = await LastLeadsAsync(site, campaign, list);
            await grain.RemoveLeadAsync(SendingSite.Owner, last[0]);
            await grain.ChangeLeadAsync(
                SendingSite.Owner, last[1], new() { Number = "+33698765432", Values = new Dictionary<string, string>() });
            await grain.ChangeLeadAsync(
                SendingSite.Owner, last[2], new() { Values = new Dictionary<string, string> { ["first_name"] = "Zoé" } });
        });
        var report = await site.Demo.Campaign(campaign).ReportAsync(SendingSite.Owner);

        Assert.Equal($"planned {Leads}, parts {Leads - 2}: Delivered {Leads - 2}, Suppressed 2", SendingSite.Line(totals));
        Assert.Equal([KeyValuePair.Create("changed", 2L)], report.SuppressedBy);
        Assert.Equal(Leads - 1, (await grain.GetAsync(SendingSite.Owner)).Leads);
    }

    /// <summary>Numbers of three leads of the chunk that is sent last.</summary>
    private static async Task<List<string>> LastLeadsAsync(SendingSite site, string campaign, string list)
    {
        var store = site.Host.Store;
        var stored = (await store.Campaigns.FindAsync(campaign, Token))!;
        var sendout = (await store.Sendouts.FindLatestAsync(stored.Id, Token))!;
        var chunks = await store.Sendouts.ReadLeadsAsync(sendout.Id, stored.Targets[0].List, -1, 1_000, Token);
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var leadNo = BinaryPrimitives.ReadUInt32LittleEndian(chunks[^1].Body.Span[(i * 8)..]);
            numbers.Add((await site.Demo.List(list).LeadsAsync(SendingSite.Owner, (int)leadNo, 1))[0].Number);
        }
        return numbers;
    }
}
