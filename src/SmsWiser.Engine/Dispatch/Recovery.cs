using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Compliance;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Rebuilds at start what an earlier life of the node knew: boards and waiting message ids from the journal, and closes what that
/// life left claimed: nobody can tell whether its unanswered leads went on the wire, so they end as unknown and are not sent
/// again.</summary>
internal sealed class Recovery(
    ISendoutStore sendouts, ICampaignStore campaigns, IAccountStore accounts, IDispatchStore store, Gate gate, BoardTable boards,
    Journal journal, Dispatcher dispatcher, FrequencyCaps caps, UncountedLeads uncounted, NodeId node, TimeProvider time)
{
    private static readonly TimeSpan ReceiptAge = TimeSpan.FromHours(48);
    private const int FlushesPerRead = 64;
    private const int ChunksPerFlush = 64;

    private readonly Dictionary<SendoutId, SendoutRun> runs = [];
    private readonly Dictionary<ChunkKey, ChunkHead> heads = [];
    private readonly List<(ulong Hash, PartCookie Part)> accepted = [];
    private readonly HashSet<ulong> final = [];

    /// <summary>Leads that ended as unknown because an earlier life was cut off.</summary>
    public long Unknown { get; private set; }

    /// <summary>Runs once, before the loops start (the journal's excepted).</summary>
    public async Task RunAsync()
    {
        await caps.StartAsync();
        await dispatcher.LoadCarriersAsync();
        var active = await sendouts.ListActiveAsync(time.GetUtcNow() - ReceiptAge, default);
        var from = long.MaxValue;
        foreach (var sendout in active)
        {
            if (sendout.State is SendoutState.Planning or SendoutState.Failed || await campaigns.FindAsync(sendout.Campaign, default)
                is not { } campaign)
                continue;
            var hours = await accounts.HoursAsync(sendout.Account, default);
            var run = new SendoutRun(sendout, campaign, hours, gate.Traffic(sendout.Account, sendout.Class))
            {
                IsCancelled = sendout.State == SendoutState.Cancelled,
            };
            if (sendout.State != SendoutState.Sending)
                run.Word.Close();
            runs.Add(sendout.Id, run);
            if (sendout.State is SendoutState.Sending or SendoutState.Paused)
                dispatcher.Recover(run);
            foreach (var head in await store.ListChunksAsync(sendout.Id, default))
                heads.Add(head.Key, head);
            from = Math.Min(from, sendout.FirstFlush);
        }
        if (runs.Count == 0)
            return;
        await ReadJournalAsync(from);
        foreach (var (hash, part) in accepted)
            journal.Receipts.Recover(hash, part, used: final.Contains(part.Value));
        await CloseAbandonedAsync();
    }

    private async Task ReadJournalAsync(long after)
    {
        while (true)
        {
            var flushes = await store.ReadJournalAsync(after, FlushesPerRead, default);
            foreach (var flush in flushes)
                Fold(flush);
            if (flushes.Count < FlushesPerRead)
                return;
            after = flushes[^1].Id;
        }
    }

    private void Fold(StoredFlush flush)
    {
        var reader = new EntryReader(flush.Body.Span);
        while (reader.TryRead(out var entry))
        {
            if (Board(entry.Chunk) is not { } board)
                continue;
            ref var state = ref board.States[entry.Index];
            var before = state.Outcome;
            state = state.Fold(entry);
            if (before == Outcome.Open && state.Outcome != Outcome.Open)
            {
                board.Open--;
                if (flush.Id > caps.Flush)
                    uncounted.Add(board, entry.Index, isSent: state.IsSent, flush.At);
            }
            Learn(board, entry);
        }
    }

    private void Learn(ChunkBoard board, in Entry entry)
    {
        var no = entry.Parts > 1 ? entry.Part : (byte)1;
        var part = new PartCookie(board.Ticket, entry.Index, no, Math.Max((byte)1, entry.Parts), 0, 0);
        switch (entry.State)
        {
            case EntryState.Accepted or EntryState.LateAccepted:
                board.Authority.AddOnWire(entry.State == EntryState.Accepted ? 1 : 0);
                accepted.Add((journal.Receipts.SubmitHash(entry.Carrier, entry.MessageId), part));
                break;
            case EntryState.Rejected or EntryState.Unknown or EntryState.Refused:
                board.Authority.AddOnWire(1);
                break;
            case EntryState.Delivered or EntryState.Undelivered or EntryState.Expired:
                final.Add(part.Value);
                break;
        }
    }

    /// <summary>Closes in rounds: a flush frees the boards of what it finished for the next, and bounds what waits in memory.</summary>
    private async Task CloseAbandonedAsync()
    {
        var wasFull = true;
        while (wasFull)
        {
            wasFull = false;
            var closed = 0;
            foreach (var head in await store.ListAbandonedAsync(node, default))
            {
                if (Board(head.Key) is not { } board)
                {
                    wasFull |= boards.IsFull;
                    continue;
                }
                Close(board);
                if (++closed % ChunksPerFlush == 0)
                    await journal.FlushAsync();
            }
            await journal.FlushAsync();
            wasFull &= closed > 0;
        }
        await uncounted.CountAsync();
    }

    private void Close(ChunkBoard board)
    {
        var now = time.GetTimestamp();
        lock (journal.Guard)
        {
            for (var i = 0; i < board.States.Length; i++)
            {
                var state = board.States[i];
                if (state.Outcome != Outcome.Open)
                    continue;
                var parts = Math.Max(1, state.Parts);
                for (var part = state.PartsOnWire + 1; part <= parts; part++)
                {
                    var cookie = new PartCookie(board.Ticket, (byte)i, part, parts, 0, 1);
                    journal.Intake.Add(board, EntryState.Unknown, cookie, 0, default, now);
                }
                uncounted.Add(board, (byte)i, isSent: true, time.GetUtcNow());
                Unknown++;
            }
        }
    }

    private ChunkBoard? Board(ChunkKey key)
    {
        if (!runs.TryGetValue(key.Sendout, out var run) || !heads.TryGetValue(key, out var head))
            return null;
        if (run.Board(key.No) is { } known)
            return known;
        if (boards.IsFull)
            return null;
        var board = boards.Add(key, run, run.Totals(head.Grant), gate.Authority(head.Grant, head.Epoch), head.Leads);
        board.Charges = run.Charges(head.PriceMicros);
        run.Remember(board);
        return board;
    }
}
