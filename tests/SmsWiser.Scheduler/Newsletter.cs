using Orleans;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Campaigns;

namespace ShoeShop;

public sealed class Newsletter(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Sends a text to a list and waits for the last answer; cancelled, it stops the campaign.</summary>
    public async Task<CampaignReport> SendAsync(string account, string list, string text, CancellationToken cancellation)
    {
        var id = await grains.GetGrain<IAccountGrain>(account).CreateCampaignAsync(new()
        {
            Name = "Newsletter",
            Sender = "ShoeShop",
            Template = text,
            Class = "marketing",
            Targets = [new() { ListId = list, Filter = "spent > 100" }],
        });
        var campaign = grains.GetGrain<ICampaignGrain>(id);
        await campaign.StartAsync(account);
        try
        {
            while ((await campaign.ProgressAsync(account)).State is "planning" or "sending")
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellation);
        }
        catch (OperationCanceledException)
        {
            await campaign.CancelAsync(account);
        }
        return await campaign.ReportAsync(account);
    }
}
