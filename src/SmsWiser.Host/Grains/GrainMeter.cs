using System.Diagnostics.Metrics;
using SmsWiser.Web.Grains;

namespace SmsWiser.Host.Grains;

/// <summary>The grains of one node as instruments, read when they are scraped; the tag <c>grain</c> is the class.</summary>
internal sealed class GrainMeter : IDisposable
{
    public const string Name = "SmsWiser.Grains";

    private readonly Meter meter;

    /// <summary>Instruments that ask <paramref name="read"/>.</summary>
    /// <param name="scope">The node, which tells its meters from those of another in the same process.</param>
    public GrainMeter(object scope, Func<GrainBoard> read)
    {
        meter = new(new MeterOptions(Name) { Scope = scope });
        meter.CreateObservableUpDownCounter("smswiser.grain.activations",
            () => Each(read, static one => one.Activations), "{activation}", "Live grain activations");
        meter.CreateObservableCounter("smswiser.grain.calls", () => Each(read, static one => one.Calls), "{call}", "Grain calls begun");
        meter.CreateObservableGauge("smswiser.grain.queue.length",
            () => Each(read, static one => one.Queue ?? -1).Where(static one => one.Value >= 0), "{call}",
            "Grain calls that wait for their turn");
        meter.CreateObservableCounter("smswiser.grain.turn.time", () => Each(read, static one => one.TurnSeconds), "s",
            "Time that grain turns took, estimated from one run in 16");
    }

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<T>> Each<T>(Func<GrainBoard> read, Func<GrainClassRow, T> value)
        where T : struct =>
        [.. read().Classes.Select(one => new Measurement<T>(value(one), new KeyValuePair<string, object?>("grain", one.Type)))];
}
