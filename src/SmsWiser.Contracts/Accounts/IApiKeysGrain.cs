namespace SmsWiser.Contracts.Accounts;

/// <summary>API keys of one owner; the key is the client id of an account, or <c>operator</c>.</summary>
[Alias("smswiser.api_keys")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>Makes a key. Its secret is in this answer and nowhere else.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>not_found</c> (the account), <c>overloaded</c> (20 live
    /// keys).</exception>
    [Alias("create")]
    Task<NewApiKey> CreateAsync(ApiKeySpec key);

    /// <summary>All keys, those that ended too, newest first.</summary>
    /// <exception cref="RefusedException"><c>not_found</c> (the account).</exception>
    [Alias("list")]
    Task<IReadOnlyList<ApiKeyView>> ListAsync();

    /// <summary>Makes a key of the same name, scopes and addresses in place of another, which goes on for a while: two live keys, so that
    /// programs can be moved from one to the other. A validity is begun anew.</summary>
    /// <param name="keyId">The key that is replaced.</param>
    /// <param name="overlapMinutes">For how long it goes on, 0 to 43,200.</param>
    /// <exception cref="RefusedException"><c>not_found</c>, <c>invalid_value</c>; <c>wrong_state</c> when it has ended, or was replaced
    /// already.</exception>
    [Alias("rotate")]
    Task<NewApiKey> RotateAsync(string keyId, int overlapMinutes);

    /// <summary>Ends a key at once and for good.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>.</exception>
    [Alias("revoke")]
    Task RevokeAsync(string keyId);
}

/// <summary>One API key, asked by what takes requests; the key is the key's id.</summary>
[Alias("smswiser.api_key")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Whose key it is and what it may do; its use is noted.</summary>
    /// <param name="secretHash">SHA-256 of the secret that came, 64 hexadecimal digits.</param>
    /// <param name="address">Where the request came from.</param>
    /// <exception cref="RefusedException"><c>unauthenticated</c>: no such key, another secret, ended, or not from there; it is not told
    /// which.</exception>
    [Alias("verify")]
    Task<ApiKeyHolder> VerifyAsync(string secretHash, string address);
}
