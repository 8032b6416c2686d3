using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Shares;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

/// <summary>A store in memory with an owner, a sender, a list of the owner's, and a campaign of the sender's; and short ways to move it
/// on.</summary>
internal sealed class Road : IAsyncDisposable
{
    public static readonly AccountId Owner = new(1), Sender = new(2), Other = new(3);
    public static readonly ListId List = new(10);
    public static readonly CampaignId Campaign = new(20);
    public static readonly SendoutId Sendout = new(30);
    public static readonly GrantId Own = new(0), Grant = new(40);
    public static readonly RouteId Route = new(50), OtherRoute = new(51), NoRoute = new(0);
    public static readonly NodeId Node = new(60), NextNode = new(61);

    private long flushes;

    private Road(SqliteStore store) => Store = store;

    public SqliteStore Store { get; }

    public static async Task<Road> OpenAsync()
    {
        var road = new Road(await StoreInMemory.OpenAsync());
        await road.Store.Accounts.AddAsync(new(Owner, "AAAAAAAA", "Owner", Now), None);
        await road.Store.Accounts.AddAsync(new(Sender, "BBBBBBBB", "Sender", Now), None);
        await road.Store.Accounts.AddAsync(new(Other, "CCCCCCCC", "Other", Now), None);
        await road.Store.Lists.AddAsync(NewList(List, "list"), None);
        await road.AddCampaignAsync(Campaign);
        return road;
    }

    public static LeadList NewList(ListId id, string publicId) =>
        new(id, publicId, Owner, "Guests", [new(0, "first_name", FieldType.Text)], 0, new(1, new byte[] { 9, 8, 7 }), 1, Now);

    public static ShareGrant NewGrant(GrantId id, AccountId recipient) =>
        new(id, $"grant{id.Value}", List, Owner, recipient, 5_000, GrantState.Invited, 0, 1, Now, null, null);

    public static Sendout NewSendout(SendoutId id, CampaignId campaign) =>
        new(id, campaign, Sender, TrafficClass.Marketing, SendoutState.Planning, 0, 0, 0, null, Now, null);

    public static PlannedChunk Chunk(int no, int leads, RouteId? route = null, GrantId? grant = null, int epoch = 0,
        SendoutId? sendout = null) =>
        new(new(sendout ?? Sendout, no), route ?? Route, List, grant ?? Own, epoch, 0, leads,
            route == NoRoute ? SuppressionReason.NoRoute : null,
            Body(no, leads));

    public static byte[] Body(int no, int leads)
    {
        var body = new byte[leads * 8];
        body[0] = (byte)no;
        return body;
    }

    public Task AddCampaignAsync(CampaignId id) =>
        Store.Campaigns.AddAsync(
            new(id, $"campaign{id.Value}", Sender, "Spring", "SHOP", "Hi {first_name}", TrafficClass.Marketing, [new(List, Own, null)],
                Now), None);

    /// <summary>Invites and accepts; the epoch is 1.</summary>
    public async Task ShareAsync(GrantId id)
    {
        Assert.True(await Store.Shares.InviteAsync(NewGrant(id, Sender), None));
        Assert.Equal(1, (await Store.Shares.AnswerAsync(id, 1, GrantState.Accepted, Now, None))!.Epoch);
    }

    /// <summary>Begins the sendout, appends its chunks and finishes the plan.</summary>
    public async Task<Sendout> PlanAsync(params PlannedChunk[] chunks)
    {
        Assert.True(await Store.Sendouts.BeginAsync(NewSendout(Sendout, Campaign), None));
        await Store.Sendouts.AppendAsync(chunks, None);
        return (await Store.Sendouts.FinishPlanAsync(Sendout, Plans(chunks), Now, None))!;
    }

    public static IReadOnlyList<GrantPlan> Plans(IEnumerable<PlannedChunk> chunks) =>
        [.. chunks.GroupBy(chunk => chunk.Grant).Select(group => new GrantPlan(
            group.Key, group.Sum(chunk => chunk.Leads), group.Where(chunk => chunk.Reason is not null).Sum(chunk => chunk.Leads)))];

    public async Task<IEnumerable<int>> ClaimAsync(int maxChunks = 100, NodeId? node = null) =>
        (await Store.Dispatch.ClaimAsync(node ?? Node, Sendout, [Route, OtherRoute], maxChunks, Now, None)).Select(chunk => chunk.Key.No);

    public Task ReleaseAsync(int no, int open, NodeId? node = null) =>
        Store.Dispatch.ReleaseAsync(node ?? Node, [new(new(Sendout, no), open)], Now, None);

    /// <summary>Flushes so many accepted leads and the chunks they finish.</summary>
    public Task<bool> FlushAsync(long accepted, GrantId? grant = null, params int[] done) =>
        Store.Dispatch.CommitFlushAsync(NewFlush(++flushes, accepted, grant ?? Own, done), None);

    public static Flush NewFlush(long no, long accepted, GrantId grant, params int[] done) =>
        new(Node, no, Now.AddMinutes(no), (int)accepted, new byte[] { 1, 2, 3, (byte)no },
            [new(Sendout, grant, 0, new OutcomeCounts { [Outcome.Accepted] = accepted }, accepted)],
            [.. done.Select(chunk => new ChunkKey(Sendout, chunk))]);

    public async Task<SendoutState> StateAsync() => (await Store.Sendouts.FindAsync(Sendout, None))!.State;

    public async Task<SendoutCounter> CounterAsync(GrantId? grant = null) =>
        (await Store.Sendouts.CountersAsync(Sendout, None)).Single(counter => counter.Grant == (grant ?? Own));

    public async Task<ChunkState[]> ChunksAsync() =>
        [.. (await Store.Dispatch.ListChunksAsync(Sendout, None)).Select(chunk => chunk.State)];

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
