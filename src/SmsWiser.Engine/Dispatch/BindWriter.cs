using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Feeds one bind: hands prepared parts to its session under gate, window and rate, and takes what comes back to the journal. It
/// outlives sessions; the bind's grain gives it a new one after each loss. The lock is held for a fill or for the answers of one receive,
/// never across I/O.</summary>
internal sealed class BindWriter(
    CarrierId carrier, string name, AccountRate account, Gate gate, BoardTable boards, Journal journal, InboundIntake inbound,
    DispatchOptions options, TimeProvider time) : IEsmeHandler
{
    private readonly Lock work = new();
    private readonly List<PreparedChunk> feed = [];
    private readonly List<PreparedChunk> returned = [];
    private readonly List<byte> unsent = [];
    private readonly DeliveryReader deliveries = new(carrier, journal, inbound, time);
    private readonly RefusalCircuit circuit = new();
    private readonly long retryTicks = (long)(options.RetryDelay.TotalSeconds * time.TimestampFrequency);
    private readonly long quantumTicks = time.TimestampFrequency / 200;
    private readonly long idleTicks = 5 * time.TimestampFrequency;
    private EsmeSession? session;
    private SessionClose? lastClose;
    private TaskCompletionSource? decided;
    private TaskCompletionSource? answered;
    private int untaken;
    private int backlog;
    private int neededParts;
    private long activeAt;
    private bool isBound;
    private bool isHeld;
    private bool hasDropped;

    public CarrierId Carrier { get; } = carrier;

    /// <summary><c>carrier/number</c>.</summary>
    public string Name { get; } = name;

    public BindRate Rate { get; } = new(time.TimestampFrequency, account);

    /// <summary>Wakes the bind's grain: the session came up or ended, the carrier throttles, or there is work after a rest.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>What the carrier means by statuses that it uses in its own way. Replaced as a whole; any thread.</summary>
    public IReadOnlyDictionary<CommandStatus, ErrorMeaning> Errors { get; set; } = CarrierProfile.Default.Errors;

    /// <summary>How long its submit_sm took to be answered.</summary>
    public RoundTrips RoundTrips { get; } = new();

    public int WindowSlots { get; private set; } = 1;

    /// <summary>Parts handed to the socket.</summary>
    public long Submitted { get; private set; }

    /// <summary>Wakes the dispatcher: there is room, or something came back.</summary>
    public Action Wanting { get; set; } = static () => { };

    public bool IsBound => Volatile.Read(ref isBound);

    /// <summary>Whether chunks may be fed: bound, and not about to unbind.</summary>
    public bool TakesWork => IsBound && !Volatile.Read(ref isHeld);

    public SessionClose? LastClose => Volatile.Read(ref lastClose);

    public EsmeSession? Session => Volatile.Read(ref session);

    /// <summary>Parts prepared and not yet written.</summary>
    public int Backlog => Volatile.Read(ref backlog);

    /// <summary>True when nothing has waited here for 5 s.</summary>
    public bool IsIdle(long now) => Backlog == 0 && now - Volatile.Read(ref activeAt) > idleTicks;

    /// <summary>Takes a new session, not yet started; it begins at the floor of its rate.</summary>
    public void Attach(EsmeSession fresh, int windowSlots)
    {
        lock (work)
        {
            WindowSlots = windowSlots;
            lastClose = null;
            session = fresh;
            isHeld = false;
            untaken = 0;
            activeAt = time.GetTimestamp();
            Rate.Restart(activeAt);
        }
        deliveries.Session = fresh;
    }

    /// <summary>Takes a grant of a division of the account's rate; it is in force when this returns.</summary>
    public void GrantRate(long version, int ratePerSecond, int accountRatePerSecond)
    {
        lock (work)
        {
            var now = time.GetTimestamp();
            account.Grant(version, accountRatePerSecond, now);
            Rate.Grant(version, ratePerSecond, now);
        }
        Session?.Kick();
    }

    /// <summary>Once a second: lets a slowed rate recover.</summary>
    public void Recover()
    {
        lock (work)
            Rate.Recover(time.GetTimestamp());
    }

    /// <summary>Returns when the session is bound or closed.</summary>
    public Task UntilDecidedAsync()
    {
        lock (work)
        {
            if (isBound || lastClose is not null)
                return Task.CompletedTask;
            decided ??= new();
            return decided.Task;
        }
    }

    /// <summary>Begins the orderly end of the session: nothing more is filled, answers are awaited, then unbind.</summary>
    public void Unbind()
    {
        Hold();
        Session?.BeginUnbind();
    }

    /// <summary>Returns when the session is closed.</summary>
    public async Task UntilClosedAsync()
    {
        while (IsBound)
            await NextAnswersAsync();
    }

    /// <summary>Hands over a prepared chunk; false when the bind is not up.</summary>
    public bool Feed(PreparedChunk chunk)
    {
        bool wasIdle;
        lock (work)
        {
            if (!isBound || isHeld)
                return false;
            wasIdle = IsIdle(time.GetTimestamp());
            chunk.CheckedAt = -1;
            feed.Add(chunk);
            backlog += chunk.Remaining;
            if (!MayFill(chunk))
                TakeOut(feed.Count - 1);
        }
        Session?.Kick();
        if (wasIdle)
            Changed();
        return true;
    }

    /// <summary>Nothing more is filled, for an orderly stop.</summary>
    public void Hold()
    {
        lock (work)
            isHeld = true;
    }

    /// <summary>Takes out what is done with here: settled chunks, held-back ones, and (when the bind is down or held) everything unsent.
    /// None of it has a part in flight.</summary>
    public void TakeReturned(List<PreparedChunk> into)
    {
        lock (work)
        {
            if (!isBound || isHeld)
            {
                for (var i = feed.Count - 1; i >= 0; i--)
                    TakeOut(i);
            }
            into.AddRange(returned);
            returned.Clear();
        }
    }

    /// <summary>Pulls out every chunk that no longer passes the gate; leads of stopped shares and cancelled sendouts are journalled as
    /// withheld.</summary>
    public void Sweep()
    {
        lock (work)
        {
            for (var i = feed.Count - 1; i >= 0; i--)
            {
                if (!MayFill(feed[i]))
                    TakeOut(i);
            }
        }
        journal.Notify();
        Wanting();
    }

    /// <summary>Completes with the next answers, or when the session ends.</summary>
    public Task NextAnswersAsync()
    {
        lock (work)
        {
            if (!isBound)
                return Task.CompletedTask;
            answered ??= new();
            return answered.Task;
        }
    }

    /// <summary>Completes when every answer that has left the window is in the journal's intake: a slot is free before its answer is taken
    /// here.</summary>
    public Task UntilTakenAsync()
    {
        lock (work)
        {
            if (!isBound || untaken <= InFlight(0, static (_, _) => true))
                return Task.CompletedTask;
            answered ??= new();
            return answered.Task;
        }
    }

    /// <summary>Parts of one authority or sendout in the window now.</summary>
    public int InFlight<TState>(TState state, Func<ChunkBoard, TState, bool> condition) =>
        Session?.OutstandingWhere((boards, state, condition), static (cookie, s) =>
            s.boards[new PartCookie(cookie).Ticket] is { } board && s.condition(board, s.state)) ?? 0;

    public void OnBound(BindResult result)
    {
        TaskCompletionSource? waiter;
        lock (work)
        {
            isBound = true;
            (waiter, decided) = (decided, null);
        }
        waiter?.SetResult();
        Changed();
        Wanting();
    }

    public void FillSubmits(ref SubmitBatch batch)
    {
        lock (work)
        {
            if (isHeld)
                return;
            var wanted = feed.Count;
            if (journal.IsBehind)
            {
                batch.WakeAt = batch.Now + quantumTicks;
                return;
            }
            if (wanted > 0)
                activeAt = batch.Now;
            var budget = wanted > 0 ? Rate.Take(batch.Room, batch.Now) : 0;
            var sent = 0;
            neededParts = 1;
            for (var i = 0; i < feed.Count;)
            {
                if (batch.Now >= feed[i].ClosesAt || !MayFill(feed[i]))
                {
                    TakeOut(i);
                    continue;
                }
                sent += FillFrom(feed[i], budget - sent, ref batch);
                if (feed[i].HasWork)
                {
                    if (sent >= budget || batch.Room == 0 || feed[i].Cursor < feed[i].Parts.Count)
                        break;
                    i++;
                    continue;
                }
                feed.RemoveAt(i);
            }
            Rate.Spend(sent);
            Submitted += sent;
            untaken += sent;
            backlog -= sent;
            if (feed.Count > 0)
                batch.WakeAt = NextWake(batch.Now);
            if (feed.Count == wanted && !hasDropped)
                return;
            hasDropped = false;
        }
        journal.Notify();
        Wanting();
    }

    public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received)
    {
        var now = time.GetTimestamp();
        TaskCompletionSource? waiter;
        bool wants, isThrottled;
        lock (work)
        {
            var throttled = Rate.Throttled;
            lock (journal.Guard)
            {
                foreach (ref readonly var outcome in outcomes)
                    Take(outcome, received, now);
                journal.CheckBound();
            }
            wants = returned.Count > 0;
            isThrottled = Rate.Throttled != throttled;
            (waiter, answered) = (answered, null);
        }
        RoundTrips.Publish(Name, time);
        journal.Notify();
        waiter?.SetResult();
        if (isThrottled)
            Changed();
        if (wants)
            Wanting();
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> received, ReadOnlySpan<byte> octets) => deliveries.Take(received, octets);

    public void OnClosed(SessionClose close)
    {
        TaskCompletionSource? bind;
        TaskCompletionSource? answers;
        lock (work)
        {
            isBound = false;
            lastClose = close;
            (bind, decided) = (decided, null);
            (answers, answered) = (answered, null);
        }
        bind?.SetResult();
        answers?.SetResult();
        Changed();
        Wanting();
    }

    private int FillFrom(PreparedChunk chunk, int budget, ref SubmitBatch batch)
    {
        var sent = 0;
        while (sent < budget && chunk.Next(batch.Now) is { } next)
        {
            var part = chunk.Parts[next.Item];
            if (part.Part == 1 && part.Parts > 1 && next.IsFirst && budget - sent < part.Parts && CanFitWhole(part.Parts))
            {
                neededParts = part.Parts;
                break;
            }
            var cookie = new PartCookie(chunk.Board.Ticket, part.Index, part.Part, part.Parts, next.Item, next.Attempt);
            if (!batch.TryAdd(chunk.Body(part), cookie.Value))
                break;
            chunk.Take(next);
            sent++;
        }
        if (sent > 0)
            chunk.Board.Authority.AddOnWire(sent);
        return sent;
    }

    /// <summary>The parts of one SMS go in one batch where window and burst allow it at all.</summary>
    private bool CanFitWhole(int parts) => parts <= WindowSlots && parts <= Rate.Burst;

    private long NextWake(long now)
    {
        var wake = Rate.WakeAt(now, neededParts);
        if (Rate.IsPaused(now))
            return wake;
        foreach (var chunk in feed)
            wake = Math.Min(wake, Math.Max(now + 1, chunk.NextRetryAt));
        return wake;
    }

    /// <summary>True while the chunk passes the gate and something of it is left; nothing is when everybody in it has opted out.</summary>
    private bool MayFill(PreparedChunk chunk) => Passes(chunk) && chunk.HasWork;

    private bool Passes(PreparedChunk chunk)
    {
        var changes = gate.Changes;
        if (chunk.CheckedAt == changes)
            return true;
        if (!chunk.Board.Authority.Word.IsOpen || !chunk.Board.Run.Word.IsOpen || chunk.OptOutsThrough < gate.OptOuts.Floor)
            return false;
        DropOptedOut(chunk);
        chunk.CheckedAt = changes;
        return true;
    }

    private void DropOptedOut(PreparedChunk chunk)
    {
        unsent.Clear();
        var dropped = chunk.DropOptedOut(gate.OptOuts, unsent);
        if (dropped == 0)
            return;
        backlog -= dropped;
        hasDropped = true;
        AddLeads(chunk, EntryState.Suppressed, (uint)SuppressionReason.OptedOut);
    }

    /// <summary>Removes a chunk from the feed. It leaves this writer once none of its parts is in flight.</summary>
    private void TakeOut(int index)
    {
        var chunk = feed[index];
        feed.RemoveAt(index);
        backlog -= chunk.Remaining;
        if (Withholding.Reason(chunk.Board) is { } state)
            Withhold(chunk, state);
        if (chunk.Outstanding == 0)
            returned.Add(chunk);
    }

    private void Withhold(PreparedChunk chunk, EntryState state)
    {
        unsent.Clear();
        chunk.TakeUnsent(unsent);
        AddLeads(chunk, state, 0);
    }

    private void AddLeads(PreparedChunk chunk, EntryState state, uint code)
    {
        var now = time.GetTimestamp();
        lock (journal.Guard)
        {
            foreach (var lead in unsent)
                journal.Intake.AddLead(chunk.Board, state, lead, code, now);
        }
    }

    /// <summary>Journals one answer. Under both locks.</summary>
    private void Take(in SubmitOutcome outcome, ReadOnlySpan<byte> received, long now)
    {
        var part = new PartCookie(outcome.Cookie);
        if (outcome.Kind != SubmitOutcomeKind.Late)
            untaken--;
        if (boards[part.Ticket] is not { } board)
            return;
        if (outcome.Kind == SubmitOutcomeKind.Answered)
            RoundTrips.Add(outcome.RoundTripTicks);
        var id = received.Slice(outcome.MessageIdOffset, outcome.MessageIdLength);
        var intake = journal.Intake;
        if (outcome.Kind == SubmitOutcomeKind.Late)
        {
            var late = outcome.Status == CommandStatus.Ok ? EntryState.LateAccepted : EntryState.LateRejected;
            intake.Add(board, late, part, (uint)outcome.Status, Carrier, now, id);
            return;
        }
        var chunk = board.Prepared!;
        chunk.Outstanding--;
        if (outcome.Kind == SubmitOutcomeKind.Unanswered)
            intake.Add(board, EntryState.Unknown, part, 0, Carrier, now);
        else if (outcome.Status == CommandStatus.Ok)
            Accept(board, part, now, id);
        else
            TakeRefusal(board, chunk, part, outcome.Status, now);
        if (chunk.Outstanding == 0 && !feed.Contains(chunk))
            returned.Add(chunk);
    }

    private void Accept(ChunkBoard board, in PartCookie part, long now, ReadOnlySpan<byte> id)
    {
        circuit.Reset();
        journal.Intake.Add(board, EntryState.Accepted, part, 0, Carrier, now, id);
    }

    private void TakeRefusal(ChunkBoard board, PreparedChunk chunk, in PartCookie part, CommandStatus status, long now)
    {
        switch (SubmitPolicy.Decide(status, part.Attempt, options.MaxAttempts, Errors))
        {
            case SubmitDecision.Throttle:
                Rate.OnThrottled(now);
                Requeue(chunk, new(part.Item, part.Attempt, 0));
                break;
            case SubmitDecision.Retry:
                journal.Intake.Add(board, EntryState.Refused, part, (uint)status, Carrier, now);
                Requeue(chunk, new(part.Item, part.Attempt + 1, now + (retryTicks << (part.Attempt - 1))));
                break;
            case SubmitDecision.GiveUp:
                journal.Intake.Add(board, EntryState.Failed, part, (uint)status, Carrier, now);
                break;
            default:
                journal.Intake.Add(board, EntryState.Rejected, part, (uint)status, Carrier, now);
                if (circuit.IsOpenedBy(status))
                    Rate.PauseLong(now);
                break;
        }
    }

    /// <summary>Puts a refused part back at the head of the bind.</summary>
    private void Requeue(PreparedChunk chunk, in PartRetry retry)
    {
        chunk.Retries.Add(retry);
        // Its person may have opted out while it was in flight.
        chunk.CheckedAt = -1;
        if (feed.Contains(chunk))
        {
            backlog++;
            return;
        }
        feed.Insert(0, chunk);
        backlog += chunk.Remaining;
    }
}
