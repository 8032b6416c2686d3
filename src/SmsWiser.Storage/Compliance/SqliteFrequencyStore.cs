using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Compliance;

/// <summary>Caps and the people written to in <c>main.db</c>.</summary>
internal sealed class SqliteFrequencyStore(DatabaseFile main) : IFrequencyStore
{
    public async Task<IReadOnlyDictionary<AccountId, FrequencyCap>> ListCapsAsync(CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Compliance/list_caps")
                .All(row => KeyValuePair.Create(new AccountId(row.Long(0)), new FrequencyCap(row.Int(1), row.Int(2)))).ToDictionary(),
            cancellation);

    public Task SetCapAsync(AccountId account, FrequencyCap cap, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => cap.IsNone
                ? db.Get("Compliance/remove_cap").Bind(account.Value).Execute()
                : db.Get("Compliance/save_cap").Bind(account.Value).Bind(cap.PerDay).Bind(cap.PerWeek).Execute(),
            cancellation);

    public async Task<FrequencyMark> FindMarkAsync(CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Compliance/find_run_mark").First(row => new Mark(row.Long(0), row.Long(1))), cancellation) is { } mark
                ? new(mark.No, mark.Flush)
                : default;

    public async Task<IReadOnlyList<FrequencyRun>> ReadRunsAsync(
        AccountId? account, int fromDay, long after, int maxRows, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        return await main.ReadAsync(
            db => db.Get("Compliance/read_runs").Bind(after).Bind(fromDay).Bind(account?.Value).Bind(maxRows)
                .All(row => new FrequencyRun(row.Long(0), row.Int(1), new(row.Long(2)), row.Blob(3).ToArray())),
            cancellation);
    }

    public Task<int> DropRunsAsync(int beforeDay, int maxRows, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        return main.WriteAsync(
            WriteLane.Bulk, db => db.Get("Compliance/drop_runs").Bind(beforeDay).Bind(maxRows).Execute(), cancellation);
    }

    /// <summary>Adds the runs of a flush that was just added, in its transaction.</summary>
    public static void Add(Database db, Flush flush)
    {
        foreach (var run in flush.Runs)
            db.Get("Compliance/add_run").Bind(run.No).Bind(run.Day).Bind(run.Account.Value).Bind(run.Keys.Span).Execute();
    }

    private sealed record Mark(long No, long Flush);
}
