using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Compliance;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Accounts;

/// <summary>Accounts and id blocks in <c>main.db</c>.</summary>
internal sealed class SqliteAccountStore(DatabaseFile main) : IAccountStore
{
    public Task<bool> AddAsync(Account account, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => db.Get("Accounts/add_account")
                .Bind(account.Id.Value).Bind(account.ClientId).Bind(account.Name).Bind(account.CreatedAt).Execute() == 1,
            cancellation);

    public async Task<Account?> FindAsync(string clientId, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/find_account_by_client_id").Bind(clientId).First(Map), cancellation);

    public async Task<Account?> FindAsync(AccountId id, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/find_account").Bind(id.Value).First(Map), cancellation);

    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/list_accounts").All(Map), cancellation);

    public async Task<QuietPolicy?> HoursAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Accounts/find_hours").Bind(account.Value).First(HoursRow.Map), cancellation);

    public Task SetHoursAsync(AccountId account, QuietPolicy? hours, CancellationToken cancellation) =>
        main.WriteAsync(
            WriteLane.Claim,
            db => hours is null
                ? db.Get("Accounts/drop_hours").Bind(account.Value).Execute()
                : HoursRow.Bind(db.Get("Accounts/save_hours").Bind(account.Value), hours).Execute(),
            cancellation);

    public Task<long> TakeIdsAsync(int size, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return main.WriteAsync(WriteLane.Claim, db => db.Get("Accounts/take_ids").Bind(size).Scalar()!.Value, cancellation);
    }

    private static Account Map(Statement row) => new(new(row.Long(0)), row.Text(1), row.Text(2), row.Time(3));
}
