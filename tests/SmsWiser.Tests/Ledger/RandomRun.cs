using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Ledger.PaidRoad;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>A prepaid account that pays, starts, pauses, cancels, is suspended, and whose node flushes, repeats flushes, and dies: all in
/// the order of a seed. Beside the store it keeps what the carrier accepted.</summary>
internal sealed class RandomRun : IAsyncDisposable
{
    private static readonly HoldTimes Times = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(72));

    private readonly Random random;
    private readonly List<Sendout> sendouts = [];
    private readonly Dictionary<ChunkKey, PlannedChunk> chunks = [];
    private readonly Dictionary<ChunkKey, SortedSet<int>> claimed = [];
    private readonly List<(PlannedChunk Chunk, int Lead)> unknown = [];
    private readonly List<Transfer> payments = [];
    private DateTimeOffset clock = Now;
    private long flushNo;
    private long nextId = 100;

    private RandomRun(PaidRoad road, int seed) => (Road, random) = (road, new(seed));

    public PaidRoad Road { get; }

    /// <summary>Paid in.</summary>
    public long Paid { get; private set; }

    /// <summary>Parts accepted in time, at their prices.</summary>
    public long Earned { get; private set; }

    /// <summary>Parts accepted in time.</summary>
    public long Accepted { get; private set; }

    public static async Task<RandomRun> OpenAsync(int seed)
    {
        const long Opening = 2_000_000;
        var run = new RandomRun(await PaidRoad.OpenAsync(Opening), seed) { Paid = Opening };
        for (var i = 0; i < 3; i++)
            await run.StartAsync();
        await run.ClaimAsync();
        await run.FlushAsync();
        return run;
    }

    /// <summary>Does something; says what.</summary>
    public async Task<string> StepAsync()
    {
        switch (random.Next(24))
        {
            case < 2:
                await PayAsync();
                return "pay";
            case < 5:
                await StartAsync();
                return "start";
            case 5:
                await ChangeAsync(SendoutState.Sending, SendoutState.Paused);
                return "pause";
            case < 8:
                await ResumeAsync();
                return "resume";
            case 8 when random.Next(2) == 0:
                await ChangeAsync(random.Next(2) == 0 ? SendoutState.Sending : SendoutState.Paused, SendoutState.Cancelled);
                return "cancel";
            case 9 when random.Next(2) == 0:
                await Road.Ledger.SuspendAsync(Storage.Road.Sender, SuspensionReason.Spam, clock, None);
                return "suspend";
            case < 11:
                await Road.Ledger.LiftAsync(Storage.Road.Sender, None);
                return "lift";
            case 11:
                clock += TimeSpan.FromMinutes(random.Next(1, 2_000));
                await SweepAsync();
                return "sweep";
            case 12 when random.Next(2) == 0:
                await DieAsync();
                return "die";
            case 13:
                await ReleaseAsync();
                return "release";
            case < 18:
                await ClaimAsync();
                return "claim";
            default:
                await FlushAsync();
                return "flush";
        }
    }

    /// <summary>Ends all that is under way and lets all times run out.</summary>
    public async Task EndAsync()
    {
        await DieAsync();
        foreach (var sendout in sendouts)
        {
            foreach (var state in new[] { SendoutState.Sending, SendoutState.Paused })
                await Road.ChangeAsync(state, SendoutState.Cancelled, sendout.Id);
        }
        clock += TimeSpan.FromDays(1);
        await Road.Ledger.SweepAsync(Times, clock, None);
        clock += TimeSpan.FromDays(4);
        await SweepAsync();
    }

    public ValueTask DisposeAsync() => Road.DisposeAsync();

    private async Task PayAsync()
    {
        if (payments.Count > 0 && random.Next(3) == 0)
        {
            var earlier = payments[random.Next(payments.Count)];
            Assert.Equal(PostResult.Repeated, await Road.Ledger.PostAsync(earlier, None));
            Assert.Equal(PostResult.OtherContent,
                await Road.Ledger.PostAsync(earlier with { AmountMicros = earlier.AmountMicros + 1 }, None));
            return;
        }
        var payment = Payment($"pay {payments.Count}", random.Next(1, 1_000_000));
        Assert.Equal(PostResult.Posted, await Road.Ledger.PostAsync(payment, None));
        payments.Add(payment);
        Paid += payment.AmountMicros;
    }

    private async Task StartAsync()
    {
        var (campaign, id) = (new CampaignId(nextId++), new SendoutId(nextId++));
        await Road.Road.AddCampaignAsync(campaign);
        Assert.True(await Road.Store.Sendouts.BeginAsync(Storage.Road.NewSendout(id, campaign), None));
        var planned = Enumerable.Range(0, random.Next(1, 4)).Select(no => Chunk(
            no, random.Next(1, 5), random.Next(1, 3), random.Next(2) == 0 ? PartPrice : 30_000, sendout: id)).ToList();
        await Road.Store.Sendouts.AppendAsync(planned, None);
        var sendout = (await Road.Store.Sendouts.FinishPlanAsync(id, Storage.Road.Plans(planned), clock, None))!;
        sendouts.Add(sendout);
        foreach (var chunk in planned)
            chunks.Add(chunk.Key, chunk);
    }

    private async Task ChangeAsync(SendoutState from, SendoutState to)
    {
        if (sendouts.Count > 0)
            await Road.ChangeAsync(from, to, sendouts[random.Next(sendouts.Count)].Id);
    }

    private async Task ResumeAsync()
    {
        foreach (var sendout in sendouts)
            await Road.ChangeAsync(SendoutState.Paused, SendoutState.Sending, sendout.Id);
    }

    private async Task ClaimAsync()
    {
        foreach (var sendout in sendouts)
        {
            foreach (var chunk in await Road.Store.Dispatch.ClaimAsync(Storage.Road.Node, sendout.Id, [Storage.Road.Route], 2, clock, None))
                claimed.Add(chunk.Key, [.. Enumerable.Range(0, chunk.Leads)]);
        }
    }

    /// <summary>Answers some leads and brings late evidence; now and then the commit is repeated, as when its answer got lost.</summary>
    private async Task FlushAsync()
    {
        var steps = new List<Step>();
        var done = new List<ChunkKey>();
        foreach (var key in claimed.Keys.ToList())
        {
            foreach (var lead in claimed[key].Where(_ => random.Next(3) == 0).ToList())
                Answer(steps, chunks[key], lead);
            if (claimed[key].Count == 0)
                done.Add(key);
        }
        for (var i = unknown.Count - 1; i >= 0; i--)
        {
            if (random.Next(4) == 0)
                BringEvidence(steps, i);
        }
        if (steps.Count > 0)
            await CommitAsync(steps, done);
        foreach (var key in done)
            claimed.Remove(key);
    }

    private void Answer(List<Step> steps, PlannedChunk chunk, int lead)
    {
        claimed[chunk.Key].Remove(lead);
        // The first of two parts says nothing of the lead yet.
        if (chunk.MaxParts == 2 && random.Next(2) == 0)
        {
            steps.Add(new(chunk, lead, EntryState.Accepted));
            Earn(chunk);
        }
        switch (random.Next(4))
        {
            case 0:
                steps.Add(Step.Rejected(chunk, lead));
                break;
            case 1:
                steps.Add(Step.Unknown(chunk, lead));
                unknown.Add((chunk, lead));
                break;
            default:
                steps.Add(Step.Accepted(chunk, lead));
                Earn(chunk);
                break;
        }
    }

    private void BringEvidence(List<Step> steps, int index)
    {
        var (chunk, lead) = unknown[index];
        // Unknown in this very flush counts as well, but evidence comes after it.
        var isAccepted = random.Next(2) == 0;
        steps.Add(Step.Late(chunk, lead, isAccepted));
        unknown.RemoveAt(index);
        if (isAccepted)
            Earn(chunk);
    }

    private void Earn(PlannedChunk chunk)
    {
        Earned += chunk.PriceMicros;
        Accepted++;
    }

    private async Task CommitAsync(List<Step> steps, List<ChunkKey> done)
    {
        var flush = NewFlush(++flushNo, [.. steps]) with { Done = done, At = clock };
        Assert.True(await Road.Store.Dispatch.CommitFlushAsync(flush, None));
        if (random.Next(3) == 0)
            Assert.False(await Road.Store.Dispatch.CommitFlushAsync(flush, None));
    }

    private async Task ReleaseAsync()
    {
        if (claimed.Count == 0)
            return;
        var key = claimed.Keys.ElementAt(random.Next(claimed.Count));
        if (claimed[key].Count < chunks[key].Leads)
            return;
        await Road.Store.Dispatch.ReleaseAsync(Storage.Road.Node, [new(key, claimed[key].Count)], clock, None);
        claimed.Remove(key);
    }

    /// <summary>The process ends and another takes over: of what was claimed nobody knows whether it went on the wire.</summary>
    private async Task DieAsync()
    {
        var steps = claimed.SelectMany(chunk => chunk.Value.Select(lead => Step.Unknown(chunks[chunk.Key], lead))).ToList();
        unknown.AddRange(steps.Select(step => (step.Chunk, step.Lead)));
        if (steps.Count > 0)
            await CommitAsync(steps, [.. claimed.Keys]);
        claimed.Clear();
    }

    private async Task SweepAsync()
    {
        // What the sweep gives back is settled for good: later evidence is not the account's to pay.
        await Road.Ledger.SweepAsync(Times, clock, None);
        var unsettled = (await Road.Ledger.HoldsAsync(Storage.Road.Sender, 0, 500, None))
            .Where(entry => entry.Hold.State != HoldState.Done).Select(entry => entry.Hold.Sendout).ToHashSet();
        unknown.RemoveAll(one => !unsettled.Contains(one.Chunk.Key.Sendout));
    }
}
