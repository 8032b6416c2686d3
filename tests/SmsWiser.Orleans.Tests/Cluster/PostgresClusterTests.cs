using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Host;
using SmsWiser.Host.Cluster;
using SmsWiser.Host.Demo;
using SmsWiser.Host.Time;
using SmsWiser.Smsc;
using SmsWiser.Testing.Postgres;

namespace SmsWiser.Tests.Cluster;

public sealed class PostgresClusterTests
{
    private const string Account = "7GKT5V2A";
    private const int Leads = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_of_a_campaign_reaches_a_subscriber_on_the_other_silo_until_it_is_sent(bool storedStreams)
    {
        await using var cluster = await PostgresCluster.OpenAsync(2, storedStreams);
        await using var smsc = SmscSimulator.Start(new() { CountDestinations = true, ReceiptRatio = 0 }, TimeProvider.System);
        await ConnectAsync(cluster, smsc.Port);
        var campaign = await CampaignAsync(cluster);
        var heard = Channel.CreateBounded<CampaignProgress>(1_000);
        var stream = cluster[1].GetRequiredService<IClusterClient>().GetStreamProvider(ProgressStreams.Provider)
            .GetStream<CampaignProgress>(ProgressStreams.Of(campaign));
        await stream.SubscribeAsync((progress, _) => heard.Writer.WriteAsync(progress, Token).AsTask());

        await cluster.Grain<ICampaignGrain>(0, campaign).StartAsync(Account);
        var last = await UntilSentAsync(heard.Reader);

        Assert.Equal((Leads, Leads, 0), (last.Totals.Planned, last.Totals.Accepted, last.Totals.Open));
        Assert.Equal((Leads, 0), (smsc.Snapshot().Accepted, smsc.Snapshot().Duplicates));
        await ClusterSite.UntilAsync(async () => await cluster.CountAsync("select count(*) from orleans_reminder") == 0);
        await ClusterSite.UntilAsync(async () => await cluster.CountAsync(
            "select count(*) from orleans_grain_state where grain_type = 'follow' and payload is null and version = 2") == 1);
        Assert.Equal(
            storedStreams ? 1 : 0, await cluster.CountAsync("select count(*) from orleans_stream_message_no where is_called"));
    }

    [Fact]
    public async Task A_campaign_that_waits_is_followed_by_a_reminder()
    {
        await using var cluster = await PostgresCluster.OpenAsync(2, storedStreams: false);
        await cluster.Grain<ICarrierGrain>(0, "alpha").ConfigureAsync(Alpha(1));
        var campaign = await CampaignAsync(cluster);

        await cluster.Grain<ICampaignGrain>(1, campaign).StartAsync(Account);

        Assert.Equal(1, await cluster.CountAsync("select count(*) from orleans_reminder where name = 'follow' and period_ms = 60000"));
        Assert.Equal(1, await cluster.CountAsync(
            "select count(*) from orleans_grain_state where grain_type = 'follow' and payload is not null and version = 1"));
    }

    [Fact]
    public async Task A_silo_that_dies_without_a_word_is_declared_dead_and_its_grains_answer_from_the_other()
    {
        await using var cluster = await PostgresCluster.OpenAsync(2, storedStreams: false);
        Assert.Equal(2, await cluster.CountAsync("select count(*) from orleans_member where status = 3"));
        var names = Enumerable.Range(0, 20).Select(i => $"ACC0{i:0000}").ToList();
        foreach (var name in names)
            await cluster.Grain<IAccountGrain>(0, name).OpenAsync("Olive");

        await cluster.KillAsync(1);
        await ClusterSite.UntilAsync(async () =>
            await cluster.CountAsync("select count(*) from orleans_member where status = 6") == 1
            && cluster[0].GetRequiredService<ClusterNodes>().Active.Count == 1);

        foreach (var name in names)
            Assert.Equal(name, (await cluster.Grain<IAccountGrain>(0, name).GetAsync()).ClientId);
        Assert.Equal(1, await cluster.CountAsync("select count(*) from orleans_member where status = 3"));
    }

    [Fact]
    public async Task A_node_makes_the_tables_joins_and_leaves_in_order()
    {
        if (PostgresServer.Missing is { } reason)
            Assert.Skip(reason);
        await using var server = await PostgresServer.StartAsync(Token);
        await using var tables = NpgsqlDataSource.Create(server.Maintenance);
        var files = Directory.CreateTempSubdirectory("smswiser-node-");
        var options = new OrleansOptions { ConnectionString = server.Maintenance, GatewayPort = 0, SiloPort = PostgresCluster.FreePort() };

        await using (var node = await OrleansHost.StartAsync(
            files.FullName, options, new(), new(), new LoopTime(), NullLoggerFactory.Instance, Token))
        {
            Assert.Equal("Olive", (await node.Grains.GetGrain<IAccountGrain>(Account).OpenAsync("Olive")).Name);
            Assert.Equal(1, await CountAsync("status = 3"));
        }

        Assert.Equal((0, 1), (await CountAsync("status = 3"), await CountAsync("status = 6")));
        files.Delete(recursive: true);

        async Task<long> CountAsync(string condition)
        {
            await using var command = tables.CreateCommand($"select count(*) from orleans_member where {condition}");
            return (long)(await command.ExecuteScalarAsync(Token))!;
        }
    }

    private static async Task<CampaignProgress> UntilSentAsync(ChannelReader<CampaignProgress> heard)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (true)
        {
            var progress = await heard.ReadAsync(patience.Token);
            if (progress.State == "sent")
                return progress;
        }
    }

    private static async Task ConnectAsync(PostgresCluster cluster, int port)
    {
        await cluster.Grain<ICarrierGrain>(0, "alpha").ConfigureAsync(Alpha(port));
        await cluster.Grain<ICarrierGrain>(0, "alpha").ConnectAsync();
    }

    private static CarrierSpec Alpha(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        SystemId = "alpha",
        Password = "secret",
        SystemType = "",
        RatePerSecond = 0,
        Binds = 2,
        WindowSlots = 10,
        Prefixes = [""],
    };

    private static async Task<string> CampaignAsync(PostgresCluster cluster)
    {
        await cluster.Grain<IAccountGrain>(0, Account).OpenAsync("Nordic Leads");
        var list = (await cluster.Grain<IAccountGrain>(0, Account).CreateListAsync("All")).Id;
        var csv = cluster.FilePath("leads.csv");
        // The silos run by the system's clock: these people are awake.
        var first = LeadRegion.AwakeAt(TimeProvider.System.GetUtcNow()).Numbers[0];
        await File.WriteAllLinesAsync(
            csv, Enumerable.Range(0, Leads).Select(i => $"+{first + (ulong)i},Anna").Prepend("number,first_name"), Token);
        var import = await cluster.Grain<ILeadListGrain>(0, list).ImportAsync(Account, new() { Path = csv, Mode = "both" });
        await ClusterSite.UntilAsync(
            async () => (await cluster.Grain<ILeadListGrain>(0, list).GetImportAsync(Account, import)).State == "done");
        return await cluster.Grain<IAccountGrain>(0, Account).CreateCampaignAsync(new()
        {
            Name = "Spring",
            Sender = "Shop",
            Template = "Sale today",
            Class = "marketing",
            Targets = [new TargetSpec { ListId = list }],
        });
    }
}
