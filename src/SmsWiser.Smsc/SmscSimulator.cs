using System.Net;
using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>
/// A simulated carrier: a message centre that listens on TCP, accepts or refuses messages by its script, sends receipts, and counts what it
/// saw. For demonstrations, tests and load. Members are for any thread.
/// </summary>
public sealed class SmscSimulator : IAsyncDisposable
{
    private const ulong IdsPerSecond = 1_000_000;
    private const int IdBlock = 1024;
    private const int MaxConnections = 4096;
    private const int MaxFaults = 16;

    private readonly SmscOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly List<BindTally> live = [];
    private readonly List<SessionClose> faults = [];
    private readonly BindTally closed = new();
    private readonly Dictionary<string, DueQueue<PendingReceipt>> waiting = [];
    private readonly InboundQueue inbound = new();
    private readonly Lock destinationsGate = new();
    private readonly DestinationTable? destinations;
    private readonly Lock traceGate = new();
    private readonly List<SubmitTrace> trace = [];
    private SmscListener? listener;
    private ulong nextId;
    private int connections;
    private int traced;
    private long forwarded;

    private SmscSimulator(SmscOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        nextId = options.FirstMessageId > 0 ? options.FirstMessageId : (ulong)time.GetUtcNow().ToUnixTimeSeconds() * IdsPerSecond;
        destinations = options.CountDestinations ? new DestinationTable() : null;
    }

    /// <summary>The TCP port listened on.</summary>
    public int Port => listener?.Port ?? 0;

    /// <summary>Opens the port and begins.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be listened on, as when the port is in use.</exception>
    public static SmscSimulator Start(SmscOptions options, TimeProvider time)
    {
        options.Validate();
        var simulator = new SmscSimulator(options, time);
        var session = new SmscSessionOptions { SystemId = "SmsWiser", DeliveryWindowSlots = options.ReceiptWindow, Tls = options.Tls };
        simulator.listener = SmscListener.Start(
            new IPEndPoint(options.Address, options.Port), session, MaxConnections, simulator.OpenBind, time);
        return simulator;
    }

    /// <summary>What was seen so far.</summary>
    public SmscCounters Snapshot()
    {
        var (duplicates, distinct) = (0L, 0L);
        if (destinations is not null)
        {
            lock (destinationsGate) (duplicates, distinct) = (destinations.Duplicates, destinations.Distinct);
        }

        lock (gate)
        {
            long Sum(Func<BindTally, long> value) => value(closed) + live.Sum(value);
            return new SmscCounters(
                Sum(t => t.Bound),
                Sum(t => t.BindsAccepted),
                Sum(t => t.Submits),
                Sum(t => t.Accepted),
                Sum(t => t.Throttled),
                Sum(t => t.Failed),
                Sum(t => t.Unanswered),
                Sum(t => t.ReceiptsSent),
                Sum(t => t.ReceiptsAcked),
                Sum(t => t.ReceiptsRefused),
                live.Sum(t => t.ReceiptsPending) + waiting.Values.Sum(queue => (long)queue.Count),
                Sum(t => t.InboundSent),
                Sum(t => t.InboundAcked),
                duplicates,
                distinct);
        }
    }

    /// <summary>What came from one source address so far; zeros if nothing did.</summary>
    public SourceCounters Source(string sourceAddress)
    {
        var sum = new SourceTally([]);
        lock (gate)
        {
            foreach (var tally in live.Append(closed))
            {
                if (tally.Find(sourceAddress) is { } found) sum.Fold(found);
            }
        }

        return new SourceCounters(sum.Received, sum.Accepted, sum.FirstAt, sum.LastAt);
    }

    /// <summary>Receives kept so far, in the order in which they were noted; see <see cref="SmscOptions.TraceSubmits"/>.</summary>
    public IReadOnlyList<SubmitTrace> Trace
    {
        get
        {
            lock (traceGate) return [.. trace];
        }
    }

    /// <summary>
    /// Hands a mobile-originated message to an account: over one of its binds that receives, now or when there is one.
    /// </summary>
    /// <param name="systemId">The account; null for whichever bind takes it first.</param>
    /// <param name="sms">The message.</param>
    /// <exception cref="ArgumentException">A field does not fit a deliver_sm.</exception>
    /// <exception cref="InvalidOperationException">10,000 wait already.</exception>
    public void SendInbound(string? systemId, InboundSms sms)
    {
        inbound.Add(systemId, sms.Body());
        lock (gate)
        {
            foreach (var tally in live) tally.Session?.Wake();
        }
    }

    /// <summary>Sessions that ended by a fault of the simulator itself, the first sixteen: empty unless it has a bug.</summary>
    public IReadOnlyList<SessionClose> Faults
    {
        get
        {
            lock (gate) return [.. faults];
        }
    }

