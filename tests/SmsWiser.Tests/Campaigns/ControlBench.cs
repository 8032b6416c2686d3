using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Contracts.Dispatch;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Links;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Core.Time;
using SmsWiser.Engine;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Shares;
using SmsWiser.Testing;
using SmsWiser.Testing.Accounts;
using SmsWiser.Testing.Audience;
using SmsWiser.Testing.Campaigns;
using SmsWiser.Testing.Carriers;
using SmsWiser.Testing.Chance;
using SmsWiser.Testing.Ledger;
using SmsWiser.Testing.Compliance;
using SmsWiser.Testing.Shares;
using SmsWiser.Tests.Grains;

namespace SmsWiser.Tests.Campaigns;

/// <summary>The control plane over stores in memory, with its grains in the host under test. In the place of the dispatch stands a list of
/// the commands it was given; a stop of a share is committed and its open chunks end, as the dispatch would see to.</summary>
internal sealed class ControlBench : IAsyncDisposable
{
    public const string Owner = "0WNER001";
    public const string Recipient = "REC1P1EN";
    public const string Stranger = "STRANGER";

    /// <summary>Cancelled when the test is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly SeededRandom random = new(1);
    private readonly LinkOptions links;
    private BenchHost? running;

    private ControlBench(LinkOptions links)
    {
        this.links = links;
        Keys = new([new MasterKey(1, new byte[MasterKey.Size])], random);
        Imports = new(Lists);
        Inbound = new(OptOuts);
        Sendouts = new(Memory, Shares, Campaigns);
        Dispatch = new(Memory);
        Ledger = new(Memory);
        Pauses = new(OptOuts);
    }

    /// <summary>Begins on a Tuesday at noon in Paris, when everybody there may be written to.</summary>
    public ManualTimeProvider Time { get; } = new(new(2026, 5, 5, 10, 0, 0, TimeSpan.Zero));

    public KeyRing Keys { get; }

    public MemoryAccountStore Accounts { get; } = new();

    public MemoryListStore Lists { get; } = new();

    public MemoryPageStore Pages { get; } = new();

    public MemoryImportStore Imports { get; }

    public MemoryShareStore Shares { get; } = new();

    public MemoryCampaignStore Campaigns { get; } = new();

    public MemorySendouts Memory { get; } = new();

    public MemorySendoutStore Sendouts { get; }

    public MemoryDispatchStore Dispatch { get; }

    public MemoryOptOutStore OptOuts { get; } = new();

    public MemoryFrequencyStore Frequency { get; } = new();

    public MemoryInboundStore Inbound { get; }

    public MemoryCarrierStore Carriers { get; } = new();

    public MemoryLedgerStore Ledger { get; }

    public MemoryPauseStore Pauses { get; }

    /// <summary>Files on the node, by path.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Files that exports may create, by path.</summary>
    public Dictionary<string, MemoryStream> ExportsTo { get; } = [];

    /// <summary>What the dispatch was told, as <c>start 12</c>.</summary>
    public List<string> Commands { get; } = [];

    public Planner Planner => Host.Services.GetRequiredService<Planner>();

    public Planning Planning => Host.Services.GetRequiredService<Planning>();

    public T Service<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public IAccountGrain Account(string clientId) => Host.Grains.GetGrain<IAccountGrain>(clientId);

    public ILeadListGrain List(string id) => Host.Grains.GetGrain<ILeadListGrain>(id);

    public IShareGrantGrain Share(string id) => Host.Grains.GetGrain<IShareGrantGrain>(id);

    public ICarrierGrain Carrier(string name) => Host.Grains.GetGrain<ICarrierGrain>(name);

    public IRoutesGrain Routes => Host.Grains.GetGrain<IRoutesGrain>("all");

    public ISendingGrain Sending => Host.Grains.GetGrain<ISendingGrain>("all");

    public ICampaignGrain Campaign(string id) => Host.Grains.GetGrain<ICampaignGrain>(id);

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Host.Grains.GetGrain<T>(key);

