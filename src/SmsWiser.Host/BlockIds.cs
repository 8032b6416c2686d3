using SmsWiser.Core;
using SmsWiser.Core.Accounts;

namespace SmsWiser.Host;

/// <summary>Hands out inside ids from blocks that it takes from the store. Any thread.</summary>
internal sealed class BlockIds(IAccountStore store) : IIds, IDisposable
{
    private const int BlockSize = 1_000;

    private readonly SemaphoreSlim guard = new(1);
    private long next;
    private long end;

    public async ValueTask<long> NextAsync(CancellationToken cancellation)
    {
        await guard.WaitAsync(cancellation);
        try
        {
            if (next == end)
            {
                next = await store.TakeIdsAsync(BlockSize, cancellation);
                end = next + BlockSize;
            }
            return next++;
        }
        finally
        {
            guard.Release();
        }
    }

    public void Dispose() => guard.Dispose();
}
