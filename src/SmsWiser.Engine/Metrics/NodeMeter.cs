using System.Diagnostics.Metrics;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Metrics;

/// <summary>The data plane of one node as instruments that are read when they are scraped: they cost nothing in between. Any
/// thread.</summary>
internal sealed class NodeMeter : IDisposable
{
    public const string Name = "SmsWiser.Node";

    private readonly Meter meter;
    private readonly Dispatcher dispatcher;

    /// <summary>Instruments of a node.</summary>
    /// <param name="scope">What tells its meters from those of another node in the same process.</param>
    /// <param name="dispatcher">Its binds.</param>
    /// <param name="journal">Its journal.</param>
    public NodeMeter(object scope, Dispatcher dispatcher, Journal journal)
    {
        this.dispatcher = dispatcher;
        meter = new(new MeterOptions(Name) { Scope = scope });
        AddBinds();
        meter.CreateObservableCounter("smswiser.journal.entries", () => Entries(journal), "{entry}", """
            Entries of the journal by state: one per part for what carriers answer and receipts say, one per lead for what is withheld
            """.TrimEnd());
        meter.CreateObservableCounter("smswiser.journal.refusals", () => Refusals(journal), "{entry}",
            "Parts refused for good or given up, by class of the carrier's status");
        meter.CreateObservableCounter("smswiser.journal.flushes", () => journal.Flushes, "{flush}", "Flushes committed");
        meter.CreateObservableGauge("smswiser.journal.queue.length", () => journal.Waiting, "{entry}", "Entries that wait for a flush");
        meter.CreateObservableGauge("smswiser.journal.behind", () => journal.IsBehind ? 1 : 0, null,
            "1 while submits pause because too much waits for the journal");
        meter.CreateObservableCounter("smswiser.receipt.orphans", () => journal.Orphans, "{receipt}", "Receipts that matched no part");
    }

    public void Dispose() => meter.Dispose();

    private void AddBinds()
    {
        meter.CreateObservableGauge("smswiser.bind.up", () => Each(bind => bind.IsBound ? 1 : 0), null, "1 while the bind is bound");
        meter.CreateObservableCounter("smswiser.bind.parts", () => Each(bind => bind.Submitted), "{part}",
            "Parts (submit_sm) handed to the socket");
        meter.CreateObservableGauge("smswiser.bind.rate.granted", () => Each(bind => bind.Rate.Granted), "{part}/s",
            "Parts per second that the carrier's grain grants; 0 = unlimited");
        meter.CreateObservableGauge("smswiser.bind.rate.current", () => Each(bind => bind.Rate.Current), "{part}/s",
            "Parts per second at present, after throttling; 0 = unlimited");
        meter.CreateObservableCounter("smswiser.bind.throttled", () => Each(bind => bind.Rate.Throttled), "{response}",
            "Responses with ESME_RTHROTTLED");
        meter.CreateObservableGauge("smswiser.bind.window.size", () => Each(bind => bind.WindowSlots), "{slot}", "Slots of the window");
        meter.CreateObservableGauge("smswiser.bind.window.used", () => Each(bind => bind.InFlight(0, static (_, _) => true)), "{slot}",
            "Slots with a submit_sm that waits for its response");
        meter.CreateObservableGauge("smswiser.bind.backlog", () => Each(bind => bind.Backlog), "{part}", "Parts prepared and not sent");
    }

    private Measurement<long>[] Each(Func<BindWriter, long> value) => [.. dispatcher.Binds.Select(bind => new Measurement<long>(
        value(bind), new KeyValuePair<string, object?>("bind", bind.Name),
        new KeyValuePair<string, object?>("carrier", bind.Name[..bind.Name.LastIndexOf('/')])))];

    private static Measurement<long>[] Entries(Journal journal) => [.. Enum.GetValues<EntryState>().Select(state =>
        new Measurement<long>(journal.Entries(state), new KeyValuePair<string, object?>("state", Refusal.NameOf(state))))];

    private static Measurement<long>[] Refusals(Journal journal) => [.. Enum.GetValues<CommandStatusClass>()
        .Where(one => one != CommandStatusClass.Ok).Select(one =>
            new Measurement<long>(journal.Refusals(one), new KeyValuePair<string, object?>("class", Refusal.NameOf(one))))];
}