    /// <summary>A bench without accounts.</summary>
    /// <param name="links">Where short links lead; null for nowhere.</param>
    public static async Task<ControlBench> EmptyAsync(LinkOptions? links = null)
    {
        var bench = new ControlBench(links ?? new());
        bench.running = await BenchHost.StartAsync(EngineServices.GrainClasses, bench.Time, bench.Register);
        return bench;
    }

    /// <summary>A bench with an owner, a recipient and a stranger, and a route to everywhere.</summary>
    /// <param name="links">Where short links lead; null for nowhere.</param>
    public static async Task<ControlBench> OpenAsync(LinkOptions? links = null)
    {
        var bench = await EmptyAsync(links);
        foreach (var (clientId, name) in new[] { (Owner, "Olive"), (Recipient, "Rita"), (Stranger, "Sam") })
            await bench.Account(clientId).OpenAsync(name);
        await bench.Carriers.SaveRouteAsync(new(new(1), "", [new CarrierId(1)]), Token);
        return bench;
    }

    /// <summary>A list with the fields <c>first_name</c>, <c>city</c> (texts) and <c>spent</c> (number), and these leads.</summary>
    public async Task<string> AddListAsync(
        string owner, string name, IEnumerable<(ulong Number, string FirstName, string City, int Spent)> leads)
    {
        var id = (await Account(owner).CreateListAsync(name)).Id;
        var list = (await Lists.FindAsync(id, Token))!;
        await Lists.AddFieldsAsync(
            list.Id, 1, [new(0, "first_name", FieldType.Text), new(1, "city", FieldType.Text), new(2, "spent", FieldType.Number)], Token);
        await WriteAsync(list, leads);
        return id;
    }

    /// <summary>A list of so many leads with consecutive numbers.</summary>
    public Task<string> AddListAsync(string owner, string name, ulong firstNumber, int count) =>
        AddListAsync(owner, name, Enumerable.Range(0, count).Select(i => (firstNumber + (ulong)i, $"Name{i}", "Lyon", i)));

    /// <summary>Shares a list with the recipient, who accepts.</summary>
    public async Task<string> ShareAsync(string listId)
    {
        var invitation = await List(listId).InviteAsync(Owner, Recipient, 5_000);
        await Share(invitation.Id).AcceptAsync(Recipient);
        return invitation.Id;
    }

    public static CampaignSpec Spec(params string[] lists) => new()
    {
        Name = "Spring",
        Sender = "Shop",
        Template = "Hi {first_name|there}",
        Class = "marketing",
        Targets = [.. lists.Select(list => new TargetSpec { ListId = list })],
    };

    /// <summary>Creates a campaign, starts it and waits until it is planned.</summary>
    public async Task<(string Id, Sendout Sendout)> RunAsync(string account, CampaignSpec spec)
    {
        var id = await Account(account).CreateCampaignAsync(spec);
        await Campaign(id).StartAsync(account);
        await Planning.DrainedAsync();
        return (id, await LatestAsync(id));
    }

    public async Task<Sendout> LatestAsync(string campaignId)
    {
        var campaign = await Campaigns.FindAsync(campaignId, Token);
        return (await Sendouts.FindLatestAsync(campaign!.Id, Token))!;
    }

    public static async Task<RefusedException> RefusedAsync(string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(call);
        Assert.Equal(code, refused.Code);
        return refused;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task WriteAsync(LeadList list, IEnumerable<(ulong Number, string FirstName, string City, int Spent)> leads)
    {
        var key = new byte[MasterKey.Size];
        Keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(random));
        var (pageNo, total) = (0, 0L);
        foreach (var page in leads.Chunk(PageWriter.MaxLeads))
        {
            var writer = new PageWriter();
            foreach (var lead in page)
                writer.Add(lead.Number, Record(lead.FirstName, lead.City, lead.Spent), LeadFlags.New with { Live = lead.Number != 0 });
            var plain = writer.Finish();
            var octets = new byte[plain.Length + PageCipher.Overhead];
            cipher.Seal(list.Id, pageNo, 1, plain, octets);
            await Pages.WriteAsync(list.Id, new[] { new SealedPage(pageNo++, 1, page.Length, writer.Clear.ToArray(), octets) }, Token);
            total += page.Count(lead => lead.Number != 0);
        }
        Lists.SetLeads(list.Id, total);
    }

