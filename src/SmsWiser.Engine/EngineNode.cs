using SmsWiser.Core.Time;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine;

/// <summary>The data plane of one node: recovery, journal and dispatch loops, and their orderly end.</summary>
internal sealed class EngineNode(Journal journal, Dispatcher dispatcher, Recovery recovery, ILoops loops)
{
    private Task journalLoop = Task.CompletedTask;
    private Task dispatchLoop = Task.CompletedTask;

    public Dispatcher Dispatcher => dispatcher;

    public Journal Journal => journal;

    /// <summary>Leads of an earlier, cut-off life that ended as unknown.</summary>
    public long RecoveredUnknown => recovery.Unknown;

    /// <summary>Recovers and starts the loops.</summary>
    public async Task StartAsync()
    {
        journalLoop = loops.Start("journal", journal.RunAsync);
        await recovery.RunAsync();
        dispatchLoop = loops.Start("dispatch", dispatcher.RunAsync);
    }

    /// <summary>Drains and stops: what is on the wire is awaited, the rest goes back to the store. Binds are still up afterwards.</summary>
    public async Task StopAsync()
    {
        await dispatcher.StopAsync();
        await dispatchLoop;
        journal.Stop();
        await journalLoop;
    }
}
