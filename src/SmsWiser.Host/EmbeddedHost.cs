using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using SmsWiser.Actors;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Time;
using SmsWiser.Engine;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Links;
using SmsWiser.Host.Sealing;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Web.Grains;

namespace SmsWiser.Host;

/// <summary>One node in this process: the embedded store, the grain host and the engine.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly SqliteStore store;
    private readonly ServiceProvider services;
    private readonly GrainHost grains;
    private readonly EngineNode engine;

    private EmbeddedHost(SqliteStore store, ServiceProvider services)
    {
        this.store = store;
        this.services = services;
        grains = services.GetRequiredService<GrainHost>();
        engine = services.GetRequiredService<EngineNode>();
        Keys = services.GetRequiredService<KeyRing>();
    }

    public IGrainFactory Grains => grains;

    public EngineNode Engine => engine;

    public SqliteStore Store => store;

    public KeyRing Keys { get; }

    /// <summary>The grains as they are now. Any thread.</summary>
    public GrainBoard ReadGrains() => new(
        [.. grains.Classes.Select(one => new GrainClassRow(one.GrainType, one.Activations, one.Calls, one.QueueLength,
            one.TurnTime.TotalSeconds))],
        [.. grains.Activations.Select(one => new GrainRow(one.GrainType, one.Key, one.Calls, one.QueueLength, one.TurnTime.TotalSeconds))]);

    /// <summary>Opens the data directory and starts the node; unfinished sendouts go on by themselves as soon as their carriers are
    /// connected.</summary>
    public static Task<EmbeddedHost> StartAsync(string directory, ILoggerFactory logging, CancellationToken cancellation) =>
        StartAsync(directory, LinksOption.FromEnvironment(), new DispatchOptions(), new LoopTime(), logging, cancellation);

    /// <summary>The same with links that lead elsewhere, other bounds of the data plane, and by another clock.</summary>
    public static async Task<EmbeddedHost> StartAsync(string directory, LinkOptions links, DispatchOptions dispatch, TimeProvider time,
        ILoggerFactory logging, CancellationToken cancellation)
    {
        var loops = new ThreadLoops();
        var random = new SystemRandom();
        var keys = MasterKeyFile.LoadOrCreate(directory, random);
        var store = await SqliteStore.OpenAsync(directory, loops, time, new SqliteStoreOptions(), cancellation);
        try
        {
            keys.Require(await store.Keys.ListIdsAsync(cancellation));
            var ids = new BlockIds(store.Accounts);
            var node = new NodeId(await ids.NextAsync(cancellation));
            var services = new ServiceCollection()
                .AddSingleton(logging).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
                .AddSingleton(time).AddSingleton<ILoops>(loops).AddSingleton<IRandom>(random).AddSingleton<IIds>(_ => ids)
                    .AddSingleton(keys)
                .AddSingleton(store.Accounts).AddSingleton(store.Lists).AddSingleton(store.Pages).AddSingleton(store.Imports)
                .AddSingleton(store.Shares).AddSingleton(store.Campaigns).AddSingleton(store.Sendouts).AddSingleton(store.Dispatch)
                .AddSingleton(store.Pauses)
                .AddSingleton(store.Carriers).AddSingleton(store.Ledger).AddSingleton(store.OptOuts).AddSingleton(store.GateLog)
                .AddSingleton(store.Inbound).AddSingleton(store.SingleMessages).AddSingleton(store.TestSends).AddSingleton(store.ApiKeys)
                .AddSingleton(store.OwnNumbers).AddSingleton(store.Frequency).AddSingleton(dispatch).AddSingleton(links)
                .AddSingleton(provider => new GrainHost(provider, time, EngineServices.GrainClasses, Options(provider)))
                .AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainHost>())
                .AddEngine(node)
                .BuildServiceProvider();
            var host = new EmbeddedHost(store, services);
            await host.engine.StartAsync();
            _ = host.WatchAsync();
            return host;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node whose loops have failed can keep no promise: it says why and ends, as a crash would, and the next start
    /// recovers.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await await Task.WhenAny(engine.CompletionAsync(), store.Completion);
        }
        catch (Exception error)
        {
            Environment.FailFast("smswiser: a loop of the node failed; the next start recovers from the store", error);
        }
    }

    /// <summary>Drains, unbinds and closes in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await grains.StopAsync();
        await engine.StopAsync();
        await services.DisposeAsync();
        await store.DisposeAsync();
    }

    private static GrainHostOptions Options(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILogger<GrainHost>>();
        return new()
        {
            CallTimeout = TimeSpan.FromSeconds(60),
            OnLostError = (error, where) => HostLog.LostError(log, where, error),
        };
    }
}
