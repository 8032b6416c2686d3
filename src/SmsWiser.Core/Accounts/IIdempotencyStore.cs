namespace SmsWiser.Core.Accounts;

/// <summary>A request that was made under an idempotency key.</summary>
/// <param name="RequestHash">SHA-256 of what was asked, 32 octets.</param>
/// <param name="At">When it was begun, UTC.</param>
/// <param name="Status">HTTP status of the answer; 0 while there is none.</param>
/// <param name="Answer">The sealed answer; empty while there is none.</param>
public sealed record KeyedRequest(ReadOnlyMemory<byte> RequestHash, DateTimeOffset At, int Status, ReadOnlyMemory<byte> Answer);

/// <summary>Requests under idempotency keys and their answers. Every method is one transaction. Any thread.</summary>
public interface IIdempotencyStore
{
    /// <summary>Begins a request, in place of one of before <paramref name="since"/>.</summary>
    /// <param name="key">SHA-256 of who asked, for what, under which key: 32 octets.</param>
    /// <param name="requestHash">SHA-256 of what is asked.</param>
    /// <param name="at">Now, UTC.</param>
    /// <param name="since">Requests from before are forgotten.</param>
    /// <param name="cancellation">Honoured before the transaction.</param>
    /// <returns>Null when it was begun now; else the one that was begun before.</returns>
    Task<KeyedRequest?> BeginAsync(
        ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> requestHash, DateTimeOffset at, DateTimeOffset since,
        CancellationToken cancellation);

    /// <summary>Keeps the answer.</summary>
    Task FinishAsync(ReadOnlyMemory<byte> key, int status, ReadOnlyMemory<byte> answer, CancellationToken cancellation);

    /// <summary>Forgets a request that had no effect.</summary>
    Task DropAsync(ReadOnlyMemory<byte> key, CancellationToken cancellation);

    /// <summary>Forgets requests from before a moment, the oldest first.</summary>
    /// <returns>How many.</returns>
    Task<int> SweepAsync(DateTimeOffset before, int maxRows, CancellationToken cancellation);
}
