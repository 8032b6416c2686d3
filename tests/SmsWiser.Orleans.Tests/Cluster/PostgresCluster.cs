using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using SmsWiser.Core;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Cluster;
using SmsWiser.Host.Time;
using SmsWiser.Storage.Postgres;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Testing.Postgres;

namespace SmsWiser.Tests.Cluster;

/// <summary>Silos as the product builds them, on sockets, with their membership, grain state and reminders in a private PostgreSQL, over
/// one store of leads and campaigns.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly List<IHost> silos = [];
    private readonly DirectoryInfo files;
    private readonly PostgresServer server;
    private readonly NpgsqlDataSource tables;
    private readonly SqliteStore store;

    private PostgresCluster(DirectoryInfo files, PostgresServer server, SqliteStore store) =>
        (this.files, this.server, tables, this.store) = (files, server, NpgsqlDataSource.Create(server.Maintenance), store);

    /// <summary>Services of a silo.</summary>
    public IServiceProvider this[int silo] => silos[silo].Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts silos; the test is skipped where there is no PostgreSQL.</summary>
    public static async Task<PostgresCluster> OpenAsync(int silos, bool storedStreams)
    {
        if (PostgresServer.Missing is { } reason)
            Assert.Skip(reason);
        var server = await PostgresServer.StartAsync(Token);
        await PostgresMigrator.ApplyAsync(server.Maintenance, "Orleans", DateTimeOffset.UnixEpoch, Token);
        var files = Directory.CreateTempSubdirectory("smswiser-cluster-");
        var store = await SqliteStore.OpenAsync(
            Path.Combine(files.FullName, "data"), new ThreadLoops(), new LoopTime(), new SqliteStoreOptions(), Token);
        var cluster = new PostgresCluster(files, server, store);
        var keys = new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], new SystemRandom());
        for (var i = 0; i < silos; i++)
            await cluster.StartAsync(i, keys, storedStreams);
        return cluster;
    }

    public T Grain<T>(int silo, string key)
        where T : IGrainWithStringKey => this[silo].GetRequiredService<IGrainFactory>().GetGrain<T>(key);

    /// <summary>A path for a file of the test.</summary>
    public string FilePath(string name) => Path.Combine(files.FullName, name);

    /// <summary>One number from Orleans' tables.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = tables.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    /// <summary>Ends a silo without a word to the others.</summary>
    public async Task KillAsync(int silo)
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await silos[silo].StopAsync(now.Token);
    }

    /// <summary>A TCP port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.Services.GetRequiredService<EngineNode>().StopAsync();
            await silo.StopAsync(Token);
            silo.Dispose();
        }
        await store.DisposeAsync();
        await tables.DisposeAsync();
        await server.DisposeAsync();
        files.Delete(recursive: true);
    }

    private async Task StartAsync(int number, KeyRing keys, bool storedStreams)
    {
        var options = new OrleansOptions
        {
            ConnectionString = server.Maintenance,
            SiloPort = FreePort(),
            GatewayPort = 0,
            StoredStreams = storedStreams,
            ProgressInterval = TimeSpan.FromMilliseconds(100),
        };
        options.Validate();
        var silo = SiloSetup.Build(options, NullLoggerFactory.Instance, new LoopTime(), services => services
            .AddSingleton<IIds>(_ => new BlockIds(store.Accounts)).AddSingleton(keys).AddSingleton(new DispatchOptions())
            .AddNode(new NodeId(1_000_000 + number), store, new ThreadLoops(), new SystemRandom()));
        await silo.StartAsync(Token);
        await silo.Services.GetRequiredService<EngineNode>().StartAsync();
        silos.Add(silo);
    }
}
