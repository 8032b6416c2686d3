using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SmsWiser.Engine.Metrics;
using SmsWiser.Host.Grains;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Web;
using SmsWiser.Web.Grains;
using SmsWiser.Web.Links;
using SmsWiser.Web.Metrics;

namespace SmsWiser.Host;

/// <summary>What a running node tells the operator of its machine: grains and metrics, on the socket in its data directory.</summary>
internal sealed class NodeListener : IAsyncDisposable
{
    /// <summary>Answers while the node runs.</summary>
    public const string AlivePath = "/healthz";

    /// <summary>Meters that all nodes of a process have in common.</summary>
    private static readonly string[] Shared = ["System.Runtime", EngineInstruments.Name, StoreInstruments.Name];

    private readonly GrainMeter grains;
    private readonly IDisposable engine;
    private readonly PrometheusText metrics;
    private readonly LocalNode local;

    private NodeListener(GrainMeter grains, IDisposable engine, PrometheusText metrics, LocalNode local) =>
        (this.grains, this.engine, this.metrics, this.local) = (grains, engine, metrics, local);

    /// <summary>Listens; null where the path of the directory is too long for a socket, which is logged.</summary>
    public static async Task<NodeListener?> StartAsync(
        NodeHost host, string directory, ILoggerFactory logging, CancellationToken cancellation)
    {
        if (!LocalNode.Fits(directory))
        {
            HostLog.NoSocket(logging.CreateLogger<NodeListener>(), LocalNode.PathIn(directory));
            return null;
        }
        var grains = new GrainMeter(host, host.ReadGrains);
        var engine = host.Engine.Observe(host);
        var metrics = new PrometheusText(meter => ReferenceEquals(meter.Scope, host) || Shared.Contains(meter.Name));
        try
        {
            var local = await LocalNode.StartAsync(directory, logging, routes =>
            {
                routes.MapGet(AlivePath, () => "alive");
                routes.MapGrainCalls(host.Grains);
                routes.MapGrains(host.ReadGrains);
                routes.MapMetrics(metrics);
                routes.MapOptOutLinks(host.Grains, TimeProvider.System);
            }, cancellation);
            return new(grains, engine, metrics, local);
        }
        catch
        {
            metrics.Dispose();
            engine.Dispose();
            grains.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await local.DisposeAsync();
        metrics.Dispose();
        engine.Dispose();
        grains.Dispose();
    }
}
