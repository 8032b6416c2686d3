using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Audience;

/// <summary>Shreds the data key of a list and keeps the proof. Inside a transaction.</summary>
internal static class Erasures
{
    private static readonly string[] Shredded =
    [
        "Audience/shred_list_key", "Audience/remove_list_key", "Audience/remove_fields", "Audience/remove_segments",
        "Audience/remove_working_sets", "Audience/remove_growth", "Audience/blank_imports",
    ];

    public static bool Erase(Database db, ListErasure erasure)
    {
        if (db.Get("Audience/blank_list").Bind(erasure.List.Value).Bind(erasure.ErasedAt).Execute() == 0)
            return false;
        // What these statements free within a page is overwritten with zeros, the wrapped key above all.
        db.ExecuteScript("pragma secure_delete = on");
        try
        {
            foreach (var statement in Shredded)
                db.Get(statement).Bind(erasure.List.Value).Execute();
        }
        finally
        {
            db.ExecuteScript("pragma secure_delete = off");
        }
        return db.Get("Audience/add_erasure").Bind(erasure.List.Value).Bind(erasure.PublicId).Bind(erasure.Owner.Value)
            .Bind(erasure.Sealed.Span).Bind(erasure.ErasedAt).Execute() == 1;
    }

    public static ListErasure Map(Statement row) =>
        new(new(row.Long(0)), row.Text(1), new(row.Long(2)), row.Blob(3).ToArray(), row.Time(4), row.TimeOrNull(5));
}
