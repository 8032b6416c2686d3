using System.Security.Cryptography;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;

namespace SmsWiser.Engine.Accounts;

/// <summary>One API key. The store is read for every request: a key may have been revoked a moment ago.</summary>
internal sealed class ApiKeyGrain(IApiKeyStore keys, IAccountStore accounts, TimeProvider time) : Grain, IApiKeyGrain
{
    private static readonly TimeSpan UseEvery = TimeSpan.FromMinutes(1);
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    public async Task<ApiKeyHolder> VerifyAsync(string secretHash, string address)
    {
        var now = time.GetUtcNow();
        var key = await keys.FindAsync(this.GetPrimaryKeyString(), CancellationToken.None);
        var came = secretHash.Length == 2 * SHA256.HashSizeInBytes ? Convert.FromHexString(secretHash) : NoHash;
        // Compared in any case: the time tells nothing about which ids there are.
        var same = CryptographicOperations.FixedTimeEquals(key is null ? NoHash : key.SecretHash.Span, came);
        if (key is null || !same || !key.IsLive(now) || !AddressList.Holds(key.Addresses, address))
        {
            DeactivateOnIdle();
            throw Refusal.Of(ErrorCode.Unauthenticated,
                "this API key opens nothing here; check that it is whole, live, and used from where it may be");
        }
        if (!(now - key.LastUsedAt < UseEvery))
            await keys.TouchAsync(key.KeyId, now, CancellationToken.None);
        var account = key.Account.Value == 0 ? null : await accounts.FindAsync(key.Account, CancellationToken.None);
        return new() { KeyId = key.KeyId, ClientId = account?.ClientId, Scopes = ApiScopeNames.Of(key.Scopes) };
    }
}
