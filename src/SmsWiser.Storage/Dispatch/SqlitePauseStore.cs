using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Shares;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Dispatch;

/// <summary>Pauses of the operator in <c>main.db</c>.</summary>
internal sealed class SqlitePauseStore(DatabaseFile main) : IPauseStore
{
    public Task<SendingPause> PauseAsync(SendingPause pause, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Stop, db => Pause(db, pause), cancellation);

    public Task<bool> ResumeAsync(PauseScope scope, long subject, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Stop, db => Resume(db, scope, subject, at), cancellation);

    public async Task<IReadOnlyList<SendingPause>> ListAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Dispatch/list_pauses").All(Map), cancellation);

    public async Task<DateTimeOffset?> FindCarriersPausedAsync(SendoutId sendout, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Dispatch/find_carriers_paused").Bind(sendout.Value).Scalar(), cancellation) is { } since
            ? DateTimeOffset.FromUnixTimeMilliseconds(since)
            : null;

    private static bool Resume(Database db, PauseScope scope, long subject, DateTimeOffset at)
    {
        if (db.Get("Dispatch/drop_pause").Bind((long)scope).Bind(subject).Execute() == 0)
            return false;
        SqliteShareStore.AddGateEntry(db, GateKind.SendingResumed, subject, (int)scope, opId: null, at);
        return true;
    }

    private static SendingPause Pause(Database db, SendingPause pause)
    {
        var isNew = db.Get("Dispatch/add_pause").Bind((long)pause.Scope).Bind(pause.Subject).Bind(pause.Since).Bind(pause.Reason)
            .Execute() == 1;
        if (isNew)
            SqliteShareStore.AddGateEntry(db, GateKind.SendingPaused, pause.Subject, (int)pause.Scope, opId: null, pause.Since);
        return db.Get("Dispatch/set_pause_reason").Bind((long)pause.Scope).Bind(pause.Subject).Bind(pause.Reason).First(Map)!;
    }

    private static SendingPause Map(Statement row) => new((PauseScope)row.Int(0), row.Long(1), row.Time(2), row.Text(3));
}
