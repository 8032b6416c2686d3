using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Audience;

/// <summary>The number of leads of a list and its row of the day, always changed together. Inside a transaction.</summary>
internal static class Growth
{
    public static bool Add(Database db, ListId list, LeadChanges changes, DateTimeOffset at)
    {
        if (changes == default)
            return true;
        var leads = db.Get("Audience/change_list_leads").Bind(list.Value).Bind(changes.Joined - changes.Removed).Scalar();
        return leads is { } size && AddDay(db, list, changes, size, at);
    }

    public static bool Recount(Database db, ListId list, long expected, long leads, DateTimeOffset at) =>
        db.Get("Audience/recount_list").Bind(list.Value).Bind(expected).Bind(leads).Execute() == 1
        && AddDay(db, list, new(Math.Max(0, leads - expected), 0, Math.Max(0, expected - leads)), leads, at);

    public static GrowthDay Map(Statement row) =>
        new(DateOnly.FromDayNumber(row.Int(0)), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Long(5));

    private static bool AddDay(Database db, ListId list, LeadChanges changes, long size, DateTimeOffset at) =>
        db.Get("Audience/add_growth").Bind(list.Value).Bind(DateOnly.FromDateTime(at.UtcDateTime).DayNumber).Bind(changes.Joined)
            .Bind(changes.Updated).Bind(changes.Removed).Bind(size).Execute() == 1;
}
