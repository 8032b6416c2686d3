using SmsWiser.Core;
using SmsWiser.Storage.Campaigns;

namespace SmsWiser.Storage.Sqlite;

/// <summary>What opening sets right after a process that ended in the middle: nothing else works on the file yet.</summary>
internal static class Recovery
{
    public static void Run(Database main, DateTimeOffset now)
    {
        main.Write(db => db.Get("Audience/fail_left_imports").Bind(now).Execute());
        foreach (var sendout in main.Read(db => db.Get("Campaigns/list_left_plans").All(MapId)))
        {
            while (main.Write(db => SqlitePlans.Drop(db, sendout)) > 0)
            {
                // Small transactions here too: a plan may have 100,000 chunks.
            }
        }
        foreach (var sendout in main.Read(db => db.Get("Campaigns/list_left_cancels").All(MapId)))
        {
            while (main.Write(db => SqliteSendoutStore.CancelChunks(db, sendout, now)) > 0)
            {
            }
        }
    }

    private static SendoutId MapId(Statement row) => new(row.Long(0));
}
