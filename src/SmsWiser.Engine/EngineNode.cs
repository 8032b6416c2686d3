using SmsWiser.Core.Time;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine;

/// <summary>The data plane of one node: recovery, journal and dispatch loops, and their orderly end.</summary>
public sealed class EngineNode
{
    private readonly Journal journal;
    private readonly Dispatcher dispatcher;
    private readonly Recovery recovery;
    private readonly Planning planning;
    private readonly CampaignClock clock;
    private readonly NodeBinds binds;
    private readonly ILoops loops;
    private readonly TimeProvider time;
    private Task journalLoop = Task.CompletedTask;
    private Task dispatchLoop = Task.CompletedTask;
    private Task clockLoop = Task.CompletedTask;

    internal EngineNode(
        Journal journal, Dispatcher dispatcher, Recovery recovery, Planning planning, CampaignClock clock, NodeBinds binds, ILoops loops,
        TimeProvider time) =>
        (this.journal, this.dispatcher, this.recovery, this.planning, this.clock, this.binds, this.loops, this.time) =
        (journal, dispatcher, recovery, planning, clock, binds, loops, time);

    /// <summary>Leads of an earlier, cut-off life that ended as unknown.</summary>
    public long RecoveredUnknown => recovery.Unknown;

    /// <summary>Parts handed to sockets since the start. Any thread.</summary>
    public long Submitted => dispatcher.Binds.Sum(bind => bind.Submitted);

    /// <summary>The first sends of a carrier, as far as <see cref="DispatchOptions.TracedSends"/> goes: when, and how many parts. Any
    /// thread.</summary>
    internal IReadOnlyList<(long At, int Parts)> Sends(string carrier) => binds.Account(carrier).Sends;

    /// <summary>Round trip of submit_sm over all binds since the start, at a percentile. Any thread.</summary>
    public TimeSpan RoundTrip(double percent)
    {
        var total = new RoundTrips();
        foreach (var bind in dispatcher.Binds)
            bind.RoundTrips.AddTo(total);
        return TimeSpan.FromSeconds(total.Percentile(percent) / (double)time.TimestampFrequency);
    }

    /// <summary>Recovers and starts the loops.</summary>
    public async Task StartAsync()
    {
        journalLoop = loops.Start("journal", journal.RunAsync);
        await recovery.RunAsync();
        dispatchLoop = loops.Start("dispatch", dispatcher.RunAsync);
        await planning.ResumeAsync(CancellationToken.None);
        clockLoop = loops.Start("campaigns", clock.RunAsync);
    }

    /// <summary>Ends when a loop ends: normally after <see cref="StopAsync"/>; with its exception when a loop failed, and then the node
    /// must be ended.</summary>
    public async Task CompletionAsync()
    {
        await await Task.WhenAny(journalLoop, dispatchLoop);
    }

    /// <summary>Drains and stops: what is on the wire is awaited, the rest goes back to the store, the binds unbind.</summary>
    public async Task StopAsync()
    {
        clock.Stop();
        await clockLoop;
        await planning.StopAsync();
        await dispatcher.StopAsync();
        await dispatchLoop;
        await binds.CloseAsync();
        await dispatcher.GiveBackAllAsync();
        journal.Stop();
        await journalLoop;
    }
}
