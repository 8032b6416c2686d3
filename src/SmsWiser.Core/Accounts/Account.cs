using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Accounts;

/// <summary>A tenant. Other accounts know it by its <see cref="ClientId"/> only.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="ClientId">Eight Crockford base-32 characters; typed by others to invite this account.</param>
/// <param name="Name">Name shown to its own people and, on invitations, to the other party; 1 to 100 characters.</param>
/// <param name="CreatedAt">When it was opened, UTC.</param>
public sealed record Account(AccountId Id, string ClientId, string Name, DateTimeOffset CreatedAt);

/// <summary>Accounts in the store. Every method is one transaction. Any thread.</summary>
public interface IAccountStore
{
    /// <summary>Adds an account.</summary>
    /// <returns>False when the client id is taken.</returns>
    Task<bool> AddAsync(Account account, CancellationToken cancellation);

    /// <summary>The account with that client id in canonical form, or null.</summary>
    Task<Account?> FindAsync(string clientId, CancellationToken cancellation);

    /// <summary>The account with that inside id, or null.</summary>
    Task<Account?> FindAsync(AccountId id, CancellationToken cancellation);

    /// <summary>All accounts in order of their ids.</summary>
    Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellation);

    /// <summary>The account's own quiet hours, or null when it has none.</summary>
    Task<QuietPolicy?> HoursAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Sets the account's own quiet hours, or removes them with null.</summary>
    Task SetHoursAsync(AccountId account, QuietPolicy? hours, CancellationToken cancellation);

    /// <summary>Takes <paramref name="size"/> inside ids; the first of the block is returned.</summary>
    Task<long> TakeIdsAsync(int size, CancellationToken cancellation);
}
