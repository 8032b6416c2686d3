using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Campaigns;

public sealed class SendoutReportTests
{
    private static readonly NodeId Node = new(1);
    private static readonly CarrierId Carrier = new(1);

    [Fact]
    public async Task Each_lead_has_the_outcome_that_its_entries_tell()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 9);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var chunk = (await bench.Dispatch.ClaimAsync(Node, sendout.Id, [new RouteId(1)], 1, bench.Time.GetUtcNow(), Token)).Single().Key;
        var journal = new EntryWriter();
        Write(journal, chunk, 0, 1, 1, EntryState.Accepted);
        Write(journal, chunk, 1, 1, 1, EntryState.Accepted, EntryState.Delivered);
        Write(journal, chunk, 2, 1, 1, EntryState.Refused, EntryState.Rejected);
        Write(journal, chunk, 3, 1, 1, EntryState.Unknown);
        Write(journal, chunk, 4, 1, 2, EntryState.Accepted, EntryState.Delivered);
        Write(journal, chunk, 4, 2, 2, EntryState.Accepted);
        journal.Write(new(chunk, default, 5, 0, 0, 1, EntryState.Suppressed, (uint)SuppressionReason.Content, 0, default));
        Write(journal, chunk, 7, 1, 1, EntryState.Failed);
        Write(journal, chunk, 8, 1, 1, EntryState.Accepted, EntryState.Expired);
        await CommitAsync(bench, journal, []);

        var report = await bench.Campaign(id).ReportAsync(Owner);

        Assert.Equal(
            new()
            {
                Planned = 9,
                Open = 1,
                Accepted = 2,
                Delivered = 1,
                Undelivered = 0,
                Expired = 1,
                Unknown = 1,
                Rejected = 1,
                Failed = 1,
                Revoked = 0,
                Suppressed = 1,
                Cancelled = 0,
            },
            report.Own);
        Assert.Equal(8, report.PartsSubmitted);
        Assert.Equal([KeyValuePair.Create("content", 1L)], report.SuppressedBy);
        Assert.Null(report.Shared);
    }

    [Fact]
    public async Task Leads_without_an_outcome_share_the_end_of_their_chunk()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 300);
        var (id, sendout) = await bench.RunAsync(Owner, Spec(list));
        var chunk = (await bench.Dispatch.ClaimAsync(Node, sendout.Id, [new RouteId(1)], 1, bench.Time.GetUtcNow(), Token)).Single().Key;
        var journal = new EntryWriter();
        Write(journal, chunk, 0, 1, 1, EntryState.Accepted);
        Write(journal, chunk, 1, 1, 1, EntryState.Refused);
        await CommitAsync(bench, journal, []);

        await bench.Campaign(id).CancelAsync(Owner);
        var running = await bench.Campaign(id).ReportAsync(Owner);
        await bench.Dispatch.ReleaseAsync(Node, [new(chunk, 255)], default, Token);
        var ended = await bench.Campaign(id).ReportAsync(Owner);

        Assert.Equal((300, 1, 255, 44), (running.Own.Planned, running.Own.Accepted, running.Own.Open, running.Own.Cancelled));
        Assert.Equal((300, 1, 0, 299), (ended.Own.Planned, ended.Own.Accepted, ended.Own.Open, ended.Own.Cancelled));
    }

    [Fact]
    public async Task Entries_of_other_sendouts_and_of_earlier_ones_do_not_count()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "All", 33_600_000_000, 3);
        var (id, first) = await bench.RunAsync(Owner, Spec(list));
        var journal = new EntryWriter();
        Write(journal, new(first.Id, 0), 0, 1, 1, EntryState.Accepted);
        await CommitAsync(bench, journal, []);
        await bench.Campaign(id).CancelAsync(Owner);
        await bench.Campaign(id).StartAsync(Owner);
        await bench.Planning.DrainedAsync();
        var second = await bench.LatestAsync(id);
        Write(journal, new(first.Id, 0), 1, 1, 1, EntryState.Accepted);
        Write(journal, new(second.Id, 0), 2, 1, 1, EntryState.Rejected);
        await CommitAsync(bench, journal, []);

        var report = await bench.Campaign(id).ReportAsync(Owner);

        Assert.Equal((3, 2, 1, 0), (report.Own.Planned, report.Own.Open, report.Own.Rejected, report.Own.Accepted));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_report_is_equal_to_the_counters_and_sums_to_planned_whatever_happens(int seed)
    {
        await using var bench = await OpenAsync();
        var own = await bench.AddListAsync(Recipient, "Own", 33_600_000_000, 700);
        var shared = await bench.AddListAsync(Owner, "Shared", 33_700_000_000, 900);
        var share = await bench.ShareAsync(shared);
        var (_, sendout) = await bench.RunAsync(Recipient, Spec(own, shared));
        var random = new Random(seed);
        var claimed = await bench.Dispatch.ClaimAsync(Node, sendout.Id, [new RouteId(1)], 4, bench.Time.GetUtcNow(), Token);
        for (var round = 0; round < 20; round++)
            await RoundAsync(bench, claimed, random);
        await bench.Share(share).StopAsync(Owner, "op");

        var report = await bench.Service<SendoutReport>().FoldAsync(await bench.LatestAsync((await bench.Campaigns.ListAsync(
            (await bench.Accounts.FindAsync(Recipient, Token))!.Id, Token)).Single().PublicId), Token);
        var counters = await bench.Sendouts.CountersAsync(sendout.Id, Token);

        Assert.Equal(2, counters.Count);
        foreach (var counter in counters)
        {
            var folded = report[counter.Grant];
            Assert.Equal(counter.Planned, folded.Planned);
            Assert.Equal(counter.Planned, folded.Outcomes[Outcome.Open] + folded.Outcomes.Answered);
            for (var outcome = Outcome.Accepted; outcome <= Outcome.Cancelled; outcome++)
                Assert.Equal((outcome, counter.Outcomes[outcome]), (outcome, folded.Outcomes[outcome]));
            Assert.Equal(counter.PartsSubmitted, folded.PartsSubmitted);
        }
        Assert.True(report[new(0)].Outcomes[Outcome.Accepted] > 0);
        Assert.True(counters.Single(counter => counter.Grant.Value != 0).Outcomes[Outcome.Revoked] > 0);
    }

    private readonly Dictionary<(ChunkKey, byte), LeadState> leads = [];
    private long flushNo;

    /// <summary>A flush of random entries; the change of the counters is kept entry by entry.</summary>
    private async Task RoundAsync(ControlBench bench, IReadOnlyList<PlannedChunk> claimed, Random random)
    {
        EntryState[] states =
        [
            EntryState.Refused, EntryState.Accepted, EntryState.Accepted, EntryState.Rejected, EntryState.Failed, EntryState.Unknown,
            EntryState.Delivered, EntryState.Undelivered, EntryState.Expired, EntryState.Intermediate, EntryState.Suppressed,
        ];
        var journal = new EntryWriter();
        var deltas = claimed.Select(chunk => chunk.Grant).Distinct()
            .ToDictionary(grant => grant, grant => new SendoutCounter(claimed[0].Key.Sendout, grant, 0, new(), 0));
        for (var i = 0; i < 200; i++)
        {
            var chunk = claimed[random.Next(claimed.Count)];
            var index = (byte)random.Next(chunk.Leads);
            var parts = (byte)(1 + (index % 3));
            var state = states[random.Next(states.Length)];
            var before = leads.GetValueOrDefault((chunk.Key, index));
            if (state == EntryState.Suppressed && !before.IsUntouched)
                continue;
            var whole = state == EntryState.Suppressed;
            var entry = new Entry(chunk.Key, whole ? default : Carrier, index, whole ? (byte)0 : (byte)1, whole ? (byte)0 : parts, 1, state,
                whole ? (uint)SuppressionReason.TooLong : 0, random.Next(100), default);
            journal.Write(entry);
            var after = leads[(chunk.Key, index)] = before.Fold(entry);
            var delta = deltas[chunk.Grant];
            delta.Outcomes[before.Outcome]--;
            delta.Outcomes[after.Outcome]++;
            deltas[chunk.Grant] = delta with { PartsSubmitted = delta.PartsSubmitted + after.PartsOnWire - before.PartsOnWire };
        }
        await CommitAsync(bench, journal, [.. deltas.Values]);
    }

    private async Task CommitAsync(ControlBench bench, EntryWriter journal, IReadOnlyList<SendoutCounter> deltas)
    {
        await bench.Dispatch.CommitFlushAsync(new(Node, ++flushNo, default, journal.Count, journal.Packed, deltas, []), Token);
        journal.Clear();
    }

    private static void Write(EntryWriter journal, ChunkKey chunk, byte lead, byte part, byte parts, params EntryState[] states)
    {
        foreach (var state in states)
            journal.Write(new(chunk, Carrier, lead, part, parts, 1, state, 0, 0, "id"u8));
    }
}
