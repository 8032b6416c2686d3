using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Testing.Audience;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Test messages in memory, by the contract of the port.</summary>
public sealed class MemoryTestSendStore(MemoryListStore lists, MemoryCampaignStore campaigns) : ITestSendStore
{
    public Task<bool> AddAsync(LeadList list, Campaign campaign, DateTimeOffset since, int most, CancellationToken cancellation)
    {
        if (!campaigns.AddHidden(campaign, since, most))
            return Task.FromResult(false);
        lists.AddHidden(list);
        return Task.FromResult(true);
    }
}
