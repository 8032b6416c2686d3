using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Compliance;

/// <summary>Brings what the gate log says to this node's gate: every poll, and at once when this node has committed an entry itself. What
/// other nodes commit is here within one poll. Pauses, resumptions and cancels of one sendout reach the dispatch by its state; they are
/// passed over here.</summary>
internal sealed partial class GateLogReader(
    IGateLog log, IPauseStore pauses, Gate gate, DispatchOptions options, TimeProvider time, ILogger<GateLogReader> logger) : IDisposable
{
    private const int EntriesPerRead = 256;

    private readonly Signal signal = new(time, options.Poll);
    private bool stopped;

    /// <summary>Where this node begins to know: what was committed earlier is checked in the store, but for the operator's pauses, which
    /// are read here. Once, before anything is sent.</summary>
    public async Task BeginAsync()
    {
        gate.BeginAt(await log.PositionAsync(CancellationToken.None));
        foreach (var pause in await pauses.ListAsync(CancellationToken.None))
            gate.SetPause(pause.Scope, pause.Subject, isPaused: true);
    }

    /// <summary>Reads to the end of the log as it is now: once this has returned, each send section entered from then on sees it all. Any
    /// thread.</summary>
    public async Task CatchUpAsync()
    {
        while (true)
        {
            // Several callers may read the same stretch; the gate takes each entry once, in order.
            var entries = await log.ReadAsync(gate.Position, EntriesPerRead, CancellationToken.None);
            gate.Apply(entries);
            if (entries.Count < EntriesPerRead)
                return;
        }
    }

    /// <summary>The loop.</summary>
    public async Task RunAsync()
    {
        while (!Volatile.Read(ref stopped))
        {
            await signal.WaitAsync();
            try
            {
                await CatchUpAsync();
            }
            catch (Exception error) when (!Volatile.Read(ref stopped))
            {
                LogFailed(error);
            }
        }
    }

    /// <summary>Ends the loop.</summary>
    public void Stop()
    {
        Volatile.Write(ref stopped, true);
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    [LoggerMessage(LogLevel.Error, "The gate log could not be read; trying again at the next poll")]
    private partial void LogFailed(Exception error);
}
