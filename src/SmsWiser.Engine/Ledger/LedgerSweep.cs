using Microsoft.Extensions.Logging;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Time;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Ledger;

/// <summary>Looks every so often for what the clock decides: debts that suspend an account, rests of holds and unknown parts to give back.
/// One per node; several nodes do no harm, since each step is decided in its transaction.</summary>
internal sealed partial class LedgerSweep(
    ILedgerStore ledger, Suspensions suspensions, LedgerOptions options, ILoops loops, TimeProvider time, ILogger<LedgerSweep> log)
    : IDisposable
{
    private readonly Signal signal = new(time, options.Sweep);
    private Task loop = Task.CompletedTask;
    private bool stopping;

    /// <summary>Begins to sweep.</summary>
    public void Start() => loop = loops.Start("ledger", RunAsync);

    /// <summary>Ends the loop after the sweep at work.</summary>
    public Task StopAsync()
    {
        Volatile.Write(ref stopping, true);
        signal.Set();
        return loop;
    }

    /// <summary>One sweep.</summary>
    public async Task SweepAsync()
    {
        var now = time.GetUtcNow();
        foreach (var account in await ledger.ListUnpaidAsync(now, CancellationToken.None))
        {
            await suspensions.SuspendAsync(account, SuspensionReason.Unpaid);
            LogSuspended(account.Value);
        }
        await ledger.SweepAsync(options.Holds, now, CancellationToken.None);
    }

    public void Dispose() => signal.Dispose();

    private async Task RunAsync()
    {
        while (true)
        {
            await signal.WaitAsync();
            if (Volatile.Read(ref stopping))
                return;
            try
            {
                await SweepAsync();
            }
            catch (Exception error)
            {
                // The store does not answer; the next sweep finds the same work.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "account {AccountId} is suspended: its debt is overdue or over its limit")]
    private partial void LogSuspended(long accountId);

    [LoggerMessage(LogLevel.Error, "a sweep of the ledger failed; trying again")]
    private partial void LogFailed(Exception error);
}
