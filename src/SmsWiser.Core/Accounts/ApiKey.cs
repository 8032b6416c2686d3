namespace SmsWiser.Core.Accounts;

/// <summary>A key to the HTTP API. The secret itself is kept nowhere.</summary>
/// <param name="KeyId">Its public part.</param>
/// <param name="Account">Whose it is; 0 = the operator's.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="SecretHash">SHA-256 of the secret, 32 octets.</param>
/// <param name="Addresses">Networks it may be used from, CIDR, divided by blanks; empty = any.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">When it ends, UTC; null = never.</param>
/// <param name="LastUsedAt">When it was last used, UTC, to the minute; null = never.</param>
/// <param name="RevokedAt">When it was revoked, UTC, or null.</param>
/// <param name="ReplacedBy">The key that takes its place, or null.</param>
public sealed record ApiKey(
    string KeyId, AccountId Account, string Name, ApiScopes Scopes, ReadOnlyMemory<byte> SecretHash, string Addresses,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? ReplacedBy)
{
    /// <summary>Whether it opens anything at that moment.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>API keys in the store. Every method is one transaction. Any thread.</summary>
public interface IApiKeyStore
{
    /// <summary>Adds a key, unless its owner has that many live ones already.</summary>
    /// <returns>False when it has.</returns>
    Task<bool> AddAsync(ApiKey key, int maxLive, CancellationToken cancellation);

    /// <summary>Adds a key in place of another of the same owner, which ends at that moment at the latest.</summary>
    /// <returns>False when the other is not live, or was replaced before.</returns>
    Task<bool> ReplaceAsync(string keyId, ApiKey successor, DateTimeOffset endsAt, CancellationToken cancellation);

    /// <summary>The key with that id, or null.</summary>
    Task<ApiKey?> FindAsync(string keyId, CancellationToken cancellation);

    /// <summary>Keys of an account, those that ended too, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Ends a key for good.</summary>
    /// <returns>False when the account has no such key.</returns>
    Task<bool> RevokeAsync(AccountId account, string keyId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Notes a use.</summary>
    Task TouchAsync(string keyId, DateTimeOffset at, CancellationToken cancellation);
}
