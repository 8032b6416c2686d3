using System.Buffers.Binary;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

public sealed class PlannerTests
{
    [Fact]
    public async Task Every_lead_is_planned_once_in_chunks_of_256_with_the_tag_of_its_number()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 3_000);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list));

        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal(SendoutState.Sending, sendout.State);
        Assert.Equal(3_000, sendout.Planned);
        Assert.Equal(12, sendout.Chunks);
        Assert.Equal(Enumerable.Range(0, 12), chunks.Select(chunk => chunk.Key.No));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(256, chunk.Leads));
        Assert.Equal(3_000 - (11 * 256), chunks[^1].Leads);
        Assert.All(chunks, chunk => Assert.Equal(
            (new RouteId(1), new GrantId(0), 0, null), (chunk.Route, chunk.Grant, chunk.Epoch, chunk.Reason)));
        var leads = chunks.SelectMany(Leads).ToList();
        Assert.Equal(Enumerable.Range(0, 3_000), leads.Select(lead => lead.No).Order());
        Assert.Equal(Tags(bench, sendout.Id, leads.Select(lead => 33_600_000_000 + (ulong)lead.No)), leads.Select(lead => lead.Tag));
        Assert.Equal([$"start {sendout.Id.Value}"], bench.Commands);
    }

    [Fact]
    public async Task The_order_is_neither_the_lists_nor_that_of_another_sendout_and_the_same_when_planned_anew()
    {
        var (order, other) = await OrdersAsync();
        var (again, _) = await OrdersAsync();

        Assert.NotEqual(order.Order(), order);
        Assert.Equal(order, again);
        Assert.NotEqual(order, other);
        Assert.Equal(order.Order(), other.Order());
        // Leads that are neighbours in the list are seldom neighbours on the wire, nor are pages.
        Assert.InRange(order.Zip(order.Skip(1)).Count(pair => pair.Second - pair.First == 1), 0, 60);
        Assert.NotEqual(Enumerable.Range(0, 12), order.Chunk(256).Take(12).Select(chunk => chunk[0] / 256));

        // Keys and ids of a bench are always the same ones.
        static async Task<(List<int> First, List<int> Second)> OrdersAsync()
        {
            await using var bench = await OpenAsync();
            var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 3_000);
            var (id, first) = await bench.RunAsync(Owner, Spec(list));
            await bench.Campaign(id).CancelAsync(Owner);
            await bench.Campaign(id).StartAsync(Owner);
            await bench.Planning.DrainedAsync();
            return (Order(bench, first), Order(bench, await bench.LatestAsync(id)));
        }
    }

    [Fact]
    public async Task Those_who_opted_out_are_planned_as_suppressed_with_the_reason_and_get_no_route()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1_000);
        var id = (await bench.Lists.FindAsync(list, Token))!.Id;
        var owner = (await bench.Accounts.FindAsync(Owner, Token))!.Id;
        OptOutDomain[] domains =
        [
            OptOutDomain.OfTopic(id), OptOutDomain.OfSender(owner, "Shop"), OptOutDomain.OfAccount(owner), OptOutDomain.Platform,
            OptOutDomain.OfSender(owner, "Other"), OptOutDomain.OfTopic(new(12_345)),
        ];
        var keys = Keys(bench, domains.Index().Select(domain => 33_600_000_000UL + 100 * (ulong)domain.Index));
        await bench.OptOuts.ChangeAsync(
            [.. domains.Zip(keys, (domain, key) => new OptOutChange(domain, key, IsOut: true, default))], OptOutOrigin.Message, Token);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list));

        var chunks = bench.Dispatch.Planned(sendout.Id);
        var gone = Assert.Single(chunks, chunk => chunk.Reason is not null);
        Assert.Equal((SuppressionReason.OptedOut, new RouteId(0)), (gone.Reason, gone.Route));
        Assert.Equal([0, 100, 200, 300], Leads(gone).Select(lead => lead.No).Order());
        var counter = Assert.Single(await bench.Sendouts.CountersAsync(sendout.Id, Token));
        Assert.Equal((1_000, 4), (counter.Planned, counter.Outcomes[Outcome.Suppressed]));
    }

    [Fact]
    public async Task A_number_on_an_own_and_a_shared_list_is_planned_on_the_own_one_whatever_the_order_of_targets()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 1_000);
        var own = await bench.AddListAsync(Recipient, "Own", 33_600_000_900, 1_000);
        await bench.ShareAsync(shared);

        var (_, sendout) = await bench.RunAsync(Recipient, Spec(shared, own));

        var counters = await bench.Sendouts.CountersAsync(sendout.Id, Token);
        Assert.Equal(1_900, sendout.Planned);
        Assert.Equal(1_000, counters.Single(counter => counter.Grant.Value == 0).Planned);
        Assert.Equal(900, counters.Single(counter => counter.Grant.Value != 0).Planned);
        var sharedChunks = bench.Dispatch.Planned(sendout.Id).Where(chunk => chunk.Grant.Value != 0).ToList();
        Assert.All(sharedChunks, chunk => Assert.Equal(1, chunk.Epoch));
        Assert.Equal(Enumerable.Range(0, 900), sharedChunks.SelectMany(Leads).Select(lead => lead.No).Order());
    }

    [Fact]
    public async Task Two_targets_on_one_list_plan_a_lead_once()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 600);
        var spec = Spec(list, list) with
        {
            Targets = [new TargetSpec { ListId = list, Filter = "spent < 400" }, new TargetSpec { ListId = list, Filter = "spent >= 300" }],
        };

        var (_, sendout) = await bench.RunAsync(Owner, spec);

        Assert.Equal(600, sendout.Planned);
        Assert.Equal(Enumerable.Range(0, 600), Order(bench, sendout).Order());
    }

    [Fact]
    public async Task A_filter_plans_what_it_matches_and_removed_leads_are_passed_over()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(
            Owner, "All", Enumerable.Range(0, 1_000)
                .Select(i => (i % 10 == 3 ? 0UL : 33_600_000_000 + (ulong)i, "Anna", i < 500 ? "Lyon" : "Nice", i)));
        var spec = Spec(list) with { Targets = [new TargetSpec { ListId = list, Filter = "city = \"Lyon\" and spent >= 100" }] };

        var (_, sendout) = await bench.RunAsync(Owner, spec);

        Assert.Equal(360, sendout.Planned);
        Assert.Equal(Enumerable.Range(100, 400).Where(i => i % 10 != 3), Order(bench, sendout).Order());
    }

    [Fact]
    public async Task Leads_without_a_route_are_final_at_once_and_each_chunk_has_one_route()
    {
        await using var bench = await OpenAsync();
        var carriers = new Testing.Carriers.MemoryCarrierStore();
        await carriers.SaveRouteAsync(new(new(5), "336", [new CarrierId(1)]), Token);
        await carriers.SaveRouteAsync(new(new(6), "4915", [new CarrierId(1)]), Token);
        ulong[] starts = [33_600_000_000, 4_915_000_000_000, 44_000_000_000];
        var list = await bench.AddListAsync(
            Owner, "Mixed", Enumerable.Range(0, 900)
                .Select(i => (starts[i % 3] + (ulong)i, "Anna", "Lyon", i)));
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        var sendout = await RegisterAsync(bench, id);

        var planner = new Engine.Campaigns.Planner(
            bench.Accounts, bench.Campaigns, bench.Sendouts, bench.Lists, bench.Pages, bench.Shares, carriers, bench.Ledger,
            bench.OptOuts, new(), new(), bench.Keys, new Testing.Chance.SeededRandom(2), new Engine.Dispatch.DispatchOptions(), bench.Time,
            bench.Service<Engine.Audience.Conditions>(), bench.Service<Engine.Compliance.FrequencyCaps>());
        var planned = await planner.PlanAsync(sendout, null, Token);

        var chunks = bench.Dispatch.Planned(sendout.Id);
        Assert.Equal(900, planned!.Planned);
        Assert.Equal([(0L, 300), (5, 300), (6, 300)], chunks.GroupBy(chunk => chunk.Route.Value).OrderBy(route => route.Key)
            .Select(route => (route.Key, route.Sum(chunk => chunk.Leads))));
        Assert.All(chunks, chunk => Assert.Equal(chunk.Route.Value == 0 ? SuppressionReason.NoRoute : null, chunk.Reason));
        Assert.Equal(300, (await bench.Sendouts.CountersAsync(sendout.Id, Token)).Single().Outcomes[Outcome.Suppressed]);
    }

    [Fact]
    public async Task An_empty_audience_is_sent_at_once()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Empty", 0, 0);

        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));

        Assert.Equal((SendoutState.Sent, 0L, 0), (sendout.State, sendout.Planned, sendout.Chunks));
        Assert.Equal(0, (await bench.Campaign(id).ReportAsync(Owner)).Own.Planned);
        Assert.Empty(bench.Commands);
    }

    [Fact]
    public async Task A_plan_is_stored_in_transactions_of_64_chunks_and_tells_how_far_it_is()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Large", 33_600_000_000, 40_000);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        var sendout = await RegisterAsync(bench, id);
        var progress = new List<long>();

        await bench.Planner.PlanAsync(sendout, now => progress.Add(now.Planned), Token);

        Assert.Equal((3, 64), (bench.Sendouts.Transactions, bench.Sendouts.LargestTransaction));
        Assert.Equal([64 * 256, 2 * 64 * 256, 40_000], progress);
    }

    [Fact]
    public async Task A_share_stopped_between_the_walk_and_the_end_of_planning_withholds_its_leads()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 20_000);
        var share = await bench.ShareAsync(shared);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(shared));
        var sendout = await RegisterAsync(bench, id);
        var grant = await bench.Shares.FindAsync(share, Token);

        var planned = await bench.Planner.PlanAsync(
            sendout, _ => bench.Shares.StopAsync(grant!.Id, "op", default, Token).GetAwaiter().GetResult(), Token);

        Assert.Equal((SendoutState.Sent, 20_000L), (planned!.State, planned.Planned));
        Assert.Equal(20_000, (await bench.Sendouts.CountersAsync(sendout.Id, Token)).Single().Outcomes[Outcome.Revoked]);
        Assert.Empty(await bench.Dispatch.ClaimAsync(new(1), sendout.Id, [new RouteId(1)], 10, bench.Time.GetUtcNow(), Token));
    }

    [Fact]
    public async Task A_share_stopped_before_its_leads_are_read_ends_planning_with_a_reason()
    {
        await using var bench = await OpenAsync();
        var shared = await bench.AddListAsync(Owner, "Shared", 33_600_000_000, 500);
        var share = await bench.ShareAsync(shared);
        var id = await bench.Account(Recipient).CreateCampaignAsync(Spec(shared));
        var sendout = await RegisterAsync(bench, id);
        await bench.Share(share).StopAsync(Owner, "op");

        var failed = await bench.Planner.PlanAsync(sendout, null, Token);

        Assert.Equal((SendoutState.Failed, "the owner of 'Shared' has stopped sharing it"), (failed!.State, failed.Error));
        Assert.Empty(bench.Dispatch.Planned(sendout.Id));
    }

    [Fact]
    public async Task A_page_that_does_not_open_ends_planning_without_leaving_chunks()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Broken", 33_600_000_000, 20_000);
        var id = (await bench.Lists.FindAsync(list, Token))!.Id;
        await bench.Pages.WriteAsync(id, new[] { new Core.Audience.SealedPage(7, 2, 256, new byte[1024], new byte[9_000]) }, Token);

        var (_, sendout) = await bench.RunAsync(Owner, Spec(list));

        Assert.Equal(
            (SendoutState.Failed, "a page of a list does not open; its owner must import the list again"), (sendout.State, sendout.Error));
        Assert.Empty(bench.Dispatch.Planned(sendout.Id));
        Assert.Empty(bench.Commands);
    }

    [Fact]
    public async Task A_sendout_cancelled_while_it_is_planned_leaves_no_chunk()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Large", 33_600_000_000, 40_000);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        var sendout = await RegisterAsync(bench, id);

        var cancelled = await bench.Planner.PlanAsync(
            sendout,
            _ => bench.Sendouts.ChangeStateAsync(sendout.Id,
                [SendoutState.Planning], SendoutState.Cancelled, default, Token).GetAwaiter().GetResult(),
            Token);

        Assert.Equal(SendoutState.Cancelled, cancelled!.State);
        Assert.Empty(bench.Dispatch.Planned(sendout.Id));
    }

    [Fact]
    public async Task A_plan_left_unfinished_is_made_anew_at_the_next_start()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 1_000);
        var id = await bench.Account(Owner).CreateCampaignAsync(Spec(list));
        var sendout = await RegisterAsync(bench, id);
        var target = (await bench.Lists.FindAsync(list, Token))!.Id;
        var rest = new PlannedChunk(new(sendout.Id, 0), new(1), target, default, 0, 0, 1, null, new byte[8]);
        await bench.Sendouts.AppendAsync([rest], Token);

        var resumed = await bench.Planning.ResumeAsync(Token);
        await bench.Planning.DrainedAsync();

        Assert.Equal(1, resumed);
        Assert.Equal((SendoutState.Sending, 1_000L, 4), ((await bench.LatestAsync(id)).State, (await bench.LatestAsync(id)).Planned,
            bench.Dispatch.Planned(sendout.Id).Count));
        Assert.Equal(["start 99"], bench.Commands);
    }

    /// <summary>A sendout in planning that nobody plans yet.</summary>
    private static async Task<Sendout> RegisterAsync(ControlBench bench, string campaignId)
    {
        var campaign = (await bench.Campaigns.FindAsync(campaignId, Token))!;
        var sendout = new Sendout(
            new(99), campaign.Id, campaign.Account, campaign.Class, SendoutState.Planning, 0, 0, 0, null, default, null);
        await bench.Sendouts.BeginAsync(sendout, Token);
        return sendout;
    }

    private static List<int> Order(ControlBench bench, Sendout sendout) =>
        [.. bench.Dispatch.Planned(sendout.Id).SelectMany(Leads).Select(lead => lead.No)];

    private static IEnumerable<(int No, uint Tag)> Leads(PlannedChunk chunk)
    {
        for (var i = 0; i < chunk.Leads; i++)
        {
            var lead = chunk.Body[(i * 8)..].Span;
            yield return ((int)BinaryPrimitives.ReadUInt32LittleEndian(lead), BinaryPrimitives.ReadUInt32LittleEndian(lead[4..]));
        }
    }

    private static ulong[] Keys(ControlBench bench, IEnumerable<ulong> numbers)
    {
        var key = new byte[MasterKey.Size];
        bench.Keys.DeriveNumberKey(key);
        using var tags = new NumberTags(key);
        return [.. numbers.Select(number => (ulong)tags.NumberKey(number))];
    }

    private static uint[] Tags(ControlBench bench, SendoutId sendout, IEnumerable<ulong> numbers)
    {
        var key = new byte[MasterKey.Size];
        bench.Keys.DeriveNumberKey(key);
        using var tags = new NumberTags(key);
        var all = numbers.ToArray();
        var result = new uint[all.Length];
        tags.Tags(sendout, all, result);
        return result;
    }
}
