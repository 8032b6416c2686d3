using SmsWiser.Engine.Compliance;
using SmsWiser.Smpp.Text;
using SmsWiser.Core.Carriers;
using System.Buffers.Binary;
using System.Text;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Testing;
using SmsWiser.Testing.Chance;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>A random campaign of a paying account over random own and shared lists: estimated and planned by the engine on the real
/// store, then settled lead by lead as the carriers might.</summary>
internal sealed class EstimateRun : IAsyncDisposable
{
    private const long Paid = 1_000_000_000_000;
    private static readonly string[] Names =
        ["Anna", "", "Жанна", "Zoë", "Ł", "👩‍👩‍👧", new('a', 150), new('Ж', 64), new('€', 80), new('b', 999)];

    private static readonly string[] Templates =
    [
        "Sale today", "Hi {first_name|there}", "{first_name}", "Привет {first_name}", "{first_name}, " + new string('x', 150),
        "{first_name}{first_name|" + new string('y', 70) + "}", new('z', 400),
    ];

    private readonly Random random;
    private readonly KeyRing keys;
    private readonly SeededRandom octets;
    private readonly Planner planner;
    private readonly Dictionary<ListId, List<byte[]>> records = [];
    private readonly Dictionary<ListId, LeadList> lists = [];
    private readonly List<CampaignTarget> targets = [];
    private readonly string template;
    private readonly CampaignTerms terms;
    private long ids = 1_000;
    private long flushes;
    private Campaign? campaign;
    private SendoutId sendout;

    private EstimateRun(PaidRoad road, int seed)
    {
        (Road, random, octets) = (road, new(seed), new(seed));
        keys = new([new MasterKey(1, new byte[MasterKey.Size])], octets);
        var (store, time) = (road.Store, new ManualTimeProvider(Now));
        var conditions = new Conditions(
            new JournalHistory(store.Campaigns, store.Sendouts, store.Dispatch), new LeadPages(store.Pages, keys, octets), time);
        planner = new(
            store.Accounts, store.Campaigns, store.Sendouts, store.Lists, store.Pages, store.Shares, store.Carriers, store.Ledger,
            store.OptOuts, new(), new(), keys, octets, new(), time, conditions,
            new FrequencyCaps(store.Frequency, new FrequencyBook(), keys, time));
        template = Templates[random.Next(Templates.Length)];
        terms = new()
        {
            MaxParts = random.Next(3) == 0 ? random.Next(1, 4) : null,
            Spread = TimeSpan.FromMinutes(random.Next(3) == 0 ? random.Next(1, 90) : 0),
            PilotLeads = random.Next(3) == 0 ? random.Next(1, 200) : 0,
        };
    }

    public PaidRoad Road { get; }

    public static async Task<EstimateRun> OpenAsync(int seed)
    {
        var run = new EstimateRun(await PaidRoad.OpenAsync(Paid), seed);
        await run.PriceAsync();
        var own = run.random.Next(0, 3);
        for (var i = 0; i < own; i++)
            await run.AddListAsync(isShared: false);
        for (var i = run.random.Next(own == 0 ? 1 : 0, 3); i > 0; i--)
            await run.AddListAsync(isShared: true);
        return run;
    }

    public async Task<EstimateView> EstimateAsync()
    {
        var estimate = new Estimate(Now);
        var one = await AddCampaignAsync(maxSpend: null);
        estimate.End(await planner.EstimateAsync(one, Now, estimate.Tell, None), null);
        return EstimateViews.Of(one, estimate, await Road.Ledger.BalanceAsync(one.Account, None));
    }

    public async Task<Sendout> PlanAsync(long? maxSpend = null)
    {
        campaign = await AddCampaignAsync(maxSpend);
        sendout = new(++ids);
        var one = new Sendout(sendout, campaign.Id, campaign.Account, campaign.Class, SendoutState.Planning, 0, 0, 0, null, Now, null);
        Assert.True(await Road.Store.Sendouts.BeginAsync(one, None));
        return (await planner.PlanAsync(one, null, None))!;
    }

    /// <summary>Has carriers accept or refuse what the preparer would submit, to the last lead.</summary>
    /// <returns>What was charged, and what would have been had all been accepted.</returns>
    public async Task<(long Charged, long Most)> SendAsync()
    {
        var (charged, most, refusals) = (0L, 0L, random.Next(0, 3));
        await Road.Store.Sendouts.ContinueAsync(sendout, None);
        RouteId[] routes = [new(1), new(2)];
        while (await Road.Store.Dispatch.ClaimAsync(Storage.Road.Node, sendout, routes, 1, Now.AddDays(3), None) is [var chunk])
        {
            var steps = new List<PaidRoad.Step>();
            for (var i = 0; i < chunk.Leads; i++)
            {
                var parts = PartsOf(chunk, i);
                Assert.InRange(parts, 0, chunk.MaxParts);
                var accepted = random.Next(10) < refusals ? random.Next(parts + 1) : parts;
                steps.Add(accepted == 0 ? PaidRoad.Step.Rejected(chunk, i) : PaidRoad.Step.Accepted(chunk, i));
                for (var part = 1; part < accepted; part++)
                    steps.Add(new(chunk, i, EntryState.Accepted));
                charged += accepted * chunk.PriceMicros;
                most += parts * chunk.PriceMicros;
            }
            var flush = PaidRoad.NewFlush(++flushes, [.. steps]) with { Done = [chunk.Key] };
            Assert.True(await Road.Store.Dispatch.CommitFlushAsync(flush, None));
        }
        Assert.Equal(SendoutState.Sent, (await Road.Store.Sendouts.FindAsync(sendout, None))!.State);
        return (charged, most);
    }

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    private int PartsOf(PlannedChunk chunk, int index)
    {
        var no = (int)BinaryPrimitives.ReadUInt32LittleEndian(chunk.Body.Span[(index * 8)..]);
        var wording = SendoutText.Compile(
            campaign!, lists[chunk.List], isShared: chunk.Grant.Value != 0, CarrierProfile.Default, new(), new(),
            new DispatchOptions().MaxParts);
        var texts = new Dictionary<GsmAlphabet, CompiledTemplate> { [GsmAlphabet.Default] = wording.Template };
        return new PartCounter(wording.Rules.MaxParts, [], []).Count(texts, new(0, records[chunk.List][no]), chunk.Route);
    }

