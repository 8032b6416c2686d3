using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Host;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Cluster;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Time;
using SmsWiser.Smpp;
using SmsWiser.Smsc;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Tests.Cluster;

/// <summary>Silos in this process, each with an engine of its own, over one store on disk, and a simulated carrier that counts
/// destinations.</summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    public const string Account = "7GKT5V2A";
    public const string Recipient = "B3X9M4QF";
    public const string Carrier = "alpha";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo files;
    private readonly SqliteStore store;
    private readonly InProcessTestCluster cluster;

    private ClusterSite(DirectoryInfo files, SqliteStore store, InProcessTestCluster cluster, SmscSimulator smsc) =>
        (this.files, this.store, this.cluster, Smsc) = (files, store, cluster, smsc);

    public SmscSimulator Smsc { get; }

    public IReadOnlyList<SiloAddress> Live => [.. cluster.Silos.Where(silo => silo.IsActive).Select(silo => silo.SiloAddress)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ClusterSite> OpenAsync(short silos)
    {
        var files = Directory.CreateTempSubdirectory("smswiser-cluster-");
        var (loops, random) = (new ThreadLoops(), new SystemRandom());
        var store = await SqliteStore.OpenAsync(
            Path.Combine(files.FullName, "data"), loops, new LoopTime(), new SqliteStoreOptions(), Token);
        var (ids, keys) = (new BlockIds(store.Accounts), new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random));
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        var nodes = 0;
        builder.ConfigureSiloHost((_, host) =>
        {
            var mortal = new MortalDispatchStore(store.Dispatch);
            host.Services.AddSingleton<IIds>(_ => ids).AddSingleton(keys).AddSingleton(new DispatchOptions())
                .AddNode(new NodeId(1_000_000 + Interlocked.Increment(ref nodes)), store, loops, random).AddClusterCommands()
                .AddSingleton(mortal).AddSingleton<IDispatchStore>(mortal);
        });
        builder.ConfigureSilo((_, silo) => silo.UseMemoryTables().UseSmsWiser(new()));
        builder.ConfigureSiloHost((_, host) => host.Services.AddSingleton<TimeProvider>(new LoopTime()));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        foreach (var silo in cluster.Silos)
            await cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<EngineNode>().StartAsync();
        var script = new SmscOptions { CountDestinations = true, ReceiptRatio = 0 };
        return new(files, store, cluster, SmscSimulator.Start(script, TimeProvider.System));
    }

    /// <summary>A grain, called from a silo that lives.</summary>
    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Service<IGrainFactory>(Live[0]).GetGrain<T>(key);

    public T Service<T>(SiloAddress silo)
        where T : notnull => cluster.GetSiloServiceProvider(silo).GetRequiredService<T>();

    /// <summary>Configures the carrier and brings its binds up.</summary>
    public async Task ConnectAsync(int binds, int rate)
    {
        await Grain<ICarrierGrain>(Carrier).ConfigureAsync(new()
        {
            Host = "127.0.0.1",
            Port = Smsc.Port,
            SystemId = Carrier,
            Password = "secret",
            SystemType = "",
            RatePerSecond = rate,
            Binds = binds,
            WindowSlots = 10,
            Prefixes = [""],
        });
        await Grain<ICarrierGrain>(Carrier).ConnectAsync();
    }

    /// <summary>Which of the live silos hold the bind.</summary>
    public IReadOnlyList<SiloAddress> Holders(int bind) =>
        [.. Live.Where(silo => Service<NodeBinds>(silo).Find($"{Carrier}/{bind}") is { IsBound: true })];

    /// <summary>Imports leads and makes a campaign of one part each to them.</summary>
    public async Task<string> CampaignAsync(int leads) => await DraftAsync(Account, await ImportAsync(leads));

    /// <summary>The same by a recipient to whom the list is shared.</summary>
    /// <returns>Ids of campaign and share.</returns>
    public async Task<(string Campaign, string Share)> SharedCampaignAsync(int leads)
    {
        var list = await ImportAsync(leads);
        await Grain<IAccountGrain>(Recipient).OpenAsync("Shoe Shop");
        var share = (await Grain<ILeadListGrain>(list).InviteAsync(Account, Recipient, 5_000)).Id;
        await Grain<IShareGrantGrain>(share).AcceptAsync(Recipient);
        return (await DraftAsync(Recipient, list), share);
    }

    private async Task<string> ImportAsync(int leads)
    {
        await Grain<IAccountGrain>(Account).OpenAsync("Nordic Leads");
        var list = Grain<ILeadListGrain>((await Grain<IAccountGrain>(Account).CreateListAsync("All")).Id);
        var csv = Path.Combine(files.FullName, "leads.csv");
        // The silos run by the system's clock: these people are awake.
        var first = LeadRegion.AwakeAt(TimeProvider.System.GetUtcNow()).Numbers[0];
        await File.WriteAllLinesAsync(
            csv, Enumerable.Range(0, leads).Select(i => $"+{first + (ulong)i},Anna").Prepend("number,first_name"), Token);
        var import = await list.ImportAsync(Account, new() { Path = csv, Mode = "both" });
        await UntilAsync(async () => (await list.GetImportAsync(Account, import)).State == "done");
        return list.GetPrimaryKeyString();
    }

    private Task<string> DraftAsync(string account, string list) => Grain<IAccountGrain>(account).CreateCampaignAsync(new()
    {
        Name = "Spring",
        Sender = "Shop",
        Template = "Sale today",
        Class = "marketing",
        Targets = [new TargetSpec { ListId = list }],
    });

    public Task<CampaignProgress> ProgressAsync(string campaign) => Grain<ICampaignGrain>(campaign).ProgressAsync(Account);

    /// <summary>Ends a silo as kill -9 would: from one moment on, nothing it does reaches the store; then silo and sockets are
    /// gone.</summary>
    public async Task KillAsync(SiloAddress silo)
    {
        var binds = Service<Dispatcher>(silo).Binds;
        Service<MortalDispatchStore>(silo).Die();
        await cluster.KillSiloAsync(cluster.GetSiloForAddress(silo)!);
        foreach (var bind in binds)
            bind.Session?.Close(SessionCloseReason.ConnectionLost);
    }

    /// <summary>Chunks that are not done and not claimed by a dead silo.</summary>
    public async Task<int> UnfinishedAsync(string campaign, NodeId killed)
    {
        var stored = (await store.Campaigns.FindAsync(campaign, Token))!;
        var sendout = (await store.Sendouts.FindLatestAsync(stored.Id, Token))!;
        var chunks = await store.Dispatch.ListChunksAsync(sendout.Id, Token);
        var others = await store.Dispatch.ListAbandonedAsync(killed, Token);
        return chunks.Count(chunk => chunk.State == ChunkState.Open) + others.Count;
    }

    /// <summary>Starts one more silo, whose engine recovers what was left behind.</summary>
    /// <returns>Leads that ended as unknown.</returns>
    public async Task<long> RecoverAsync()
    {
        var silo = await cluster.StartAdditionalSiloAsync();
        var engine = Service<EngineNode>(silo.SiloAddress);
        await engine.StartAsync();
        return engine.RecoveredUnknown;
    }

    /// <summary>Waits for something that only the store can tell.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Live)
            await Service<EngineNode>(silo).StopAsync();
        await cluster.DisposeAsync();
        await Smsc.DisposeAsync();
        await store.DisposeAsync();
        files.Delete(recursive: true);
    }
}
