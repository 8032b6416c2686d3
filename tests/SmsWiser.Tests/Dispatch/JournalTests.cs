using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Actors;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class JournalTests : IDisposable
{
    private static readonly CarrierId Carrier = new(3);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SeededScheduler scheduler = new(1, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly KeptFlushes store = new();
    private readonly BoardTable boards = new(64);
    private readonly Gate gate = new();
    private readonly SendoutRun run;
    private readonly Journal journal;

    public JournalTests()
    {
        var sendout = new Sendout(new(7), new(8), new(9), TrafficClass.Marketing, SendoutState.Sending, 4, 1, 0, null, default, null);
        run = new(sendout, new(new(8), "c", new(9), "Test", "Sender", "Hi", TrafficClass.Marketing, [], default), hours: null);
        journal = new(store, boards, new NodeId(1), new DispatchOptions(), scheduler, NullLogger<Journal>.Instance);
        new TurnQueue(scheduler).StartAsync(journal.RunAsync);
    }

    public void Dispose() => journal.Dispose();

    [Fact]
    public void Flushing_completes_when_what_was_added_before_is_committed()
    {
        var board = Board(leads: 2);
        Add(board, EntryState.Accepted, 0, "id-1");

        scheduler.RunUntil(journal.FlushAsync(), Second);

        Assert.Equal("7/0 i0 Accepted id-1", Assert.Single(store.Entries));
        Assert.Equal(Outcome.Accepted, board.States[0].Outcome);
        Assert.Equal(1, board.Open);
    }

    [Fact]
    public void Flushing_nothing_completes_at_once()
    {
        Assert.True(journal.FlushAsync().IsCompleted);
    }

    [Fact]
    public void Input_that_pauses_is_flushed_without_being_asked()
    {
        Add(Board(leads: 1), EntryState.Accepted, 0, "id-1");
        journal.Notify();

        scheduler.RunFor(TimeSpan.FromMilliseconds(10));

        Assert.Single(store.Entries);
    }

    [Fact]
    public void A_flush_carries_counters_and_the_chunk_it_finishes()
    {
        var board = Board(leads: 2);
        Add(board, EntryState.Accepted, 0, "id-1");
        Add(board, EntryState.Rejected, 1, "");

        scheduler.RunUntil(journal.FlushAsync(), Second);

        var flush = Assert.Single(store.Flushes);
        var counter = Assert.Single(flush.Deltas);
        Assert.Equal((1L, 1L, 2L), (counter.Outcomes[Outcome.Accepted], counter.Outcomes[Outcome.Rejected], counter.PartsSubmitted));
        Assert.Equal(board.Key, Assert.Single(flush.Done));
    }

    [Fact]
    public void A_commit_that_fails_is_tried_again_with_the_same_flush()
    {
        store.FailuresLeft = 2;
        Add(Board(leads: 1), EntryState.Accepted, 0, "id-1");

        scheduler.RunUntil(journal.FlushAsync(), Second);

        Assert.Equal([1, 1, 1], store.Tried);
        Assert.Single(store.Entries);
    }

    [Fact]
    public void Withholding_a_lead_that_was_answered_meanwhile_says_nothing()
    {
        var board = Board(leads: 2);
        Add(board, EntryState.Accepted, 0, "id-1");

        journal.Withhold(board, EntryState.Revoked);
        scheduler.RunUntil(journal.FlushAsync(), Second);

        Assert.Equal(["7/0 i0 Accepted id-1", "7/0 i1 Revoked "], store.Entries);
    }

    [Fact]
    public void Missing_parts_of_a_lead_half_on_the_wire_fail()
    {
        var board = Board(leads: 1);
        Add(board, EntryState.Accepted, 0, "id-1", part: 1, parts: 3);
        scheduler.RunUntil(journal.FlushAsync(), Second);

        journal.GiveUpPartial(board);
        scheduler.RunUntil(journal.FlushAsync(), Second);

        Assert.Equal(["7/0 i0 Accepted id-1", "7/0 i0 Failed ", "7/0 i0 Failed "], store.Entries);
        Assert.Equal(Outcome.Failed, board.States[0].Outcome);
    }

    [Fact]
    public void Too_much_unflushed_input_holds_submits_back_until_half_of_it_is_gone()
    {
        var board = Board(leads: 1);
        lock (journal.Guard)
        {
            for (var i = 0; i < 200_000; i++)
                journal.Intake.Add(board, EntryState.Refused, new PartCookie(board.Ticket, 0, 1, 1, 0, 1), 8, Carrier, 0);
            journal.CheckBound();
        }
        Assert.True(journal.IsBehind);

        scheduler.RunUntil(journal.FlushAsync(), Second);

        Assert.False(journal.IsBehind);
    }

    [Fact]
    public void Stopping_commits_what_waits()
    {
        Add(Board(leads: 1), EntryState.Accepted, 0, "id-1");

        journal.Stop();
        scheduler.RunFor(Second);

        Assert.Single(store.Entries);
    }

    private ChunkBoard Board(int leads) => boards.Add(new(run.Id, 0), run, run.Totals(default), gate.Authority(default, 0), leads);

    private void Add(ChunkBoard board, EntryState state, byte lead, string id, int part = 1, int parts = 1)
    {
        lock (journal.Guard)
        {
            journal.Intake.Add(
                board, state, new PartCookie(board.Ticket, lead, part, parts, 0, 1), 0, Carrier, scheduler.GetTimestamp(),
                    Encoding.ASCII.GetBytes(id));
        }
    }

    /// <summary>Keeps flushes, each once, as the port asks; the rest of the port is not the journal's business.</summary>
    private sealed class KeptFlushes : IDispatchStore
    {
        public List<Flush> Flushes { get; } = [];

        public List<string> Entries { get; } = [];

        public List<long> Tried { get; } = [];

        public int FailuresLeft { get; set; }

        public Task<bool> CommitFlushAsync(Flush flush, CancellationToken cancellation)
        {
            Tried.Add(flush.No);
            if (FailuresLeft-- > 0)
                throw new IOException("the disk is full");
            if (Flushes.Exists(known => known.No == flush.No))
                return Task.FromResult(false);
            Flushes.Add(flush);
            var reader = new EntryReader(flush.Body.Span);
            while (reader.TryRead(out var entry))
            {
                var id = Encoding.ASCII.GetString(entry.MessageId);
                Entries.Add($"{entry.Chunk.Sendout.Value}/{entry.Chunk.No} i{entry.Index} {entry.State} {id}");
            }
            return Task.FromResult(true);
        }

        public Task<IReadOnlyList<PlannedChunk>> ClaimAsync(
            NodeId node, SendoutId sendout, IReadOnlyList<RouteId> routes, int maxChunks, DateTimeOffset at,
            CancellationToken cancellation) =>
            throw Unexpected();

        public Task<DateTimeOffset?> FindNextDueAsync(SendoutId sendout, DateTimeOffset after, CancellationToken cancellation) =>
            throw Unexpected();

        public Task ReleaseAsync(NodeId node, IReadOnlyList<ReleasedChunk> chunks, DateTimeOffset at, CancellationToken cancellation) =>
            throw Unexpected();

        public Task<IReadOnlyList<StoredFlush>> ReadJournalAsync(long after, int maxRows, CancellationToken cancellation) =>
            throw Unexpected();

        public Task<IReadOnlyList<Withdrawal>> RevokeAsync(GrantId grant, int epoch, DateTimeOffset at, CancellationToken cancellation) =>
            throw Unexpected();

        public Task<IReadOnlyList<ChunkHead>> ListChunksAsync(SendoutId sendout, CancellationToken cancellation) => throw Unexpected();

        public Task<IReadOnlyList<ChunkHead>> ListAbandonedAsync(NodeId self, CancellationToken cancellation) => throw Unexpected();

        public Task AddOrphansAsync(IReadOnlyList<ReceiptOrphan> orphans, CancellationToken cancellation) => throw Unexpected();

        private static InvalidOperationException Unexpected() => new("the journal asked for what is not its business");
    }
}
