using SmsWiser.Core;

namespace SmsWiser.Testing.Chance;

/// <summary>Ids 1, 2, 3 … Any thread.</summary>
public sealed class CountingIds : IIds
{
    private long last;

    public ValueTask<long> NextAsync(CancellationToken cancellation) => new(Interlocked.Increment(ref last));
}
