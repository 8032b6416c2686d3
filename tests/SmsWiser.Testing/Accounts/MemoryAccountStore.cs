using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Testing.Accounts;

/// <summary>Accounts in memory, by the contract of the port.</summary>
public sealed class MemoryAccountStore : IAccountStore
{
    private readonly Lock guard = new();
    private readonly List<Account> accounts = [];
    private readonly Dictionary<AccountId, QuietPolicy> hoursOf = [];
    private long nextId = 1;

    public Task<bool> AddAsync(Account account, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (accounts.Exists(known => known.ClientId == account.ClientId))
                return Task.FromResult(false);
            accounts.Add(account);
            return Task.FromResult(true);
        }
    }

    public Task<Account?> FindAsync(string clientId, CancellationToken cancellation) => Find(account => account.ClientId == clientId);

    public Task<Account?> FindAsync(AccountId id, CancellationToken cancellation) => Find(account => account.Id == id);

    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<Account>>([.. accounts.OrderBy(account => account.Id.Value)]);
    }

    public Task<QuietPolicy?> HoursAsync(AccountId account, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult(hoursOf.GetValueOrDefault(account));
    }

    public Task SetHoursAsync(AccountId account, QuietPolicy? hours, CancellationToken cancellation)
    {
        lock (guard)
        {
            hoursOf.Remove(account);
            if (hours is not null)
                hoursOf.Add(account, hours);
        }
        return Task.CompletedTask;
    }

    public Task<long> TakeIdsAsync(int size, CancellationToken cancellation)
    {
        lock (guard)
        {
            var first = nextId;
            nextId += size;
            return Task.FromResult(first);
        }
    }

    private Task<Account?> Find(Predicate<Account> match)
    {
        lock (guard)
            return Task.FromResult(accounts.Find(match));
    }
}
