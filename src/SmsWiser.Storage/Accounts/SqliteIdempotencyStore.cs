using SmsWiser.Core.Accounts;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Accounts;

/// <summary>Requests under idempotency keys in <c>main.db</c>.</summary>
internal sealed class SqliteIdempotencyStore(DatabaseFile main) : IIdempotencyStore
{
    public Task<KeyedRequest?> BeginAsync(
        ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> requestHash, DateTimeOffset at, DateTimeOffset since,
        CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db =>
            {
                var before = db.Get("Accounts/find_keyed_request").Bind(key.Span).Bind(since).First(Map);
                if (before is null)
                    db.Get("Accounts/begin_keyed_request").Bind(key.Span).Bind(requestHash.Span).Bind(at).Execute();
                return before;
            },
            cancellation);

    public Task FinishAsync(ReadOnlyMemory<byte> key, int status, ReadOnlyMemory<byte> answer, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Accounts/finish_keyed_request").Bind(key.Span).Bind(status).Bind(answer.Span).Execute(),
            cancellation);

    public Task DropAsync(ReadOnlyMemory<byte> key, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => db.Get("Accounts/drop_keyed_request").Bind(key.Span).Execute(), cancellation);

    public Task<int> SweepAsync(DateTimeOffset before, int maxRows, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Bulk, db => db.Get("Accounts/sweep_keyed_requests").Bind(before).Bind(maxRows).Execute(), cancellation);

    private static KeyedRequest Map(Statement row) => new(row.Blob(0).ToArray(), row.Time(1), row.Int(2), row.Blob(3).ToArray());
}
