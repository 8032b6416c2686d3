using SmsWiser.Core.Compliance;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Compliance;

/// <summary>Takes opt-outs and what undoes them: committed first, then held by every writer of this node before the call returns; the
/// other nodes have them within one poll of the gate log. Any thread.</summary>
internal sealed class OptOuts(IOptOutStore store, GateLogReader gateLog, Dispatcher dispatcher)
{
    /// <summary>Commits changes and applies them here: once this has returned, nothing bound by them goes on the wire from this
    /// node.</summary>
    /// <returns>What the transaction changed.</returns>
    public async Task<OptOutCommit> ChangeAsync(
        IReadOnlyList<OptOutChange> changes, OptOutOrigin origin, CancellationToken cancellation)
    {
        var commit = await store.ChangeAsync(changes, origin, cancellation);
        await ApplyAsync();
        return commit;
    }

    /// <summary>Undoes an opt-out and keeps the reason, in one transaction, and applies it here.</summary>
    public async Task RemoveAsync(OptOutChange change, string reason, CancellationToken cancellation)
    {
        await store.RemoveAsync(change, reason, cancellation);
        await ApplyAsync();
    }

    /// <summary>Applies what was committed by now.</summary>
    public async Task ApplyAsync()
    {
        await gateLog.CatchUpAsync();
        await dispatcher.QuiesceAsync();
    }
}
