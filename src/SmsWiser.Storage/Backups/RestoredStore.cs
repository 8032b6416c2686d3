using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Backups;

/// <summary>Makes a store that was restored from a backup safe to start. What its node did after the backup is not in it.</summary>
public static class RestoredStore
{
    /// <summary>Ids that the node may have given out since; codes of links and carriers' references made from them must not mean another
    /// lead.</summary>
    private const int SkippedIds = 1_000_000;

    /// <summary>Pauses all sending, skips ids, and unless it is known that nothing was sent since, gives every lead without an outcome to
    /// a node that is no more: the next start ends them as unknown.</summary>
    /// <param name="store">The store, before any node works on it.</param>
    /// <param name="pause">The pause, with its reason.</param>
    /// <param name="nothingWasSent">Whether nothing was sent since the backup.</param>
    /// <param name="cancellation">Honoured before each step.</param>
    public static async Task SettleAsync(
        SqliteStore store, SendingPause pause, bool nothingWasSent, CancellationToken cancellation)
    {
        await store.Pauses.PauseAsync(pause, cancellation);
        await store.Accounts.TakeIdsAsync(SkippedIds, cancellation);
        if (!nothingWasSent)
            await store.Main.WriteAsync(WriteLane.Claim, db => db.Get("Backups/abandon_open_chunks").Execute(), cancellation);
    }
}
