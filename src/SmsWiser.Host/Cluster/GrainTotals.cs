using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans;
using Orleans.Metadata;
using Orleans.Runtime;
using SmsWiser.Web.Grains;

namespace SmsWiser.Host.Cluster;

/// <summary>Counts and times the calls of this silo's grains. A filter cannot see the calls that wait for their turn, and a call's time is
/// from its start to its end, awaits included. Any thread.</summary>
internal sealed class GrainTotals(TimeProvider time) : IIncomingGrainCallFilter, IConfigureGrainContextProvider, IConfigureGrainContext
{
    private readonly ConcurrentDictionary<GrainId, Total> live = new();
    private readonly ConcurrentDictionary<string, Total> classes = new();

    /// <summary>The grains as they are now.</summary>
    public GrainBoard Read() => new(
        [.. classes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new GrainClassRow(one.Key,
            live.Keys.Count(grain => Type(grain) == one.Key), one.Value.Calls, null, one.Value.Seconds(time)))],
        [.. live.OrderBy(one => one.Value.Number).Select(one => new GrainRow(Type(one.Key), one.Key.Key.ToString()!, one.Value.Calls, null,
            one.Value.Seconds(time)))]);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await context.Invoke();
        }
        finally
        {
            var ticks = time.GetTimestamp() - started;
            Class(context.TargetId).Add(ticks);
            if (live.TryGetValue(context.TargetId, out var one))
                one.Add(ticks);
        }
    }

    public bool TryGetConfigurator(
        GrainType grainType, GrainProperties properties, [NotNullWhen(true)] out IConfigureGrainContext? configurator)
    {
        configurator = this;
        return true;
    }

    public void Configure(IGrainContext context) => context.ObservableLifecycle.Subscribe(
        nameof(GrainTotals), GrainLifecycleStage.First, _ => Begin(context.GrainId), _ => End(context.GrainId));

    private static string Type(GrainId grain) => grain.Type.ToString()!;

    private Total Class(GrainId grain) => classes.GetOrAdd(Type(grain), _ => new(0));

    private Task Begin(GrainId grain)
    {
        live[grain] = new(time.GetTimestamp());
        Class(grain);
        return Task.CompletedTask;
    }

    private Task End(GrainId grain)
    {
        live.TryRemove(grain, out _);
        return Task.CompletedTask;
    }

    private sealed class Total(long number)
    {
        private long calls, ticks;

        /// <summary>Orders by age.</summary>
        public long Number => number;

        public long Calls => Volatile.Read(ref calls);

        public double Seconds(TimeProvider time) => time.GetElapsedTime(0, Volatile.Read(ref ticks)).TotalSeconds;

        public void Add(long more)
        {
            Interlocked.Increment(ref calls);
            Interlocked.Add(ref ticks, more);
        }
    }
}
