using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Engine.Campaigns;

namespace SmsWiser.Engine.Ledger;

/// <summary>Stops what an account and all below it send, and lets it go on. The store decides; this node's dispatch is told. Any
/// thread.</summary>
internal sealed class Suspensions(ILedgerStore ledger, ISendoutStore sendouts, SendoutCommands dispatch, TimeProvider time)
{
    /// <summary>Suspends an account: once this has returned nothing of it or of those below it goes on the wire from this node.</summary>
    public async Task SuspendAsync(AccountId account, SuspensionReason reason)
    {
        foreach (var sendout in await ledger.SuspendAsync(account, reason, time.GetUtcNow(), CancellationToken.None))
            await dispatch.PauseAsync(sendout);
    }

    /// <summary>Ends a suspension and goes on with what it had paused.</summary>
    public async Task LiftAsync(AccountId account)
    {
        await ledger.LiftAsync(account, CancellationToken.None);
        await ResumeAsync(account);
    }

    /// <summary>Goes on with sendouts that the ledger has paused, the oldest first, as far as credits reach.</summary>
    public async Task ResumeAsync(AccountId account)
    {
        foreach (var sendout in await ledger.ListHeldBackAsync(account, CancellationToken.None))
        {
            var changed = await sendouts.ChangeStateAsync(
                sendout, [SendoutState.Paused], SendoutState.Sending, time.GetUtcNow(), CancellationToken.None);
            if (changed is { State: SendoutState.Sending })
                await dispatch.ResumeAsync(sendout);
        }
    }
}
