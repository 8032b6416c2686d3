using SmsWiser.Contracts.Accounts;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Chance;

namespace SmsWiser.Engine.Accounts;

/// <summary>API keys of one owner.</summary>
internal sealed class ApiKeysGrain(IApiKeyStore keys, Access access, IRandom random, TimeProvider time) : Grain, IApiKeysGrain
{
    /// <summary>Key of the grain that has the operator's keys.</summary>
    public const string OperatorKey = "operator";

    private const int MaxLive = 20;
    private const int MaxAddresses = 20;
    private const int MaxOverlapMinutes = 30 * 24 * 60;

    public async Task<NewApiKey> CreateAsync(ApiKeySpec key)
    {
        var owner = await OwnerAsync();
        var now = time.GetUtcNow();
        var name = Refusal.CheckName(key.Name, "the key");
        var scopes = ScopesOf(key.Scopes, owner);
        if (key.Addresses.Count > MaxAddresses)
            throw Refusal.Invalid($"{key.Addresses.Count} networks were given; give {MaxAddresses} at most");
        var addresses = AddressList.Read(key.Addresses, out var wrong)
            ?? throw Refusal.Invalid($"'{wrong}' is no network; give one as 203.0.113.0/24 or 2001:db8::/32");
        if (key.ExpiresAt <= now)
            throw Refusal.Invalid("the key would have ended already; give a later expires_at, or none");
        var (id, text, hash) = ApiKeyText.New(random);
        var made = new ApiKey(id, owner, name, scopes, hash, addresses, now, key.ExpiresAt?.ToUniversalTime(), null, null, null);
        if (!await keys.AddAsync(made, MaxLive, CancellationToken.None))
            throw Refusal.Of(ErrorCode.Overloaded, $"there are {MaxLive} live keys already; revoke one that is not used");
        return New(made, text);
    }

    public async Task<IReadOnlyList<ApiKeyView>> ListAsync()
    {
        var now = time.GetUtcNow();
        return [.. (await keys.ListAsync(await OwnerAsync(), CancellationToken.None)).Select(key => View(key, now))];
    }

    public async Task<NewApiKey> RotateAsync(string keyId, int overlapMinutes)
    {
        var owner = await OwnerAsync();
        if (overlapMinutes is < 0 or > MaxOverlapMinutes)
            throw Refusal.Invalid($"the overlap is {overlapMinutes} minutes; give 0 to {MaxOverlapMinutes}");
        if (await keys.FindAsync(keyId, CancellationToken.None) is not { } old || old.Account != owner)
            throw Refusal.NotFound("key");
        var now = time.GetUtcNow();
        var (id, text, hash) = ApiKeyText.New(random);
        var made = old with
        {
            KeyId = id, SecretHash = hash, CreatedAt = now, ExpiresAt = now + (old.ExpiresAt - old.CreatedAt), LastUsedAt = null,
            ReplacedBy = null,
        };
        if (!await keys.ReplaceAsync(keyId, made, now.AddMinutes(overlapMinutes), CancellationToken.None))
            throw Refusal.WrongState("the key has ended, or another has taken its place already; rotate that one, or make a new one");
        return New(made, text);
    }

    public async Task RevokeAsync(string keyId)
    {
        if (!await keys.RevokeAsync(await OwnerAsync(), keyId, time.GetUtcNow(), CancellationToken.None))
            throw Refusal.NotFound("key");
    }

    private static ApiScopes ScopesOf(IReadOnlyList<string> names, AccountId owner)
    {
        var scopes = ApiScopeNames.Read(names, out var unknown)
            ?? throw Refusal.Invalid($"'{unknown}' is no scope; the scopes are {string.Join(", ", ApiScopeNames.All)}");
        var isOperator = owner.Value == 0;
        if (scopes == ApiScopes.None || scopes.HasFlag(ApiScopes.Operator) != isOperator
            || (isOperator && scopes != ApiScopes.Operator))
            throw Refusal.Invalid(isOperator
                ? "a key of the operator has the scope 'operator' and no other"
                : "a key of an account has at least one scope, and never 'operator'");
        return scopes;
    }

    private async Task<AccountId> OwnerAsync() => this.GetPrimaryKeyString() is var key && key == OperatorKey
        ? default
        : (await access.ActorAsync(key)).Id;

    private static NewApiKey New(ApiKey key, string text) =>
        new() { Key = text, Id = key.KeyId, Scopes = ApiScopeNames.Of(key.Scopes), ExpiresAt = key.ExpiresAt };

    private static ApiKeyView View(ApiKey key, DateTimeOffset now) => new()
    {
        Id = key.KeyId,
        Name = key.Name,
        Scopes = ApiScopeNames.Of(key.Scopes),
        Addresses = key.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        State = key.RevokedAt is not null ? "revoked" : key.IsLive(now) ? "live" : "expired",
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        ReplacedBy = key.ReplacedBy,
    };
}
