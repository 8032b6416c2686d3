using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SmsWiser.Web.Metrics;

/// <summary>The instruments of chosen meters as Prometheus text, exposition format 0.0.4. Counters and histograms are summed as they come;
/// observable ones are asked at each scrape. Any thread.</summary>
public sealed class PrometheusText : IDisposable
{
    /// <summary>The media type of <see cref="Render"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = [];
    private readonly Lock scrape = new();

    /// <summary>Listens to the meters that are chosen.</summary>
    public PrometheusText(Func<Meter, bool> isChosen)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (isChosen(instrument.Meter))
                listening.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, static one => new(one)));
        };
        listener.MeasurementsCompleted = (instrument, state) => families.TryRemove(instrument, out var family);
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        listener.Start();
    }

    /// <summary>All families, by name.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        lock (scrape)
        {
            foreach (var family in families.Values)
                family.Begin();
            listener.RecordObservableInstruments();
            foreach (var family in families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.Write(text);
        }
        return text.ToString();
    }

    /// <summary>A value as Prometheus writes it.</summary>
    internal static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Stops listening.</summary>
    public void Dispose() => listener.Dispose();
}
