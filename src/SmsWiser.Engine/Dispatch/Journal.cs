using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Metrics;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Dispatch;

/// <summary>The node's journal: gathers entries and receipts from the binds and commits them in packed flushes, self-clocked: a flush
/// starts when anything waits and none is under way. Receipts are answered after their flush. Adding is for any thread under
/// <see cref="Guard"/>.</summary>
internal sealed partial class Journal(
    IDispatchStore store, BoardTable boards, NodeId node, DispatchOptions options, TimeProvider time, ILogger<Journal> log) : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private const int MaxCommits = 8;

    private readonly Signal signal = new(time, options.Poll);
    private readonly FlushBuilder builder = new(node);
    private readonly ReceiptMatcher receipts = new(boards, options, time);
    private readonly List<(long Through, TaskCompletionSource Done)> waiters = [];
    private JournalIntake intake = new();
    private JournalIntake spare = new();
    private long added;
    private long committed;
    private long flushedAt;
    private bool urgent;
    private bool stopping;
    private int isBehind;

    /// <summary>Held while adding to <see cref="Intake"/>.</summary>
    public Lock Guard { get; } = new();

    /// <summary>What waits. Under <see cref="Guard"/> only.</summary>
    public JournalIntake Intake => intake;

    /// <summary>True while too much waits; submits pause. Any thread.</summary>
    public bool IsBehind => Volatile.Read(ref isBehind) != 0;

    /// <summary>Flushes committed. Any thread.</summary>
    public long Flushes { get; private set; }

    /// <summary>Entries taken in that state since the start. Any thread.</summary>
    public long Entries(EntryState state) => builder.Entries(state);

    /// <summary>Parts refused for good or given up, by class of the carrier's status. Any thread.</summary>
    public long Refusals(CommandStatusClass status) => builder.Refusals(status);

    /// <summary>Entries and receipts that wait for a flush. Any thread.</summary>
    public int Waiting
    {
        get
        {
            lock (Guard)
                return intake.Count;
        }
    }

    /// <summary>Receipts that matched nothing. Any thread.</summary>
    public long Orphans => receipts.Orphans;

    /// <summary>Waiting receipts, for recovery before the loop starts.</summary>
    public ReceiptMatcher Receipts => receipts;

    /// <summary>Marks the journal as behind when too much waits. Under <see cref="Guard"/>, after adding.</summary>
    public void CheckBound()
    {
        if (intake.Count >= options.UnflushedRecords)
            Volatile.Write(ref isBehind, 1);
    }

    /// <summary>Wakes the loop. Call after leaving <see cref="Guard"/>.</summary>
    public void Notify() => signal.Set();

    /// <summary>Ends the open leads of a chunk, none of which is on the wire, as revoked, cancelled or suppressed. Any thread.</summary>
    public void Withhold(ChunkBoard board, EntryState state, uint code = 0)
    {
        var now = time.GetTimestamp();
        lock (Guard)
        {
            for (var i = 0; i < board.States.Length; i++)
            {
                if (board.States[i].Outcome == Outcome.Open)
                    intake.AddLead(board, state, (byte)i, code, now);
            }
        }
        signal.Set();
    }

    /// <summary>Ends leads of which some parts went on the wire and the others cannot follow: the missing parts fail. Any thread, after a
    /// flush.</summary>
    public void GiveUpPartial(ChunkBoard board)
    {
        var now = time.GetTimestamp();
        lock (Guard)
        {
            for (var i = 0; i < board.States.Length; i++)
            {
                var state = board.States[i];
                if (state.Outcome != Outcome.Open || state.PartsOnWire == 0)
                    continue;
                for (var part = state.PartsOnWire + 1; part <= state.Parts; part++)
                    intake.Add(board, EntryState.Failed, new PartCookie(board.Ticket, (byte)i, part, state.Parts, 0, 1), 0, default, now);
            }
        }
        signal.Set();
    }

    /// <summary>Returns when everything added before the call is durable. Any thread.</summary>
    public Task FlushAsync()
    {
        TaskCompletionSource done;
        lock (Guard)
        {
            var through = added + intake.Count;
            if (through == committed)
                return Task.CompletedTask;
            done = new();
            waiters.Add((through, done));
            urgent = true;
        }
        signal.Set();
        return done.Task;
    }

    /// <summary>Commits what waits and ends the loop.</summary>
    public void Stop()
    {
        lock (Guard)
        {
            stopping = true;
            urgent = true;
        }
        signal.Set();
    }

    /// <summary>The journal loop.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            await signal.WaitAsync();
            await HoldAsync();
            var taken = Swap(out var last);
            var count = taken.Count;
            if (count > 0 || receipts.HasParked)
                await FlushAsync(taken);
            flushedAt = time.GetTimestamp();
            Complete(count);
            if (last && count == 0)
                return;
            if (last)
                signal.Set();
        }
    }

    public void Dispose() => signal.Dispose();

    private JournalIntake Swap(out bool last)
    {
        lock (Guard)
        {
            var taken = intake;
            intake = spare;
            spare = taken;
            added += taken.Count;
            last = stopping;
            urgent = stopping;
            return taken;
        }
    }

    /// <summary>Waits while input keeps coming, so that a flush is worth its commit. Receipts are not kept waiting: a carrier sends no
    /// more of them than
    /// its window before the first are answered.</summary>
    private async Task HoldAsync()
    {
        var until = flushedAt + Ticks(options.FlushHold);
        for (var seen = 0; ;)
        {
            lock (Guard)
            {
                var now = time.GetTimestamp();
                if (intake.Receipts.Count > 0)
                    until = Math.Min(until, flushedAt + Ticks(Quiet));
                if (urgent || intake.Count == seen || intake.Count >= options.FlushEntries || now >= until)
                    return;
                seen = intake.Count;
            }
            await Task.Delay(Quiet, time);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private async Task FlushAsync(JournalIntake taken)
    {
        var now = time.GetTimestamp();
        using var trace = EngineInstruments.Traces.StartActivity("flush");
        trace?.SetTag("smswiser.entries", taken.Count);
        var oldest = taken.Records.Count > 0 ? taken.Records[0].At : now;
        foreach (var record in taken.Records)
        {
            if (boards[record.Ticket] is not { } board)
                continue;
            var id = taken.Id(record.IdOffset, record.IdLength);
            var entry = new Entry(board.Key, record.Carrier, record.Index, record.Part, record.Parts, record.Attempt, record.State,
                record.Code,
                Milliseconds(record.At - now), id);
            builder.Add(board, entry);
            receipts.Learn(board, entry);
            if (builder.Octets >= options.FlushBytes)
                await CommitAsync();
        }
        foreach (var receipt in taken.Receipts)
        {
            if (receipts.Match(receipt, taken.Id(receipt.IdOffset, receipt.IdLength), out var board, out var part))
                AddReceipt(board, part, receipt.State, receipt.Carrier, receipt.Code, Milliseconds(receipt.At - now));
            if (builder.Octets >= options.FlushBytes)
                await CommitAsync();
        }
        foreach (var (board, part, parked) in receipts.MatchParked())
            AddReceipt(board, part, parked.State, parked.Carrier, parked.Code, 0);
        await CommitAsync();
        EngineInstruments.Flush.Record(time.GetElapsedTime(now).TotalSeconds);
        EngineInstruments.JournalWait.Record(time.GetElapsedTime(oldest).TotalSeconds);
        if (receipts.TakeOrphans(time.GetUtcNow()) is { Count: > 0 } orphans)
            await RetryAsync(() => store.AddOrphansAsync(orphans, default));
        receipts.Answer();
        taken.Clear();
    }

    private void AddReceipt(ChunkBoard board, PartCookie part, EntryState state, CarrierId carrier, uint code, int deltaMs) =>
        builder.Add(board, new(board.Key, carrier, part.Index, part.Part, part.Parts, 1, state, code, deltaMs, default));

    private async Task CommitAsync()
    {
        if (builder.IsEmpty)
            return;
        var flush = builder.Take(time.GetUtcNow());
        await RetryAsync(() => store.CommitFlushAsync(flush, default));
        Flushes++;
    }

    /// <summary>A flush is idempotent, so an error of the store is answered by trying again; meanwhile the intake fills and submits
    /// pause.</summary>
    private async Task RetryAsync(Func<Task> commit)
    {
        var pause = FirstRetry;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await commit();
                return;
            }
            catch (Exception error) when (tries < MaxCommits)
            {
                LogCommitFailed(error, tries);
            }
            await Task.Delay(pause, time);
            pause *= 2;
        }
    }

    private void Complete(int taken)
    {
        List<TaskCompletionSource> done = [];
        lock (Guard)
        {
            committed += taken;
            for (var i = waiters.Count - 1; i >= 0; i--)
            {
                if (waiters[i].Through > committed)
                    continue;
                done.Add(waiters[i].Done);
                waiters.RemoveAt(i);
            }
            if (intake.Count < options.UnflushedRecords / 2)
                Volatile.Write(ref isBehind, 0);
        }
        foreach (var waiter in done)
            waiter.SetResult();
    }

    private int Milliseconds(long ticks) => (int)(ticks * 1000 / time.TimestampFrequency);

    [LoggerMessage(LogLevel.Error, "Committing a flush failed at try {Tries}; trying again")]
    private partial void LogCommitFailed(Exception error, int tries);
}
