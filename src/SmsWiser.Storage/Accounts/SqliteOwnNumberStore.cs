using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Accounts;

/// <summary>Numbers of accounts' own people in <c>main.db</c>.</summary>
internal sealed class SqliteOwnNumberStore(DatabaseFile main) : IOwnNumberStore
{
    public async Task<IReadOnlyList<OwnNumber>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/list_own_numbers").Bind(account.Value).All(Map), cancellation);

    public async Task<OwnNumber?> FindAsync(AccountId account, ulong numberKey, CancellationToken cancellation) =>
        await main.ReadAsync(db => Find(db, account, numberKey), cancellation);

    public Task<bool> SaveAsync(OwnNumber number, int most, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db =>
            {
                if (Bound(db, "Accounts/count_own_numbers", number.Account, number.NumberKey).Scalar() >= most)
                    return false;
                var row = Bound(db, "Accounts/save_own_number", number.Account, number.NumberKey).Bind(number.Sealed.Span)
                    .Bind(number.AddedAt).Bind(number.VerifiedAt);
                row = number.Code is { } code ? row.Bind(code.Span) : row.Bind((string?)null);
                row.Bind(number.CodeUntil).Bind(number.TriesLeft).Execute();
                return true;
            },
            cancellation);

    public Task<OwnNumber?> TryAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => Bound(db, "Accounts/try_own_number", account, numberKey).Bind(at).Execute() == 0 ? null : Find(db, account, numberKey),
            cancellation);

    public Task VerifyAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim, db => Bound(db, "Accounts/verify_own_number", account, numberKey).Bind(at).Execute(), cancellation);

    public Task<bool> RemoveAsync(AccountId account, ulong numberKey, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim, db => Bound(db, "Accounts/remove_own_number", account, numberKey).Execute() == 1, cancellation);

    private static OwnNumber? Find(Database db, AccountId account, ulong numberKey) =>
        Bound(db, "Accounts/find_own_number", account, numberKey).First(Map);

    private static Statement Bound(Database db, string statement, AccountId account, ulong numberKey) =>
        db.Get(statement).Bind(account.Value).Bind(unchecked((long)numberKey));

    private static OwnNumber Map(Statement row) =>
        new(new(row.Long(0)), unchecked((ulong)row.Long(1)), row.Blob(2).ToArray(), row.Time(3), row.TimeOrNull(4))
        {
            Code = row.IsNull(5) ? null : row.Blob(5).ToArray(),
            CodeUntil = row.TimeOrNull(6),
            TriesLeft = row.Int(7),
        };
}
