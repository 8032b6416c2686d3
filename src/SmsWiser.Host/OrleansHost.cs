using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using SmsWiser.Core;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Cluster;
using SmsWiser.Host.Links;
using SmsWiser.Host.Sealing;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Postgres;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Web.Grains;

namespace SmsWiser.Host;

/// <summary>One node as a silo of Microsoft Orleans. The product's store is the data directory, which one process holds at a time, so
/// until there is a store on PostgreSQL one silo serves one data directory; Orleans' own tables are on PostgreSQL already, when a
/// connection string is given.</summary>
internal sealed class OrleansHost : IAsyncDisposable
{
    private readonly SqliteStore store;
    private readonly IHost silo;

    private OrleansHost(SqliteStore store, IHost silo)
    {
        this.store = store;
        this.silo = silo;
        Grains = silo.Services.GetRequiredService<IGrainFactory>();
        Engine = silo.Services.GetRequiredService<EngineNode>();
        Keys = silo.Services.GetRequiredService<KeyRing>();
    }

    public IGrainFactory Grains { get; }

    public EngineNode Engine { get; }

    public SqliteStore Store => store;

    public KeyRing Keys { get; }

    /// <summary>The grains of this silo as they are now. Any thread.</summary>
    public GrainBoard ReadGrains() => silo.Services.GetRequiredService<GrainTotals>().Read();

    /// <summary>Opens the data directory and starts the node with the options of its environment; unfinished sendouts go on by themselves
    /// as soon as their carriers are connected.</summary>
    public static Task<OrleansHost> StartAsync(string directory, ILoggerFactory logging, CancellationToken cancellation) =>
        StartAsync(directory, LinksOption.FromEnvironment(), new DispatchOptions(), new LoopTime(), logging, cancellation);

    /// <summary>The same with links that lead elsewhere, other bounds of the data plane, and by another clock.</summary>
    public static Task<OrleansHost> StartAsync(string directory, LinkOptions links, DispatchOptions dispatch, TimeProvider time,
        ILoggerFactory logging, CancellationToken cancellation) => StartAsync(
        directory, OrleansOptions.FromEnvironment(Environment.GetEnvironmentVariable), links, dispatch, time, logging, cancellation);

    /// <summary>The same with options given.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A value cannot work.</exception>
    public static async Task<OrleansHost> StartAsync(string directory, OrleansOptions options, LinkOptions links, DispatchOptions dispatch,
        TimeProvider time, ILoggerFactory logging, CancellationToken cancellation)
    {
        options.Validate();
        if (options.ConnectionString is { } tables)
            await PostgresMigrator.ApplyAsync(tables, "Orleans", time.GetUtcNow(), cancellation);
        var loops = new ThreadLoops();
        var random = new SystemRandom();
        var keys = MasterKeyFile.LoadOrCreate(directory, random);
        var store = await SqliteStore.OpenAsync(directory, loops, time, new SqliteStoreOptions(), cancellation);
        try
        {
            keys.Require(await store.Keys.ListIdsAsync(cancellation));
            var ids = new BlockIds(store.Accounts);
            var node = new NodeId(await ids.NextAsync(cancellation));
            var silo = SiloSetup.Build(options, logging, time, services => services
                .AddSingleton<IIds>(_ => ids).AddSingleton(keys).AddSingleton(dispatch).AddSingleton(links)
                .AddNode(node, store, loops, random));
            var host = new OrleansHost(store, silo);
            await host.silo.StartAsync(cancellation);
            await host.Engine.StartAsync();
            _ = host.WatchAsync();
            return host;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the cluster, then drains, unbinds and closes in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await silo.StopAsync();
        await Engine.StopAsync();
        if (silo is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>A node whose loops have failed can keep no promise: it says why and ends, as a crash would, and the next start
    /// recovers.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await await Task.WhenAny(Engine.CompletionAsync(), store.Completion);
        }
        catch (Exception error)
        {
            Environment.FailFast("smswiser: a loop of the node failed; the next start recovers from the store", error);
        }
    }
}
