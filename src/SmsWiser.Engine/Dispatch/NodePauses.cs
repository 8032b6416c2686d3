using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Has pauses that the store has taken hold, or end. Returns when they do.</summary>
internal delegate Task ApplyPauses();

/// <summary>Applies the operator's pauses to this node. Any thread.</summary>
internal sealed class NodePauses(GateLogReader gateLog, Dispatcher dispatcher)
{
    /// <summary>Applies what was committed by now: once this has returned nothing that is paused goes on the wire from this node, and what
    /// it had claimed of it waits in the store.</summary>
    public async Task ApplyAsync()
    {
        await gateLog.CatchUpAsync();
        await dispatcher.QuiesceAsync();
        await dispatcher.SweepAsync();
    }
}
