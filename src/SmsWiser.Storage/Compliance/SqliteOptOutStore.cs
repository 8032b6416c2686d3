using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Compliance;

/// <summary>Opt-outs and the gate log in <c>main.db</c>.</summary>
internal sealed class SqliteOptOutStore(DatabaseFile main) : IOptOutStore, IGateLog
{
    public Task<OptOutCommit> ChangeAsync(IReadOnlyList<OptOutChange> changes, OptOutOrigin origin, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Stop, db => OptOutRows.Change(db, changes, origin), cancellation);

    public Task<OptOutCommit> RemoveAsync(OptOutChange change, string reason, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Stop,
            db =>
            {
                var commit = OptOutRows.Change(db, [change], OptOutOrigin.Operator);
                if (commit.Changed.Count > 0)
                    OptOutRows.Bind(db.Get("Compliance/add_opt_out_removal"), change.Domain).Bind(unchecked((long)change.NumberKey))
                        .Bind(change.At).Bind(reason).Execute();
                return commit;
            },
            cancellation);

    public async Task<IReadOnlyList<OptOutRemoval>> ListRemovalsAsync(
        OptOutDomain domain, ulong numberKey, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => OptOutRows.Bind(db.Get("Compliance/list_opt_out_removals"), domain).Bind(unchecked((long)numberKey))
                .All(row => new OptOutRemoval(row.Time(0), row.Text(1))),
            cancellation);

    public async Task<long> CountAsync(OptOutDomain domain, CancellationToken cancellation) =>
        await main.ReadAsync(db => OptOutRows.Bind(db.Get("Compliance/find_opt_out_count"), domain).Scalar() ?? 0, cancellation);

    public async Task<int> ReadAsync(OptOutDomain domain, long? after, Memory<ulong> keys, CancellationToken cancellation)
    {
        if (after == long.MaxValue)
            return 0;
        return await main.ReadAsync(
            db =>
            {
                var rows = OptOutRows.Bind(db.Get("Compliance/read_opt_outs"), domain).Bind(after + 1 ?? long.MinValue).Bind(keys.Length);
                var count = 0;
                while (rows.Step())
                    keys.Span[count++] = unchecked((ulong)rows.Long(0));
                return count;
            },
            cancellation);
    }

    public async Task<IReadOnlySet<ulong>> FindAsync(
        IReadOnlyList<OptOutDomain> domains, IReadOnlyCollection<ulong> keys, CancellationToken cancellation) =>
        await main.ReadAsync(
            db =>
            {
                var found = new HashSet<ulong>();
                foreach (var key in keys)
                {
                    if (domains.Any(domain => IsOut(db, domain, key)))
                        found.Add(key);
                }
                return found;
            },
            cancellation);

    public async Task<IReadOnlyList<OptOutDay>> CountDaysAsync(
        OptOutScope scope, long subject, int maxDays, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Compliance/list_opt_out_days").Bind((long)scope).Bind(subject).Bind(maxDays).All(row => new OptOutDay(
                OptOutDomain.Stored(scope, subject, row.Text(0)), DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(row.Int(1))),
                row.Long(2), row.Long(3))),
            cancellation);

    public async Task<long> PositionAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Shares/find_gate_position").Scalar() ?? 0, cancellation);

    async Task<IReadOnlyList<GateEntry>> IGateLog.ReadAsync(long after, int maxEntries, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Compliance/read_gate_log").Bind(after).Bind(maxEntries).All(row => new GateEntry(
                row.Long(0), (GateKind)row.Int(1), row.Long(2), row.Int(3), row.IsNull(4) ? default(ReadOnlyMemory<byte>)
                    : row.Blob(4).ToArray())),
            cancellation);

    private static bool IsOut(Database db, OptOutDomain domain, ulong key) =>
        OptOutRows.Bind(db.Get("Compliance/find_opt_out"), domain).Bind(unchecked((long)key)).Scalar() == 1;
}
