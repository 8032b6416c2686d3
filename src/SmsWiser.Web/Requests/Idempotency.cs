using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Web.Requests;

/// <summary>What was answered: status and JSON.</summary>
internal readonly record struct StoredAnswer(int Status, byte[] Body);

/// <summary>Does what is asked under one idempotency key once: the same request gets the same answer for 24 hours, also after a restart;
/// one that comes meanwhile waits. A refusal has no effect and is not kept. Any thread.</summary>
internal sealed class Idempotency(IIdempotencyStore store, KeyRing keys, TimeProvider time)
{
    private const int MaxKeyLength = 255;
    private const int SweepEvery = 256;
    private const int SweptRows = 1_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> underway = new(StringComparer.Ordinal);
    private int begun;

    /// <summary>Runs a request, or answers as before.</summary>
    /// <param name="call">Who asks, of what.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="requestHash">SHA-256 of what is asked.</param>
    /// <param name="isShownOnce">Whether the answer holds a secret.</param>
    /// <param name="run">Does it.</param>
    public async Task<StoredAnswer> RunAsync(
        ApiCall call, string key, byte[] requestHash, bool isShownOnce, Func<Task<StoredAnswer>> run)
    {
        if (key.Length is 0 or > MaxKeyLength || key.Any(letter => letter is < '!' or > '~'))
            throw ProblemException.Invalid("Idempotency-Key", $"cannot be used; give 1 to {MaxKeyLength} printable characters of ASCII");
        var place = Place(call, key);
        var name = Convert.ToHexString(place);
        var mine = new TaskCompletionSource();
        while (underway.GetOrAdd(name, mine) is var other && other != mine)
            await other.Task.WaitAsync(call.Cancellation);
        try
        {
            var now = time.GetUtcNow();
            return await store.BeginAsync(place, requestHash, now, now - Kept, CancellationToken.None) is { } before
                ? await ReplayAsync(call, before, requestHash, name)
                : await FirstAsync(place, name, isShownOnce, run);
        }
        finally
        {
            underway.TryRemove(name, out _);
            mine.SetResult();
        }
    }

    private async Task<StoredAnswer> FirstAsync(byte[] place, string name, bool isShownOnce, Func<Task<StoredAnswer>> run)
    {
        StoredAnswer answer;
        try
        {
            answer = await run();
        }
        catch (Exception error) when (error is Contracts.RefusedException or ProblemException)
        {
            await store.DropAsync(place, CancellationToken.None);
            throw;
        }
        var kept = isShownOnce ? [] : keys.SealSecret(name, answer.Body);
        await store.FinishAsync(place, answer.Status, kept, CancellationToken.None);
        if (Interlocked.Increment(ref begun) % SweepEvery == 0)
            await store.SweepAsync(time.GetUtcNow() - Kept, SweptRows, CancellationToken.None);
        return answer;
    }

    private async Task<StoredAnswer> ReplayAsync(ApiCall call, KeyedRequest before, byte[] requestHash, string name)
    {
        if (!CryptographicOperations.FixedTimeEquals(before.RequestHash.Span, requestHash))
            throw new ProblemException(ErrorCode.IdempotencyMismatch,
                "this Idempotency-Key was used for another request; use a new key for a new request");
        await call.CheckAuthorityAsync();
        if (before.Status == 0)
            throw new ProblemException(ErrorCode.OutcomeUnknown,
                "the first request under this Idempotency-Key did not come to an answer; look whether it took effect, then use a new key");
        if (before.Answer.IsEmpty)
            throw new ProblemException(ErrorCode.AlreadyExists,
                "the first request under this Idempotency-Key was answered with a secret, which is shown once; rotate it to get a new one");
        call.Http.Response.Headers["Idempotent-Replayed"] = "true";
        return new(before.Status, keys.OpenSecret(name, before.Answer.Span));
    }

    /// <summary>Account, API key, method and path with what is behind the question mark, idempotency key: each apart.</summary>
    private static byte[] Place(ApiCall call, string key)
    {
        var request = call.Http.Request;
        string[] parts = [call.Holder.ClientId ?? "", call.Holder.KeyId, request.Method, $"{request.Path}{request.QueryString}", key];
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => $"{part.Length}:{part}"))));
    }
}
