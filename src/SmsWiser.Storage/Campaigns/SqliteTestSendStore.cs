using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Storage.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Test messages in <c>main.db</c>.</summary>
internal sealed class SqliteTestSendStore(DatabaseFile main) : ITestSendStore
{
    public Task<bool> AddAsync(LeadList list, Campaign campaign, DateTimeOffset since, int most, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db =>
            {
                if (db.Get("Campaigns/count_tests").Bind(campaign.Account.Value).Bind(since).Scalar() >= most)
                    return false;
                SqliteListStore.Add(db, list);
                db.Get("Campaigns/hide_list").Bind(list.Id.Value).Execute();
                CampaignRows.Add(db, campaign);
                db.Get("Campaigns/hide_test").Bind(campaign.Id.Value).Execute();
                return true;
            },
            cancellation);
}
