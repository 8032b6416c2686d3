using Microsoft.AspNetCore.Http;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;

namespace SmsWiser.Web.Requests;

/// <summary>The one way in: finds out who asks, whether the route is for them and whether they ask too often. Nothing is open that does not
/// say so. Any thread.</summary>
internal sealed class Gatekeeper(HttpOptions options, NodeParts parts)
{
    private const int MaxKeys = 10_000;
    private const int MaxAddresses = 10_000;
    private const int MaxKnownKeys = 10_000;
    private const string Scheme = "Bearer ";
    private const double SecondsPerMinute = 60;

    private static readonly ApiKeyHolder Nobody = new() { KeyId = "", Scopes = [] };

    private readonly TokenBuckets requests = new(options.RequestsPerSecond, options.Burst, MaxKeys, parts.Time);
    private readonly TokenBuckets urgent = new(options.StopsPerSecond, options.StopsPerSecond, MaxKeys, parts.Time);
    private readonly TokenBuckets refusedKeys =
        new(options.RefusedKeysPerMinute / SecondsPerMinute, options.RefusedKeysPerMinute, MaxAddresses, parts.Time);

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Lets a request in.</summary>
    /// <exception cref="ProblemException"><c>unauthenticated</c>, <c>forbidden</c>, <c>rate_limited</c>.</exception>
    public async Task<ApiCall> AdmitAsync(ApiRoute route, HttpContext http)
    {
        if (route.Scopes == ApiScopes.None)
            return new(http, options, parts, Nobody);
        var holder = await IdentifyAsync(http);
        Throttle(route, holder, http);
        var scopes = ApiScopeNames.Read(holder.Scopes, out _) ?? ApiScopes.None;
        if ((scopes & route.Scopes) == 0)
            throw new ProblemException(ErrorCode.Forbidden,
                $"this API key lacks the scope {string.Join(" or ", ApiScopeNames.Of(route.Scopes))}; use one that has it");
        // An operator's key never acts for an account, whatever its scopes say, nor an account's for the operator.
        if (holder.ClientId is null != (route.Scopes == ApiScopes.Operator))
            throw new ProblemException(ErrorCode.Forbidden, "this API key is for another role");
        return new(http, options, parts, holder);
    }

    private async Task<ApiKeyHolder> IdentifyAsync(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4()
            : http.Connection.RemoteIpAddress;
        var network = address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : $"{address}";
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw new ProblemException(ErrorCode.Unauthenticated, "no API key came; send it as 'Authorization: Bearer sk_…'");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !ApiKeyText.TryRead(header[Scheme.Length..].Trim(), out var keyId, out var hash))
            throw Refused(network, "this is no API key, or it was not copied whole; send it as 'Authorization: Bearer sk_…'");
        // Keys that opened something before are looked at in any case: a neighbour's mistakes must not keep their owner from a stop.
        if (!IsKnown(keyId) && refusedKeys.Peek(network) is { IsTaken: false } empty)
            throw TooManyRefused(empty);
        try
        {
            var holder = await parts.Grains.GetGrain<IApiKeyGrain>(keyId).VerifyAsync(Convert.ToHexString(hash), $"{address}");
            Know(keyId);
            return holder;
        }
        catch (RefusedException refused) when (refused.Code == Problems.NameOf(ErrorCode.Unauthenticated))
        {
            Forget(keyId);
            throw Refused(network, refused.Message);
        }
    }

    private ProblemException Refused(string network, string why)
    {
        var state = refusedKeys.Take(network);
        return state.IsTaken ? new(ErrorCode.Unauthenticated, why) : TooManyRefused(state);
    }

    private static ProblemException TooManyRefused(TokenState state) =>
        new(ErrorCode.RateLimited, "too many refused API keys came from this address; wait, and check the key")
        {
            RetryAfter = state.UntilNext,
        };

    private void Throttle(ApiRoute route, ApiKeyHolder holder, HttpContext http)
    {
        var buckets = route.IsUrgent ? urgent : requests;
        var state = buckets.Take(holder.KeyId);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = $"{buckets.Burst}";
        headers["RateLimit-Remaining"] = $"{state.Remaining}";
        headers["RateLimit-Reset"] = $"{(long)Math.Ceiling(state.UntilFull.TotalSeconds)}";
        if (!state.IsTaken)
            throw new ProblemException(ErrorCode.RateLimited, "too many requests with this API key; wait as long as Retry-After says")
            {
                RetryAfter = state.UntilNext,
            };
    }

    private bool IsKnown(string keyId)
    {
        lock (known)
            return known.Contains(keyId);
    }

    private void Know(string keyId)
    {
        lock (known)
        {
            if (known.Count < MaxKnownKeys)
                known.Add(keyId);
        }
    }

    private void Forget(string keyId)
    {
        lock (known)
            known.Remove(keyId);
    }
}
