using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;
using SmsWiser.Core;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Host.Cluster;

/// <summary>What makes a silo a node of ours: where grains live, who may call, what is counted and bounded, and where Orleans keeps its
/// own state.</summary>
internal static class SiloSetup
{
    /// <summary>ADO.NET invariant name of Npgsql, as Orleans knows it.</summary>
    private const string Npgsql = "Npgsql";

    private const string DefaultStorage = "Default";
    private const string SubscriptionStorage = "PubSubStore";

    /// <summary>A silo that is not started yet.</summary>
    /// <param name="options">Valid options.</param>
    /// <param name="logging">Where everything in it logs.</param>
    /// <param name="time">Its clock, Orleans' own included.</param>
    /// <param name="register">Adds the engine's services.</param>
    public static IHost Build(
        OrleansOptions options, ILoggerFactory logging, TimeProvider time, Action<IServiceCollection> register)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<ILoggerFactory>(new CalmLogging(logging)).AddSingleton<IHostLifetime, QuietLifetime>();
        register(builder.Services);
        builder.Services.AddClusterCommands();
        builder.UseOrleans(silo => silo.UseOrleansTables(options).UseSmsWiser(options));
        builder.Services.AddSingleton(time);
        return builder.Build();
    }

    /// <summary>Grain placement, call filters, bounds and the fan-out of commands. The engine's services are added apart, before
    /// this.</summary>
    public static ISiloBuilder UseSmsWiser(this ISiloBuilder silo, OrleansOptions options)
    {
        silo.Services.AddSingleton(options).AddSingleton<ClusterNodes>().AddSingleton<GrainTotals>();
        silo.Services.AddSingleton<IConfigureGrainContextProvider>(provider => provider.GetRequiredService<GrainTotals>());
        silo.Services.AddSingleton<IGrainPropertiesProvider, BindPlacementProperties>();
        silo.AddPlacementDirector<BindPlacement, BindPlacementDirector>().AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<GrainTotals>());
        silo.AddIncomingGrainCallFilter<TenantFilter>().AddIncomingGrainCallFilter<ProgressFilter>();
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.MaxEnqueuedRequestsHardLimit = options.MaxQueuedCallsPerGrain;
            messaging.ResponseTimeout = options.CallTimeout;
        });
        return silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.ProbeTimeout;
            membership.NumMissedProbesLimit = options.MissedProbes;
            membership.NumVotesForDeathDeclaration = options.DeathVotes;
        });
    }

    /// <summary>Sends the campaigns' commands, the operator's pauses and the stop of a share to every node instead of to this one alone.
    /// After the engine's services.</summary>
    public static IServiceCollection AddClusterCommands(this IServiceCollection services) => services.AddSingleton<StopShare>(provider =>
    {
        var nodes = provider.GetRequiredService<ClusterNodes>();
        return (grant, opId, cancellation) => nodes.StopShareAsync(grant.PublicId, opId).WaitAsync(cancellation);
    }).AddSingleton<ApplyPauses>(provider => provider.GetRequiredService<ClusterNodes>().ApplyPausesAsync).AddSingleton(provider =>
    {
        var nodes = provider.GetRequiredService<ClusterNodes>();
        return new SendoutCommands(Tell(SendoutCommand.Start), Tell(SendoutCommand.Pause), Tell(SendoutCommand.Resume),
            Tell(SendoutCommand.Cancel));

        Func<SendoutId, Task> Tell(SendoutCommand command) => sendout => nodes.TellAsync(command, sendout);
    });

    /// <summary>Membership, grain state, reminders and streams: in PostgreSQL when there is a connection string, else in memory.</summary>
    public static ISiloBuilder UseOrleansTables(this ISiloBuilder silo, OrleansOptions options)
    {
        if (options.ConnectionString is not { } connection)
        {
            silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, serviceId: options.ServiceId, clusterId: options.ClusterId);
            return silo.UseMemoryTables();
        }
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.ConfigureEndpoints(options.AdvertisedAddress, options.SiloPort, options.GatewayPort);
        silo.UseAdoNetClustering(tables => (tables.Invariant, tables.ConnectionString) = (Npgsql, connection));
        silo.UseAdoNetReminderService(tables => (tables.Invariant, tables.ConnectionString) = (Npgsql, connection));
        foreach (var name in (string[])[DefaultStorage, SubscriptionStorage])
            silo.AddAdoNetGrainStorage(name, (AdoNetGrainStorageOptions tables) =>
                (tables.Invariant, tables.ConnectionString) = (Npgsql, connection));
        return options.StoredStreams
            ? silo.AddAdoNetStreams(ProgressStreams.Provider, (AdoNetStreamOptions tables) =>
                (tables.Invariant, tables.ConnectionString) = (Npgsql, connection))
            : silo.AddMemoryStreams(ProgressStreams.Provider);
    }

    /// <summary>Grain state, reminders and streams in memory.</summary>
    public static ISiloBuilder UseMemoryTables(this ISiloBuilder silo) => silo
        .UseInMemoryReminderService()
        .AddMemoryGrainStorage(DefaultStorage)
        .AddMemoryGrainStorage(SubscriptionStorage)
        .AddMemoryStreams(ProgressStreams.Provider);
}
