using System.Diagnostics.Metrics;
using SmsWiser.Web.Metrics;

namespace SmsWiser.Tests.Web;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter meter;
    private readonly PrometheusText metrics;

    public PrometheusTextTests()
    {
        meter = new(new MeterOptions("SmsWiser.Probe") { Scope = this });
        metrics = new(one => ReferenceEquals(one.Scope, this));
    }

    [Fact]
    public void Counters_are_summed_by_their_tags_and_end_in_total()
    {
        var parts = meter.CreateCounter<long>("smswiser.parts", "{part}", "Parts on the wire");
        parts.Add(2, new KeyValuePair<string, object?>("bind", "a/1"));
        parts.Add(3, new KeyValuePair<string, object?>("bind", "a/1"));
        parts.Add(1, new KeyValuePair<string, object?>("bind", "a/2"));

        Assert.Equal("""
            # HELP smswiser_parts_total Parts on the wire
            # TYPE smswiser_parts_total counter
            smswiser_parts_total{bind="a/1"} 5
            smswiser_parts_total{bind="a/2"} 1

            """, metrics.Render());
    }

    [Fact]
    public void Observable_instruments_are_asked_at_each_scrape_and_what_is_gone_is_left_out()
    {
        var binds = new Dictionary<string, int> { ["a/1"] = 7, ["a/2"] = 8 };
        meter.CreateObservableGauge("smswiser.window",
            () => binds.Select(bind => new Measurement<int>(bind.Value, new KeyValuePair<string, object?>("bind", bind.Key))));

        var first = metrics.Render();
        binds.Remove("a/2");
        binds["a/1"] = 9;

        Assert.EndsWith("smswiser_window{bind=\"a/1\"} 7\nsmswiser_window{bind=\"a/2\"} 8\n", first, StringComparison.Ordinal);
        Assert.Equal("# HELP smswiser_window smswiser.window\n# TYPE smswiser_window gauge\nsmswiser_window{bind=\"a/1\"} 9\n",
            metrics.Render());
    }

    [Fact]
    public void Histograms_are_cumulative_with_the_unit_in_the_name()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var flush = meter.CreateHistogram("smswiser.flush", "s", "Time of a flush", advice: advice);
        foreach (var seconds in new[] { 0.05, 0.1, 0.5, 2 })
            flush.Record(seconds);

        Assert.Equal("""
            # HELP smswiser_flush_seconds Time of a flush
            # TYPE smswiser_flush_seconds histogram
            smswiser_flush_seconds_bucket{le="0.1"} 2
            smswiser_flush_seconds_bucket{le="1"} 3
            smswiser_flush_seconds_bucket{le="+Inf"} 4
            smswiser_flush_seconds_sum 2.65
            smswiser_flush_seconds_count 4

            """, metrics.Render());
    }

    [Fact]
    public void Texts_are_escaped()
    {
        var counter = meter.CreateCounter<long>("odd", null, "one \\ two\nthree");
        counter.Add(1, new KeyValuePair<string, object?>("name", "say \"hi\" \\ \n"));

        Assert.Equal("# HELP odd_total one \\\\ two\\nthree\n# TYPE odd_total counter\nodd_total{name=\"say \\\"hi\\\" \\\\ \\n\"} 1\n",
            metrics.Render());
    }

    [Fact]
    public void Other_meters_are_not_heard()
    {
        using var other = new Meter(new MeterOptions("SmsWiser.Probe") { Scope = new object() });
        other.CreateCounter<long>("other").Add(1);

        Assert.Equal("", metrics.Render());
    }

    public void Dispose()
    {
        metrics.Dispose();
        meter.Dispose();
    }
}