    /// <summary>Unbinds all sessions, closes the port, and returns when all is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (listener is not null) await listener.DisposeAsync();
    }

    /// <summary>Decides on a bind, and opens it.</summary>
    internal CommandStatus Accept(BindPdu bind, BindTally tally, out SmscOptions script, out DueQueue<PendingReceipt> receipts)
    {
        script = options.BySystemId.GetValueOrDefault(bind.SystemId, options);
        receipts = new DueQueue<PendingReceipt>(IdBlock);
        if (options.SystemId is { } systemId && systemId != bind.SystemId) return CommandStatus.InvalidSystemId;
        if (options.Password is { } password && password != bind.Password) return CommandStatus.InvalidPassword;
        lock (gate)
        {
            if (options.MaxBinds > 0 && live.Sum(t => t.Bound) >= options.MaxBinds) return CommandStatus.AlreadyBound;
            tally.Bound = 1;
            tally.BindsAccepted = 1;
            if (bind.Type != BindType.Transmitter && waiting.Remove(bind.SystemId, out var left)) receipts = left;
        }

        return CommandStatus.Ok;
    }

    /// <summary>
    /// Takes over the counts of a closed connection and the receipts that it could not send; the account's next bind gets them.
    /// </summary>
    internal void Closed(BindTally tally, string? systemId, DueQueue<PendingReceipt> left, SessionClose close)
    {
        lock (gate)
        {
            if (close.Reason == SessionCloseReason.HandlerFault && faults.Count < MaxFaults) faults.Add(close);
            live.Remove(tally);
            closed.Fold(tally);
            if (systemId is null || left.Count == 0) return;
            if (!waiting.TryAdd(systemId, left)) Append(waiting[systemId], left);
        }

        void Append(DueQueue<PendingReceipt> to, DueQueue<PendingReceipt> from)
        {
            for (; from.Count > 0 && to.Count < options.MaxPendingReceipts; from.Remove()) to.Add(from.Peek());
        }
    }

    /// <summary>Hands the receipts of an account's transmitter to its next receiver; they come out of the queue given.</summary>
    internal void Forward(string systemId, DueQueue<PendingReceipt> receipts)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(systemId, out var queue)) waiting.Add(systemId, queue = new DueQueue<PendingReceipt>(IdBlock));
            for (; receipts.Count > 0 && queue.Count < options.MaxPendingReceipts; receipts.Remove()) queue.Add(receipts.Peek());
            Volatile.Write(ref forwarded, forwarded + 1);
            foreach (var tally in live) tally.Session?.Wake();
        }
    }

    /// <summary>How often receipts were forwarded: a receiver looks for some when it is another than it knew.</summary>
    internal long Forwarded => Volatile.Read(ref forwarded);

    /// <summary>Moves the receipts that wait for an account.</summary>
    internal void TakeForwarded(string systemId, DueQueue<PendingReceipt> into)
    {
        lock (gate)
        {
            if (!waiting.Remove(systemId, out var queue)) return;
            for (; queue.Count > 0; queue.Remove()) into.Add(queue.Peek());
        }
    }

    /// <summary>The next inbound message for an account, or null.</summary>
    internal byte[]? TakeInbound(string systemId) => inbound.Take(systemId);

    /// <summary>Reserves a block of message ids and returns the first.</summary>
    internal ulong TakeIds(out int count)
    {
        count = IdBlock;
        return Interlocked.Add(ref nextId, IdBlock) - IdBlock;
    }

    /// <summary>Counts the keys of one batch, when counting is on.</summary>
    internal void CountDestinations(ReadOnlySpan<ulong> keys)
    {
        if (destinations is null || keys.IsEmpty) return;
        lock (destinationsGate)
        {
            foreach (var key in keys) destinations.Add(key);
        }
    }

    /// <summary>Keeps when a batch came, when tracing is on and has room. It reads the clock itself: the pump reads it before it receives,
    /// and so at times before the octets were sent.</summary>
    internal void TraceReceive(int submits)
    {
        if (options.TraceSubmits == 0 || submits == 0) return;
        lock (traceGate)
        {
            var kept = Math.Min(submits, options.TraceSubmits - traced);
            if (kept <= 0) return;
            traced += kept;
            trace.Add(new SubmitTrace(time.GetTimestamp(), kept));
        }
    }

    private ISmscHandler OpenBind()
    {
        var tally = new BindTally();
        lock (gate) live.Add(tally);
        var seed = Chance.Mix((ulong)(uint)options.Seed + ((ulong)Interlocked.Increment(ref connections) << 32));
        return new BindScript(this, tally, new Chance(seed), options, time);
    }
}

