using SmsWiser.Core;
using SmsWiser.Core.Campaigns;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Campaigns in memory, by the contract of the port.</summary>
public sealed class MemoryCampaignStore : ICampaignStore
{
    private readonly Lock guard = new();
    private readonly List<Campaign> campaigns = [];

    public Task AddAsync(Campaign campaign, CancellationToken cancellation)
    {
        lock (guard)
            campaigns.Add(campaign);
        return Task.CompletedTask;
    }

    public Task<Campaign?> FindAsync(string publicId, CancellationToken cancellation) => Find(campaign => campaign.PublicId == publicId);

    public Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellation) => Find(campaign => campaign.Id == id);

    public Task<IReadOnlyList<Campaign>> ListAsync(AccountId account, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<Campaign>>([.. campaigns.Where(campaign => campaign.Account == account).Reverse()]);
    }

    private Task<Campaign?> Find(Predicate<Campaign> match)
    {
        lock (guard)
            return Task.FromResult(campaigns.Find(match));
    }
}
