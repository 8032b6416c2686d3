namespace SmsWiser.Core.Accounts;

/// <summary>A number of an account's own people, to which it may send test messages once it is verified.</summary>
/// <param name="Account">Whose.</param>
/// <param name="NumberKey">Keyed number, <see cref="Sealing.NumberTags.NumberKey"/> as 64 bits.</param>
/// <param name="Sealed">The number's digits, sealed by the platform's key.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="VerifiedAt">When the code was typed in, or the operator vouched for it, UTC; null before.</param>
public sealed record OwnNumber(
    AccountId Account, ulong NumberKey, ReadOnlyMemory<byte> Sealed, DateTimeOffset AddedAt, DateTimeOffset? VerifiedAt)
{
    /// <summary>The code that was sent, sealed; null when none is open.</summary>
    public ReadOnlyMemory<byte>? Code { get; init; }

    /// <summary>From then on the code does not count, UTC.</summary>
    public DateTimeOffset? CodeUntil { get; init; }

    /// <summary>How often it may still be typed in.</summary>
    public int TriesLeft { get; init; }
}

/// <summary>Own numbers in the store. Every method is one transaction. Any thread.</summary>
public interface IOwnNumberStore
{
    /// <summary>Numbers of an account, oldest first.</summary>
    Task<IReadOnlyList<OwnNumber>> ListAsync(AccountId account, CancellationToken cancellation);

    /// <summary>One number of an account, or null.</summary>
    Task<OwnNumber?> FindAsync(AccountId account, ulong numberKey, CancellationToken cancellation);

    /// <summary>Adds a number, or takes a new code for one that is not verified.</summary>
    /// <returns>False, and nothing written, when the account has <paramref name="most"/> others already.</returns>
    Task<bool> SaveAsync(OwnNumber number, int most, CancellationToken cancellation);

    /// <summary>Takes one of the tries that are left for the code.</summary>
    /// <returns>The number as it was before; null when it is not there, verified, without a code that still counts, or without a
    /// try.</returns>
    Task<OwnNumber?> TryAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Marks a number as verified; its code is gone.</summary>
    Task VerifyAsync(AccountId account, ulong numberKey, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Removes a number.</summary>
    /// <returns>False when it is not there.</returns>
    Task<bool> RemoveAsync(AccountId account, ulong numberKey, CancellationToken cancellation);
}