    private static byte[] Record(string firstName, string city, int spent)
    {
        var octets = new byte[512];
        var record = new LeadRecord(octets);
        record.Add(0, Encoding.UTF8.GetBytes(firstName));
        record.Add(1, Encoding.UTF8.GetBytes(city));
        record.Add(2, Encoding.UTF8.GetBytes(spent.ToString()));
        return octets[..record.Length];
    }

    public BenchHost Host => running ?? throw new InvalidOperationException("the bench is not open");

    private void Register(IServiceCollection services) => services
        .AddEngine(new(1))
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<IAccountStore>(Accounts).AddSingleton<IListStore>(Lists).AddSingleton<ILeadPageStore>(Pages)
        .AddSingleton<IOwnNumberStore>(new MemoryOwnNumberStore()).AddSingleton<ITestSendStore>(new MemoryTestSendStore(Lists, Campaigns))
        .AddSingleton<IImportStore>(Imports).AddSingleton<IShareStore>(Shares).AddSingleton<ICampaignStore>(Campaigns)
        .AddSingleton<ISendoutStore>(Sendouts).AddSingleton<IDispatchStore>(Dispatch).AddSingleton<ICarrierStore>(Carriers)
        .AddSingleton<ILedgerStore>(Ledger).AddSingleton<IPauseStore>(Pauses)
        .AddSingleton<IOptOutStore>(OptOuts).AddSingleton<IGateLog>(OptOuts)
        .AddSingleton<IFrequencyStore>(Frequency).AddSingleton<IInboundStore>(Inbound)
        .AddSingleton(Keys).AddSingleton(links).AddSingleton<IIds>(new CountingIds()).AddSingleton<IRandom>(random)
        .AddSingleton<ILoops>(new PoolLoops())
        .AddSingleton<StopShare>(StopAsync)
        .AddSingleton<OpenImport>(path => Files.TryGetValue(path, out var csv)
            ? new MemoryStream(Encoding.UTF8.GetBytes(csv))
            : throw new FileNotFoundException("no such file"))
        .AddSingleton<CreateExport>(path => ExportsTo.TryGetValue(path, out var file)
            ? file
            : throw new IOException("the file exists already"))
        .AddSingleton<ApplyPauses>(() =>
        {
            lock (Commands)
                Commands.Add("apply pauses");
            return Task.CompletedTask;
        })
        .AddSingleton<ReloadHours>(account =>
        {
            lock (Commands)
                Commands.Add($"hours of {account.Value}");
            return Task.CompletedTask;
        })
        .AddSingleton(new SendoutCommands(Note("start"), Note("pause"), Note("resume"), Note("cancel")));

    private Func<SendoutId, Task> Note(string command) => sendout =>
    {
        lock (Commands)
            Commands.Add($"{command} {sendout.Value}");
        return Task.CompletedTask;
    };

    private async Task<StopReceipt> StopAsync(ShareGrant grant, string opId, CancellationToken cancellation)
    {
        var stop = await Shares.StopAsync(grant.Id, opId, Time.GetUtcNow(), cancellation);
        var ended = await Dispatch.RevokeAsync(grant.Id, grant.Epoch, Time.GetUtcNow(), cancellation);
        return new()
        {
            Position = stop!.Position,
            Basis = "answered",
            Latency = TimeSpan.Zero,
            OnWireBefore = 0,
            InFlight = 0,
            Withheld = ended.Sum(withdrawal => withdrawal.Leads),
        };
    }

    /// <summary>Each loop as a task of the pool.</summary>
    private sealed class PoolLoops : ILoops
    {
        public Task Start(string name, Func<Task> loop) => Task.Run(loop);
    }
}
