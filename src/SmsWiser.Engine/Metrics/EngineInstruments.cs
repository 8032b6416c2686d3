using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmsWiser.Engine.Metrics;

/// <summary>How long the steps of the data plane take, recorded once per batch, never per message; and the source of its traces. One set
/// for all nodes of a process. Any thread.</summary>
public static class EngineInstruments
{
    /// <summary>Name of the meter, and of the source of traces.</summary>
    public const string Name = "SmsWiser.Engine";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of batches and commands: <c>plan</c>, <c>claim</c>, <c>flush</c>, <c>stop_share</c>.</summary>
    internal static ActivitySource Traces { get; } = new(Name);

    internal static Histogram<double> Flush { get; } = Meter.CreateHistogram<double>(
        "smswiser.journal.flush.duration", "s", "Time of one flush of the journal, its commit included");

    internal static Histogram<double> JournalWait { get; } = Meter.CreateHistogram<double>(
        "smswiser.journal.wait.duration", "s", "Age of the oldest entry of a flush when it is durable");

    internal static Histogram<double> ClaimWait { get; } = Meter.CreateHistogram<double>(
        "smswiser.chunk.wait.duration", "s", "Time from the claim of a chunk to its preparation");

    internal static Histogram<double> RoundTrip { get; } = Meter.CreateHistogram<double>(
        "smswiser.bind.round_trip.duration", "s", "Time from a submit_sm to its response: the slowest of each receive");

    internal static Histogram<double> Stop { get; } = Meter.CreateHistogram<double>(
        "smswiser.share.stop.duration", "s", "Time that stopping a share took, by the basis of its receipt");

    internal static Histogram<double> Drain { get; } = Meter.CreateHistogram<double>(
        "smswiser.share.drain.duration", "s", "Of the stop of a share, the time until what was on the wire was answered");

    internal static Histogram<double> Plan { get; } = Meter.CreateHistogram(
        "smswiser.sendout.plan.duration", "s", "Time of planning a sendout",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900] });
}
