using SmsWiser.Core.Time;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Engine.Inbound;
using SmsWiser.Engine.Metrics;

namespace SmsWiser.Engine;

/// <summary>The data plane of one node: recovery, journal and dispatch loops, and their orderly end.</summary>
public sealed class EngineNode
{
    private readonly Journal journal;
    private readonly Dispatcher dispatcher;
    private readonly Recovery recovery;
    private readonly Planning planning;
    private readonly CampaignClock clock;
    private readonly ListEraser eraser;
    private readonly LedgerSweep ledger;
    private readonly NodeBinds binds;
    private readonly GateLogReader gateLog;
    private readonly InboundReader inbound;
    private readonly InboundResolver resolver;
    private readonly ReplySender replies;
    private readonly ILoops loops;
    private readonly TimeProvider time;
    private Task journalLoop = Task.CompletedTask;
    private Task dispatchLoop = Task.CompletedTask;
    private Task clockLoop = Task.CompletedTask;
    private Task gateLoop = Task.CompletedTask;
    private Task inboundLoop = Task.CompletedTask;
    private Task resolverLoop = Task.CompletedTask;
    private Task replyLoop = Task.CompletedTask;

    internal EngineNode(
        Journal journal, Dispatcher dispatcher, Recovery recovery, Planning planning, CampaignClock clock, ListEraser eraser,
        LedgerSweep ledger, NodeBinds binds, GateLogReader gateLog, InboundReader inbound, InboundResolver resolver, ReplySender replies,
        ILoops loops, TimeProvider time)
    {
        (this.journal, this.dispatcher, this.recovery, this.planning, this.clock, this.eraser, this.ledger, this.binds) =
            (journal, dispatcher, recovery, planning, clock, eraser, ledger, binds);
        (this.gateLog, this.inbound, this.resolver, this.replies, this.loops, this.time) =
            (gateLog, inbound, resolver, replies, loops, time);
    }

    /// <summary>Leads of an earlier, cut-off life that ended as unknown.</summary>
    public long RecoveredUnknown => recovery.Unknown;

    /// <summary>Parts handed to sockets since the start. Any thread.</summary>
    public long Submitted => dispatcher.Binds.Sum(bind => bind.Submitted);

    /// <summary>Makes the data plane's instruments, to be ended by their owner.</summary>
    /// <param name="scope">Scope of the meter, which tells it from those of another node in the same process.</param>
    public IDisposable Observe(object scope) => new NodeMeter(scope, dispatcher, journal);

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
        await gateLog.BeginAsync();
        journalLoop = loops.Start("journal", journal.RunAsync);
        await recovery.RunAsync();
        gateLoop = loops.Start("gate log", gateLog.RunAsync);
        inboundLoop = loops.Start("inbound", inbound.RunAsync);
        resolverLoop = loops.Start("inbound leads", resolver.RunAsync);
        replyLoop = loops.Start("replies", replies.RunAsync);
        dispatchLoop = loops.Start("dispatch", dispatcher.RunAsync);
        await planning.ResumeAsync(CancellationToken.None);
        clockLoop = loops.Start("campaigns", clock.RunAsync);
        await eraser.ResumeAsync(CancellationToken.None);
        ledger.Start();
    }

    /// <summary>Ends when a loop ends: normally after <see cref="StopAsync"/>; with its exception when a loop failed, and then the node
    /// must be ended.</summary>
    public async Task CompletionAsync()
    {
        await await Task.WhenAny(journalLoop, dispatchLoop, gateLoop, inboundLoop, resolverLoop, replyLoop);
    }

    /// <summary>Drains and stops: what is on the wire is awaited, the rest goes back to the store, the binds unbind.</summary>
    public async Task StopAsync()
    {
        clock.Stop();
        await clockLoop;
        await ledger.StopAsync();
        await planning.StopAsync();
        replies.Stop();
        await replyLoop;
        await dispatcher.StopAsync();
        await dispatchLoop;
        await binds.CloseAsync();
        await dispatcher.GiveBackAllAsync();
        inbound.Stop();
        await inboundLoop;
        resolver.Stop();
        await resolverLoop;
        gateLog.Stop();
        await gateLoop;
        journal.Stop();
        await journalLoop;
    }
}
