using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Orleans;
using Orleans.Metadata;
using Orleans.Runtime;

namespace SmsWiser.Host.Cluster;

/// <summary>Counts and times the calls of our grains on the meter <c>SmsWiser.Grains</c>, and counts their activations. Any
/// thread.</summary>
internal sealed class GrainMetrics : IIncomingGrainCallFilter, IConfigureGrainContextProvider, IConfigureGrainContext, IDisposable
{
    public const string MeterName = "SmsWiser.Grains";

    private readonly TimeProvider time;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> calls;
    private readonly Histogram<double> durations;
    private readonly UpDownCounter<long> activations;

    public GrainMetrics(TimeProvider time)
    {
        this.time = time;
        calls = meter.CreateCounter<long>("smswiser.grain.calls", "{call}", "Calls that grains have answered, errors included.");
        durations = meter.CreateHistogram<double>("smswiser.grain.turn.duration", "s", "From the start of a call to its end.");
        activations = meter.CreateUpDownCounter<long>("smswiser.grain.activations", "{activation}", "Live activations.");
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var tag = new KeyValuePair<string, object?>("grain", Name(context.TargetContext));
        var started = time.GetTimestamp();
        try
        {
            await context.Invoke();
        }
        finally
        {
            calls.Add(1, tag);
            durations.Record(time.GetElapsedTime(started).TotalSeconds, tag);
        }
    }

    public bool TryGetConfigurator(
        GrainType grainType, GrainProperties properties, [NotNullWhen(true)] out IConfigureGrainContext? configurator)
    {
        configurator = this;
        return true;
    }

    public void Configure(IGrainContext context)
    {
        var tag = new KeyValuePair<string, object?>("grain", Name(context));
        context.ObservableLifecycle.Subscribe(nameof(GrainMetrics), GrainLifecycleStage.First,
            _ => Count(1), _ => Count(-1));

        Task Count(int change)
        {
            activations.Add(change, tag);
            return Task.CompletedTask;
        }
    }

    public void Dispose() => meter.Dispose();

    private static string Name(IGrainContext context) => context.GrainId.Type.ToString()!;
}
