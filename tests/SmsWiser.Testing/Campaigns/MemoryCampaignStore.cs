using SmsWiser.Core;
using SmsWiser.Core.Campaigns;

namespace SmsWiser.Testing.Campaigns;

/// <summary>Campaigns in memory, by the contract of the port.</summary>
public sealed class MemoryCampaignStore : ICampaignStore
{
    private readonly Lock guard = new();
    private readonly List<Campaign> campaigns = [];
    private readonly HashSet<CampaignId> hidden = [];

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
            return Task.FromResult<IReadOnlyList<Campaign>>([.. campaigns
                .Where(campaign => campaign.Account == account && !hidden.Contains(campaign.Id)).Reverse()]);
    }

    public Task<IReadOnlyList<Campaign>> ListDueAsync(DateTimeOffset at, int maxRows, CancellationToken cancellation)
    {
        lock (guard)
        {
            return Task.FromResult<IReadOnlyList<Campaign>>([.. campaigns.Where(campaign => campaign.Schedule?.DueAt <= at)
                .OrderBy(campaign => campaign.Schedule!.DueAt).Take(maxRows)]);
        }
    }

    public Task<bool> ScheduleAsync(
        CampaignId campaign, CampaignSchedule? seen, CampaignSchedule? schedule, CancellationToken cancellation) =>
        Task.FromResult(Schedule(campaign, seen, schedule));

    public Task SetPriorityAsync(CampaignId campaign, CampaignPriority priority, CancellationToken cancellation)
    {
        lock (guard)
        {
            var index = campaigns.FindIndex(one => one.Id == campaign);
            campaigns[index] = campaigns[index] with { Terms = campaigns[index].Terms with { Priority = priority } };
            return Task.CompletedTask;
        }
    }

    internal bool AddHidden(Campaign campaign, DateTimeOffset since, int most)
    {
        lock (guard)
        {
            if (campaigns.Count(one => one.Account == campaign.Account && hidden.Contains(one.Id) && one.CreatedAt >= since) >= most)
                return false;
            campaigns.Add(campaign);
            return hidden.Add(campaign.Id);
        }
    }

    internal bool Schedule(CampaignId id, CampaignSchedule? seen, CampaignSchedule? schedule)
    {
        lock (guard)
        {
            var index = campaigns.FindIndex(campaign => campaign.Id == id);
            if (campaigns[index].Schedule?.DueAt != seen?.DueAt)
                return false;
            campaigns[index] = campaigns[index] with { Schedule = schedule };
            return true;
        }
    }

    private Task<Campaign?> Find(Predicate<Campaign> match)
    {
        lock (guard)
            return Task.FromResult(campaigns.Find(match));
    }
}
