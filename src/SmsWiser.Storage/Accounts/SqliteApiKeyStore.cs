using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Accounts;

/// <summary>API keys in <c>main.db</c>.</summary>
internal sealed class SqliteApiKeyStore(DatabaseFile main) : IApiKeyStore
{
    public Task<bool> AddAsync(ApiKey key, int maxLive, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Accounts/count_live_api_keys").Bind(key.Account.Value).Bind(key.CreatedAt).Scalar() < maxLive && Add(db, key),
            cancellation);

    public Task<bool> ReplaceAsync(string keyId, ApiKey successor, DateTimeOffset endsAt, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Accounts/replace_api_key").Bind(keyId).Bind(successor.Account.Value).Bind(successor.KeyId).Bind(endsAt)
                .Bind(successor.CreatedAt).Execute() == 1 && Add(db, successor),
            cancellation);

    public async Task<ApiKey?> FindAsync(string keyId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/find_api_key").Bind(keyId).First(Map), cancellation);

    public async Task<IReadOnlyList<ApiKey>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/list_api_keys").Bind(account.Value).All(Map), cancellation);

    public Task<bool> RevokeAsync(AccountId account, string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim, db => db.Get("Accounts/revoke_api_key").Bind(keyId).Bind(account.Value).Bind(at).Execute() == 1, cancellation);

    public Task TouchAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Bulk, db => db.Get("Accounts/touch_api_key").Bind(keyId).Bind(at).Execute(), cancellation);

    private static bool Add(Database db, ApiKey key) =>
        db.Get("Accounts/add_api_key").Bind(key.KeyId).Bind(key.Account.Value).Bind(key.Name).Bind((long)key.Scopes)
            .Bind(key.SecretHash.Span).Bind(key.Addresses).Bind(key.CreatedAt).Bind(key.ExpiresAt).Execute() == 1;

    private static ApiKey Map(Statement row) => new(
        row.Text(0), new(row.Long(1)), row.Text(2), (ApiScopes)row.Int(3), row.Blob(4).ToArray(), row.Text(5), row.Time(6),
        row.TimeOrNull(7), row.TimeOrNull(8), row.TimeOrNull(9), row.TextOrNull(10));
}
