using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SmsWiser.Web.Metrics;

/// <summary>One instrument as a Prometheus family: names in snake case with the base unit behind, counters ending in
/// <c>_total</c>.</summary>
internal sealed class MetricFamily
{
    private enum Kind { Counter, Gauge, Histogram }

    /// <summary>Bounds used when the instrument advises none, in its unit: seconds from 100 µs to 10 s.</summary>
    private static readonly double[] SecondBounds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Kind kind;
    private readonly bool isObservable;
    private readonly string help;
    private readonly double[] bounds;
    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument)
    {
        isObservable = instrument.IsObservable;
        var type = instrument.GetType().Name;
        kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? Kind.Histogram
            : type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? Kind.Gauge
            : Kind.Counter;
        bounds = kind == Kind.Histogram ? Bounds(instrument) : [];
        help = instrument.Description ?? instrument.Name;
        Name = NameOf(instrument.Name, instrument.Unit, kind);
    }

    public string Name { get; }

    /// <summary>Before a scrape: what observable instruments said last time is forgotten.</summary>
    public void Begin()
    {
        if (isObservable)
            series.Clear();
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var one = series.GetOrAdd(Labels(tags), static (_, bounds) => new(bounds), bounds);
        if (isObservable)
            one.Set(value);
        else if (kind == Kind.Histogram)
            one.Record(value);
        else
            one.Add(value);
    }

    public void Write(StringBuilder text)
    {
        if (series.IsEmpty)
            return;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help.Replace("\\", "\\\\").Replace("\n", "\\n")}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {kind.ToString().ToLowerInvariant()}\n");
        foreach (var (labels, one) in series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (kind == Kind.Histogram)
                one.WriteHistogram(text, Name, labels);
            else
                text.Append(CultureInfo.InvariantCulture, $"{Name}{Braces(labels)} {PrometheusText.Number(one.Value)}\n");
        }
    }

    internal static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Instrument<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Instrument<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => SecondBounds,
    };

    private static string NameOf(string name, string? unit, Kind kind)
    {
        var plain = name.Replace('.', '_').Replace('-', '_');
        // Prometheus keeps this ending for histograms: the runtime's dotnet.timer.count becomes dotnet_timers.
        if (kind != Kind.Histogram && plain.EndsWith("_count", StringComparison.Ordinal))
            plain = plain[..^"_count".Length] + "s";
        var suffix = unit switch { "s" => "_seconds", "By" => "_bytes", "1" => "_ratio", _ => "" };
        if (!plain.EndsWith(suffix, StringComparison.Ordinal))
            plain += suffix;
        return kind == Kind.Counter && !plain.EndsWith("_total", StringComparison.Ordinal) ? plain + "_total" : plain;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_'))
                .Append("=\"").Append(shown.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append('"');
        }
        return text.ToString();
    }
}
