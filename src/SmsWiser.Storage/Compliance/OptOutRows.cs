using System.Buffers.Binary;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Compliance;

/// <summary>Rows of opt-outs, their counts and their entry of the gate log. Used inside transactions of the writer.</summary>
internal static class OptOutRows
{
    private const int EntryBytes = sizeof(ulong) + 1;
    private const int Standing = -1;

    /// <summary>Takes changes; those that say nothing new are passed over.</summary>
    public static OptOutCommit Change(Database db, IReadOnlyList<OptOutChange> changes, OptOutOrigin origin)
    {
        var changed = new List<OptOutChange>();
        foreach (var change in changes)
        {
            if (Save(db, change, origin))
                changed.Add(change);
        }
        return new(changed.Count == 0 ? 0 : AddEntry(db, changed), changed);
    }

    private static bool Save(Database db, in OptOutChange change, OptOutOrigin origin)
    {
        var stands = Bind(db.Get("Compliance/find_opt_out"), change.Domain).Bind(unchecked((long)change.NumberKey))
            .First(row => new Row(row.Long(0) != 0, row.Time(1)));
        if ((stands is null or { IsOut: false }) && !change.IsOut)
            return false;
        // The later of the two stands; at the same instant the opt-out. An older consent undoes nothing.
        if (stands is not null && (change.At < stands.At || (change.At == stands.At && !change.IsOut)))
            return false;
        Bind(db.Get("Compliance/save_opt_out"), change.Domain).Bind(unchecked((long)change.NumberKey)).Bind(change.IsOut ? 1 : 0)
            .Bind((long)origin).Bind(change.At).Execute();
        if (stands?.IsOut == change.IsOut)
            return false;
        Count(db, change.Domain, change.At.ToUnixTimeSeconds() / 86_400, change.IsOut ? 1 : 0, change.IsOut ? 0 : 1);
        Count(db, change.Domain, Standing, change.IsOut ? 1 : -1, 0);
        return true;
    }

    private static void Count(Database db, OptOutDomain domain, long day, long outs, long ins) =>
        Bind(db.Get("Compliance/count_opt_out"), domain).Bind(day).Bind(outs).Bind(ins).Execute();

    private static long AddEntry(Database db, List<OptOutChange> changed)
    {
        var detail = new byte[changed.Count * EntryBytes];
        for (var i = 0; i < changed.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(detail.AsSpan(i * EntryBytes), changed[i].Entry);
            detail[i * EntryBytes + sizeof(ulong)] = changed[i].IsOut ? (byte)1 : (byte)0;
        }
        return db.Get("Compliance/add_opt_out_entry").Bind((long)GateKind.OptOutsChanged).Bind(changed[^1].At)
            .Bind((ReadOnlySpan<byte>)detail).Scalar()!.Value;
    }

    public static Statement Bind(Statement statement, OptOutDomain domain) =>
        statement.Bind((long)domain.Scope).Bind(domain.Subject).Bind(domain.Sender);

    private sealed record Row(bool IsOut, DateTimeOffset At);
}
