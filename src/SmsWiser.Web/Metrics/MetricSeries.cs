using System.Globalization;
using System.Text;

namespace SmsWiser.Web.Metrics;

/// <summary>One series: a sum, or the buckets of a histogram. Any thread.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly long[] buckets = new long[bounds.Length + 1];
    private readonly Lock gate = new();
    private double value;

    public double Value => Volatile.Read(ref value);

    public void Set(double now) => Volatile.Write(ref value, now);

    public void Add(double more)
    {
        lock (gate)
            value += more;
    }

    public void Record(double one)
    {
        var bucket = Array.BinarySearch(bounds, one);
        lock (gate)
        {
            buckets[bucket >= 0 ? bucket : ~bucket]++;
            value += one;
        }
    }

    public void WriteHistogram(StringBuilder text, string name, string labels)
    {
        lock (gate)
        {
            var before = labels.Length == 0 ? "" : labels + ",";
            var count = 0L;
            for (var i = 0; i < buckets.Length; i++)
            {
                count += buckets[i];
                var bound = PrometheusText.Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity);
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{bound}\"}} {count}\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{MetricFamily.Braces(labels)} {PrometheusText.Number(value)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_count{MetricFamily.Braces(labels)} {count}\n");
        }
    }
}
