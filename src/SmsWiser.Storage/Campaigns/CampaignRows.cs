using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Campaigns;

/// <summary>Rows of campaigns and their schedules.</summary>
internal static class CampaignRows
{
    private const int FirstOfTerms = 8;
    private const int FirstOfSchedule = FirstOfTerms + 9;

    public static void Add(Database db, Campaign campaign)
    {
        var terms = campaign.Terms;
        db.Get("Campaigns/add_campaign").Bind(campaign.Id.Value).Bind(campaign.PublicId).Bind(campaign.Account.Value).Bind(campaign.Name)
            .Bind(campaign.Sender).Bind(campaign.Template).Bind((long)campaign.Class).Bind(campaign.CreatedAt)
            .Bind(terms.MaxParts).Bind(terms.ValidUntil).Bind(terms.Window?.Hours.Opens).Bind(terms.Window?.Hours.Closes)
            .Bind(terms.Window is { WorkingDaysOnly: true } ? 1 : 0).Bind((long)terms.Spread.TotalSeconds).Bind(terms.PilotLeads)
            .Bind(terms.MaxSpendMicros).Bind((long)terms.Priority).Execute();
        var no = 0;
        foreach (var target in campaign.Targets)
        {
            db.Get("Campaigns/add_target").Bind(campaign.Id.Value).Bind(no++).Bind(target.List.Value).Bind(target.Grant.Value)
                .Bind(target.Filter).Execute();
        }
    }

    public static Campaign Map(Database db, Statement row)
    {
        var targets = db.Get("Campaigns/list_targets").Bind(row.Long(0))
            .All(target => new CampaignTarget(new(target.Long(0)), new(target.Long(1)), target.TextOrNull(2)));
        return new(new(row.Long(0)), row.Text(1), new(row.Long(2)), row.Text(3), row.Text(4), row.Text(5), (TrafficClass)row.Int(6),
            targets, row.Time(7))
        {
            Terms = MapTerms(row),
            Schedule = row.IsNull(FirstOfSchedule + 1)
                ? null
                : new(row.TimeOrNull(FirstOfSchedule), row.Text(FirstOfSchedule + 1), row.Text(FirstOfSchedule + 2),
                    row.TextOrNull(FirstOfSchedule + 3), row.TextOrNull(FirstOfSchedule + 4)),
        };
    }

    /// <summary>Sets or removes a schedule, unless its next start is not the one that was seen.</summary>
    /// <returns>False when it was changed.</returns>
    public static bool Schedule(Database db, CampaignId campaign, CampaignSchedule? seen, CampaignSchedule? schedule)
    {
        var due = db.Get("Campaigns/find_due").Bind(campaign.Value).Scalar();
        if (due != seen?.DueAt?.ToUnixTimeMilliseconds())
            return false;
        if (schedule is null)
            db.Get("Campaigns/drop_schedule").Bind(campaign.Value).Execute();
        else
            db.Get("Campaigns/set_schedule").Bind(campaign.Value).Bind(schedule.DueAt).Bind(schedule.First).Bind(schedule.Zone)
                .Bind(schedule.Rule).Bind(schedule.Error).Execute();
        return true;
    }

    private static CampaignTerms MapTerms(Statement row) => new()
    {
        MaxParts = row.IsNull(FirstOfTerms) ? null : row.Int(FirstOfTerms),
        ValidUntil = row.TimeOrNull(FirstOfTerms + 1),
        Window = row.IsNull(FirstOfTerms + 2)
            ? null
            : new(new DayWindow(row.Int(FirstOfTerms + 2), row.Int(FirstOfTerms + 3)), row.Long(FirstOfTerms + 4) != 0),
        Spread = TimeSpan.FromSeconds(row.Long(FirstOfTerms + 5)),
        PilotLeads = row.Int(FirstOfTerms + 6),
        MaxSpendMicros = row.IsNull(FirstOfTerms + 7) ? null : row.Long(FirstOfTerms + 7),
        Priority = (CampaignPriority)row.Int(FirstOfTerms + 8),
    };
}
