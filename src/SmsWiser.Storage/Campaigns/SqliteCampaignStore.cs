using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Campaigns and their targets in <c>main.db</c>.</summary>
internal sealed class SqliteCampaignStore(DatabaseFile main) : ICampaignStore
{
    public Task AddAsync(Campaign campaign, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db =>
            {
                CampaignRows.Add(db, campaign);
                return true;
            },
            cancellation);

    public async Task<Campaign?> FindAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/find_campaign_by_public_id").Bind(publicId).First(row => CampaignRows.Map(db, row)), cancellation);

    public async Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellation) =>
        await main.ReadAsync(db => Find(db, id), cancellation);

    public async Task<IReadOnlyList<Campaign>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/list_campaigns").Bind(account.Value).All(row => CampaignRows.Map(db, row)), cancellation);

    public async Task<IReadOnlyList<Campaign>> ListDueAsync(DateTimeOffset at, int maxRows, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Campaigns/list_due_campaigns").Bind(at).Bind(maxRows).All(row => CampaignRows.Map(db, row)), cancellation);

    internal static Campaign? Find(Database db, CampaignId id) =>
        db.Get("Campaigns/find_campaign").Bind(id.Value).First(row => CampaignRows.Map(db, row));

    public Task<bool> ScheduleAsync(
        CampaignId campaign, CampaignSchedule? seen, CampaignSchedule? schedule, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => CampaignRows.Schedule(db, campaign, seen, schedule), cancellation);

    public Task SetPriorityAsync(CampaignId campaign, CampaignPriority priority, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Campaigns/set_priority").Bind(campaign.Value).Bind((long)priority).Execute() == 1,
            cancellation);
}