    private async Task PriceAsync()
    {
        var store = Road.Store;
        foreach (var carrier in new[] { 1L, 2 })
            await store.Carriers.SaveAsync(new(new(carrier), $"carrier{carrier}", "localhost", 2775, "id", default, "", 0, []), None);
        await store.Carriers.SaveRouteAsync(new(new(1), "33", [new CarrierId(1)]), None);
        await store.Carriers.SaveRouteAsync(new(new(2), "49", [new CarrierId(1), new CarrierId(2)]), None);
        await store.Ledger.SetPricesAsync(
            [
                new(new(1), "", Now.AddDays(-1), random.Next(1, 90_000)), new(new(1), "336001", Now.AddDays(-1), random.Next(1, 90_000)),
                new(new(2), "49", Now.AddDays(-1), random.Next(1, 90_000)),
            ],
            None);
    }

    private async Task AddListAsync(bool isShared)
    {
        var (id, count) = (new ListId(++ids), random.Next(1, 900));
        var list = new LeadList(
            id, $"list{id.Value}", isShared ? Storage.Road.Owner : Storage.Road.Sender, "Leads", [new(0, "first_name", FieldType.Text)],
            count, keys.NewDataKey(id), 1, Now);
        await Road.Store.Lists.AddAsync(lists[id] = list, None);
        await WriteAsync(list, count);
        var grant = default(GrantId);
        if (isShared)
        {
            grant = new(++ids);
            await Road.Store.Shares.InviteAsync(
                new(grant, $"grant{grant.Value}", id, Storage.Road.Owner, Storage.Road.Sender, 5_000, GrantState.Invited, 0, 1, Now, null,
                    null),
                None);
            await Road.Store.Shares.AnswerAsync(grant, 1, GrantState.Accepted, Now, None);
        }
        targets.Add(new(id, grant, null));
    }

    /// <summary>Leads of few numbers, so that lists overlap: French and German ones with a route, Kenyan ones without, American ones that
    /// a sender of letters must not write to.</summary>
    private async Task WriteAsync(LeadList list, int count)
    {
        ulong[] starts = [33_600_100_000, 33_600_200_000, 491_700_000_000, 254_700_000_000, 12_125_550_000];
        var key = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, key);
        using var cipher = new PageCipher(key, new NonceSource(octets));
        var numbers = new HashSet<ulong>();
        while (numbers.Count < count)
            numbers.Add(starts[random.Next(8) % starts.Length] + (ulong)random.Next(400));
        var oddOnes = random.Next(1, 40);
        var written = records[list.Id] = [];
        var pageNo = 0;
        foreach (var page in numbers.Chunk(PageWriter.MaxLeads))
        {
            var writer = new PageWriter();
            foreach (var number in page)
            {
                written.Add(Record(random.Next(oddOnes) == 0 ? Names[random.Next(Names.Length)] : "Anna"));
                writer.Add(number, written[^1], LeadFlags.New);
            }
            var plain = writer.Finish();
            var sealedOctets = new byte[plain.Length + PageCipher.Overhead];
            cipher.Seal(list.Id, pageNo, 1, plain, sealedOctets);
            SealedPage[] sealedPage = [new(pageNo++, 1, page.Length, writer.Clear.ToArray(), sealedOctets)];
            Assert.True(await Road.Store.Pages.WriteAsync(list.Id, sealedPage, None));
        }
    }

    private async Task<Campaign> AddCampaignAsync(long? maxSpend)
    {
        var id = new CampaignId(++ids);
        var one = new Campaign(
            id, $"campaign{id.Value}", Storage.Road.Sender, "Spring", "SHOP", template, TrafficClass.Marketing, targets, Now)
        {
            Terms = terms with { MaxSpendMicros = maxSpend },
        };
        await Road.Store.Campaigns.AddAsync(one, None);
        return one;
    }

    private static byte[] Record(string name)
    {
        var record = new byte[1 + LeadRecord.FieldHeaderBytes + LeadRecord.MaxValueBytes];
        var writer = new LeadRecord(record);
        if (name.Length > 0)
            writer.Add(0, Encoding.UTF8.GetBytes(name));
        return record[..writer.Length];
    }
}
