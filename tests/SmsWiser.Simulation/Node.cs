using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using SmsWiser.Actors;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Time;
using SmsWiser.Engine;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Shares;
using SmsWiser.Simulation.Chance;
using SmsWiser.Simulation.Network;
using SmsWiser.Simulation.Storage;
using SmsWiser.Simulation.Time;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Simulation;

/// <summary>One node: the real store in memory, the real grain host and engine, wired as the product's own host wires them; time, chance,
/// network and the delays before the store are simulated.</summary>
internal sealed class Node
{
    private readonly World world;
    private readonly ServiceProvider services;
    private readonly GrainHost grains;
    private readonly EngineNode engine;
    private int sessions;

    private Node(World world, SqliteStore store)
    {
        (this.world, Store) = (world, store);
        var collection = Services();
        services = collection.BuildServiceProvider();
        Warm(collection);
        grains = services.GetRequiredService<GrainHost>();
        engine = services.GetRequiredService<EngineNode>();
    }

    public IGrainFactory Grains => grains;

    /// <summary>The store itself, without delays and faults, for those who judge.</summary>
    public SqliteStore Store { get; }

    /// <summary>Files that can be imported, by path.</summary>
    public Dictionary<string, string> Files { get; } = [];

    public SendoutReport Reports => services.GetRequiredService<SendoutReport>();

    /// <summary>Opens the store and starts the node. In a lane.</summary>
    public static async Task<Node> StartAsync(World world)
    {
        var options = new SqliteStoreOptions { WriterCacheBytes = 4 << 20 };
        var store = await SqliteStore.OpenInMemoryAsync(world.Schedule, world.Schedule.Time, options, default);
        var node = new Node(world, store);
        await node.engine.StartAsync();
        return node;
    }

    /// <summary>Drains, unbinds and closes in order.</summary>
    public async Task StopAsync()
    {
        await grains.StopAsync();
        await engine.StopAsync();
        await services.DisposeAsync();
        await Store.DisposeAsync();
    }

    private ServiceCollection Services()
    {
        var (schedule, entropy) = (world.Schedule, new Dice(world.Seed, Dice.Stream.Entropy));
        var collection = new ServiceCollection();
        collection
            .AddSingleton(world.Errors).AddSingleton(typeof(ILogger<>), typeof(ErrorLog<>))
            .AddSingleton(schedule.Time).AddSingleton<ILoops>(schedule).AddSingleton<IRandom>(entropy).AddSingleton<IIds>(new CountingIds())
            .AddSingleton(new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], entropy))
            .AddSingleton(new DispatchOptions { BoardSlots = 1 << 10, WaitingReceipts = 1 << 16 })
            .AddSingleton(Port(Store.Accounts)).AddSingleton(Port(Store.Lists)).AddSingleton(Port(Store.Pages))
            .AddSingleton(Port(Store.Imports)).AddSingleton(Port(Store.Shares)).AddSingleton(Port(Store.Campaigns))
            .AddSingleton(Port(Store.Sendouts)).AddSingleton(Port(Store.Pauses))
            .AddSingleton(Port(Store.Carriers)).AddSingleton(Port(Store.Ledger))
            .AddSingleton(Port(Store.OptOuts)).AddSingleton(Port(Store.GateLog)).AddSingleton(Port(Store.Inbound))
            .AddSingleton(Port(Store.Frequency)).AddSingleton(Port(Store.ApiKeys))
            .AddSingleton(Port(Store.SingleMessages)).AddSingleton(Port(Store.TestSends)).AddSingleton(Port(Store.OwnNumbers))
            .AddSingleton(EarlyFlushes.Perhaps(world, Port(Store.Dispatch)))
            .AddSingleton(provider => new GrainHost(
                provider, schedule.Time, EngineServices.GrainClasses, GrainOptions(), scheduler: schedule))
            .AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainHost>())
            .AddEngine(new NodeId(1));
        collection
            .AddSingleton<OpenImport>(path => new MemoryStream(Encoding.UTF8.GetBytes(Files[path])))
            .AddSingleton<OpenSession>((options, handler) => new(options, handler, schedule.Time, new SimulatedTransport(
                schedule, world.Carriers[options.Host].ConnectAsync, $"smpp {options.Host} {++sessions}",
                acknowledgesEarly: world.Mutant == Mutant.AcksEarly)))
            .AddSingleton<StopShare>(provider => new WatchedCommands(world, this).Of(provider.GetRequiredService<ShareStop>()))
            .AddSingleton(provider => new WatchedCommands(world, this).Of(provider.GetRequiredService<Dispatcher>()));
        return collection;
    }

    /// <summary>A service that is there from the start is compiled on the pool when it is asked for again.</summary>
    private void Warm(IServiceCollection collection)
    {
        foreach (var type in collection.Where(one => one.ImplementationInstance is not null).Select(one => one.ServiceType)
            .Append(typeof(IServiceScopeFactory)))
        {
            services.GetService(type);
            services.GetService(type);
        }
        Escapes.LetThePoolRun();
    }

    private TPort Port<TPort>(TPort store)
        where TPort : class =>
        StorePort<TPort>.Open(store, world.Schedule, world.StoreDice, world.StoreWeather,
            store is IDispatchStore ? world.Journal.OnDone : static (_, _) => { });

    private GrainHostOptions GrainOptions() => new()
    {
        CallTimeout = TimeSpan.FromSeconds(60),
        OnLostError = (error, where) => world.Errors.Add($"{where}: {error}", error),
    };
}
