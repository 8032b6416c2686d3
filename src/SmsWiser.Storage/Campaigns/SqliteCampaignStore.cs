using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Campaigns and their targets in <c>main.db</c>.</summary>
internal sealed class SqliteCampaignStore(DatabaseFile main) : ICampaignStore
{
    public Task AddAsync(Campaign campaign, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Add(db, campaign), cancellation);

    public async Task<Campaign?> FindAsync(string publicId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/find_campaign_by_public_id").Bind(publicId).First(row => Map(db, row)), cancellation);

    public async Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellation) =>
        await main.ReadAsync(db => Find(db, id), cancellation);

    public async Task<IReadOnlyList<Campaign>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Campaigns/list_campaigns").Bind(account.Value).All(row => Map(db, row)), cancellation);

    internal static Campaign? Find(Database db, CampaignId id) =>
        db.Get("Campaigns/find_campaign").Bind(id.Value).First(row => Map(db, row));

    private static int Add(Database db, Campaign campaign)
    {
        db.Get("Campaigns/add_campaign").Bind(campaign.Id.Value).Bind(campaign.PublicId).Bind(campaign.Account.Value).Bind(campaign.Name)
            .Bind(campaign.Sender).Bind(campaign.Template).Bind((long)campaign.Class).Bind(campaign.CreatedAt).Execute();
        var no = 0;
        foreach (var target in campaign.Targets)
        {
            db.Get("Campaigns/add_target").Bind(campaign.Id.Value).Bind(no++).Bind(target.List.Value).Bind(target.Grant.Value)
                .Bind(target.Filter).Execute();
        }
        return no;
    }

    private static Campaign Map(Database db, Statement row)
    {
        var targets = db.Get("Campaigns/list_targets").Bind(row.Long(0))
            .All(target => new CampaignTarget(new(target.Long(0)), new(target.Long(1)), target.TextOrNull(2)));
        return new(new(row.Long(0)), row.Text(1), new(row.Long(2)), row.Text(3), row.Text(4), row.Text(5), (TrafficClass)row.Int(6),
            targets, row.Time(7));
    }
}
