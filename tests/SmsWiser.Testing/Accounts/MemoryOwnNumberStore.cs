using SmsWiser.Core;
using SmsWiser.Core.Accounts;

namespace SmsWiser.Testing.Accounts;

/// <summary>Own numbers in memory, by the contract of the port.</summary>
public sealed class MemoryOwnNumberStore : IOwnNumberStore
{
    private readonly Lock guard = new();
    private readonly Dictionary<(AccountId Account, ulong Key), OwnNumber> numbers = [];

    public Task<IReadOnlyList<OwnNumber>> ListAsync(AccountId account, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<OwnNumber>>([.. numbers.Values.Where(one => one.Account == account)
                .OrderBy(one => one.AddedAt).ThenBy(one => (long)one.NumberKey)]);
    }

    public Task<OwnNumber?> FindAsync(AccountId account, ulong numberKey, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult(numbers.GetValueOrDefault((account, numberKey)));
    }

    public Task<bool> SaveAsync(OwnNumber number, int most, CancellationToken cancellation)
    {
        lock (guard)
        {
            var key = (number.Account, number.NumberKey);
            if (numbers.Keys.Count(one => one.Account == number.Account && one != key) >= most)
                return Task.FromResult(false);
            numbers[key] = numbers.TryGetValue(key, out var before)
                ? number with { AddedAt = before.AddedAt, VerifiedAt = before.VerifiedAt ?? number.VerifiedAt }
                : number;
            return Task.FromResult(true);
        }
    }

    public Task<OwnNumber?> TryAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (!numbers.TryGetValue((account, numberKey), out var one) || one.VerifiedAt is not null || !(one.CodeUntil > at)
                || one.TriesLeft == 0)
                return Task.FromResult<OwnNumber?>(null);
            numbers[(account, numberKey)] = one with { TriesLeft = one.TriesLeft - 1 };
            return Task.FromResult<OwnNumber?>(one);
        }
    }

    public Task VerifyAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (numbers.TryGetValue((account, numberKey), out var one))
                numbers[(account, numberKey)] =
                    one with { VerifiedAt = one.VerifiedAt ?? at, Code = null, CodeUntil = null, TriesLeft = 0 };
        }
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(AccountId account, ulong numberKey, CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult(numbers.Remove((account, numberKey)));
    }
}
