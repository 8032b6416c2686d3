namespace SmsWiser.Core;

/// <summary>Hands out dense inside ids. A node takes blocks from the store, so an id may be skipped after a crash but is never given
/// twice.</summary>
public interface IIds
{
    /// <summary>The next unused id, unique over all kinds of objects. Any thread.</summary>
    ValueTask<long> NextAsync(CancellationToken cancellation);
}
