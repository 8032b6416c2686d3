using System.Text;

namespace SmsWiser.Smpp;

/// <summary>
/// The ESME side of a session without sockets and threads: bind, window, responses, deliveries, timers, unbind (SMPP 3.4 §2).
/// A pump drives it as <see cref="SessionCore"/> says; <see cref="EsmeSession"/> does so on a thread and a socket.
/// </summary>
public sealed class EsmeCore : SessionCore
{
    private const int BatchSlotBytes = PduHeader.Bytes + SubmitSmBody.MaxBytes;
    private const int ControlBytes = 4096;
    private const int MostPartsTogether = 16;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(2);

    private readonly EsmeOptions options;
    private readonly IEsmeHandler handler;
    private readonly RequestWindow window;
    private readonly EsmeInbox inbox;
    private readonly LinkProbe probe;
    private volatile EsmeState state;
    private int wanted;
    private long stateSince;
    private long sweptAt;
    private long unbindSequence = -1;
    private uint peerUnbindSequence;
    private volatile bool stopping;
    private SessionCloseReason stopReason;
    private long submitted;
    private long messageAt;
    private long stoppingSince;

    /// <summary>Creates the core of one connection; it is not used again for another.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public EsmeCore(EsmeOptions options, IEsmeHandler handler, TimeProvider time)
        : base(
            time,
            options.Validated().MaxPduBytes,
            (options.MaxBatch * BatchSlotBytes) + (2 * ControlBytes),
            options.MaxUnansweredDeliveries,
            options.PartialPduTimeout)
    {
        this.options = options;
        this.handler = handler;
        window = new RequestWindow(options.WindowSlots);
        inbox = new EsmeInbox(handler, window);
        probe = new LinkProbe(Ticks(options.EnquireLinkInterval), Ticks(options.EnquireLinkTimeout));
    }

    /// <summary>What the session is at. Any thread.</summary>
    public EsmeState State => state;

    /// <summary>Responses to no request of ours, or to one answered before. Any thread.</summary>
    public long UnexpectedResponses { get; private set; }

    /// <summary>deliver_sm refused because their body could not be parsed. Any thread.</summary>
    public long MalformedDeliveries { get; private set; }

    /// <summary>Queues the responses of deliver_sm; they go out with the next kick, ahead of submits. Any thread.</summary>
    /// <exception cref="InvalidOperationException">More were answered than are owed.</exception>
    public void Respond(ReadOnlySpan<uint> sequences, CommandStatus status)
    {
        if (Closing is null) Answer(CommandId.DeliverSmResp, status, sequences);
    }

    /// <summary>Ends the session in order: no fill from now on, open responses are awaited, then unbind. Any thread, idempotent.</summary>
    public void BeginUnbind() => BeginUnbind(SessionCloseReason.LocalStop);

    /// <summary>Copies the cookies of occupied slots and returns how many there are, which may be more than fit. Any thread.</summary>
    public int CopyOutstanding(Span<ulong> cookies) => window.CopyOutstanding(cookies);

    /// <summary>Counts occupied slots whose cookie satisfies a condition. Any thread.</summary>
    public int OutstandingWhere<TState>(TState state, Func<ulong, TState, bool> condition) => window.Count(state, condition);

    /// <summary>Appends one submit_sm to the batch being filled; false when the buffer is full.</summary>
    internal bool TryAppendSubmit(ReadOnlySpan<byte> body, ulong cookie, long now)
    {
        var size = PduHeader.Bytes + body.Length;
        var space = SendSpace;
        if (size > space.Length)
        {
            if (size > BatchSlotBytes && size > (options.MaxBatch * BatchSlotBytes)) ThrowTooLong(body.Length);
            return false;
        }

        submitted++;
        var sequence = window.Take(cookie, now);
        new PduHeader((uint)size, CommandId.SubmitSm, CommandStatus.Ok, sequence).Write(space);
        body.CopyTo(space[PduHeader.Bytes..]);
        Prepared(size);
        return true;
    }

    private protected override void OnAttached(long now)
    {
        sweptAt = messageAt = now;
        Want(ControlRequests.Bind);
        Enter(EsmeState.Binding, now);
    }

    private protected override void OnPdu(in PduHeader header, int body, ReadOnlySpan<byte> received)
    {
        switch (header.Command)
        {
            case CommandId.SubmitSmResp:
            case CommandId.GenericNack:
                if (!inbox.TryAddOutcome(header, body, received, LastReceivedAt)) OnOtherAnswer(header);
                break;
            case CommandId.DeliverSm:
                Owe();
                Volatile.Write(ref messageAt, LastReceivedAt);
                if (inbox.AddDelivery(header, body, received) is var error and not CommandStatus.Ok) Refuse(header, error);
                break;
            case CommandId.EnquireLinkResp:
                break;
            case CommandId.EnquireLink:
                Owe();
                Answer(CommandId.EnquireLinkResp, CommandStatus.Ok, [header.Sequence]);
                break;
            case CommandId.BindReceiverResp or CommandId.BindTransmitterResp or CommandId.BindTransceiverResp
                when state == EsmeState.Binding:
                OnBindAnswer(header, received.Slice(body, (int)header.Length - PduHeader.Bytes));
                break;
            case CommandId.UnbindResp when header.Sequence == Volatile.Read(ref unbindSequence):
                End(stopReason, null, "We unbound and the peer confirmed.", orderly: true);
                break;
            case CommandId.Unbind:
                Owe();
                peerUnbindSequence = header.Sequence;
                if (state != EsmeState.PeerUnbinding) Enter(EsmeState.PeerUnbinding, LastReceivedAt);
                break;
            default:
                OnUnknown(header);
                break;
        }
    }

    private protected override void OnReceived(ReadOnlySpan<byte> received)
    {
        inbox.Flush(received);
        AdvanceStop(LastReceivedAt);
    }

    private protected override bool OnFill(out long wakeAt)
    {
        wakeAt = long.MaxValue;
        if (Volatile.Read(ref wanted) != 0) WriteControl((ControlRequests)Interlocked.Exchange(ref wanted, 0));
        if (state != EsmeState.Bound || stopping || options.Type == BindType.Receiver) return false;

        var left = options.MaxSubmits == 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, options.MaxSubmits - submitted);
        var free = Math.Min(left, window.FreeSlots);
        if (free <= 0) return false;
        var batch = new SubmitBatch(this, free, Math.Min(free, options.MaxBatch), Time.GetTimestamp());
        handler.FillSubmits(ref batch);
        wakeAt = batch.WakeAt;
        if (batch.Count > 0) Volatile.Write(ref messageAt, batch.Now);
        // The parts of one message go together: too few slots for one end the session as none do.
        var isSpent = left == batch.Count || (left < MostPartsTogether && batch.Count == 0 && wakeAt != long.MaxValue);
        if (isSpent) BeginUnbind(SessionCloseReason.Renewal);
        return batch.Full && batch.Count > 0 && !isSpent;
    }

    private protected override long OnTick(long now)
    {
        var next = now + Ticks(SweepInterval);
        if (now - sweptAt >= Math.Min(Ticks(SweepInterval), Ticks(options.ResponseTimeout)))
        {
            sweptAt = now;
            inbox.Expire(now - Ticks(options.ResponseTimeout), now);
        }

        next = Math.Min(next, sweptAt + Ticks(options.ResponseTimeout));
        AdvanceStop(now);
        if (options.InactivityTimeout > TimeSpan.Zero && state == EsmeState.Bound && !stopping)
        {
            var quietUntil = Volatile.Read(ref messageAt) + Ticks(options.InactivityTimeout);
            if (now >= quietUntil) BeginUnbind(SessionCloseReason.Inactivity);
            else next = Math.Min(next, quietUntil);
        }

        return Math.Min(next, state switch
        {
            EsmeState.Binding => Deadline(now, options.BindTimeout, SessionCloseReason.BindTimeout, "No bind response came in time."),
            EsmeState.Unbinding => Deadline(now, options.UnbindTimeout, stopReason, "Our unbind was not confirmed."),
            EsmeState.PeerUnbinding => Deadline(now, Stragglers, SessionCloseReason.PeerUnbind, "The peer unbound."),
            _ => EnquireIfSilent(now),
        });
    }

    private protected override SessionCloseReason? ExpectedEnd => state switch
    {
        EsmeState.Unbinding => stopReason,
        EsmeState.PeerUnbinding => SessionCloseReason.PeerUnbind,
        _ => null,
    };

    private protected override void OnEnding(SessionClose close) => state = EsmeState.Closed;

    private protected override void OnFinished(SessionClose close)
    {
        try
        {
            inbox.Expire(long.MaxValue, Time.GetTimestamp());
        }
        finally
        {
            // A handler that fails on its last outcomes is still told of the end, once; its exception then ends the process.
            handler.OnClosed(close);
        }
    }

    private void BeginUnbind(SessionCloseReason reason)
    {
        if (stopping) return;
        Volatile.Write(ref stoppingSince, Time.GetTimestamp());
        stopReason = reason;
        stopping = true;
        WakePump();
    }

    private void Want(ControlRequests request) => Interlocked.Or(ref wanted, (int)request);

    private void Enter(EsmeState state, long now)
    {
        stateSince = now;
        this.state = state;
    }

    /// <summary>A response or generic_nack that answers no submit_sm: one to our bind or unbind, or to nothing.</summary>
    private void OnOtherAnswer(in PduHeader header)
    {
        if (header.Command == CommandId.GenericNack && state == EsmeState.Binding)
        {
            Close(SessionCloseReason.BindRejected, header.Status, $"The bind was refused with generic_nack {Name(header.Status)}.");
        }
        else if (header.Command == CommandId.GenericNack && header.Sequence == Volatile.Read(ref unbindSequence))
        {
            End(stopReason, null, $"We unbound; the peer answered {Name(header.Status)}.", orderly: true);
        }
        else
        {
            UnexpectedResponses++;
        }
    }

    private void Refuse(in PduHeader header, CommandStatus error)
    {
        MalformedDeliveries++;
        Answer(CommandId.DeliverSmResp, error, [header.Sequence]);
    }

    private void OnBindAnswer(in PduHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Status != CommandStatus.Ok)
        {
            Close(SessionCloseReason.BindRejected, header.Status, $"The bind was refused: {Name(header.Status)}.");
            return;
        }

        var end = body.IndexOf((byte)0);
        var systemId = Encoding.Latin1.GetString(end < 0 ? body : body[..end]);
        byte? version = null;
        foreach (var tlv in new TlvReader(end < 0 ? [] : body[(end + 1)..]))
        {
            if (tlv.Tag == TlvTag.ScInterfaceVersion && tlv.Value.Length == 1) version = tlv.Value[0];
        }

        Enter(EsmeState.Bound, LastReceivedAt);
        handler.OnBound(new BindResult(systemId, version, LastReceivedAt));
    }

    private void OnUnknown(in PduHeader header)
    {
        if (header.Command.IsResponse())
        {
            UnexpectedResponses++;
            return;
        }

        // A known request that makes no sense from a message centre gets its own response, an unknown one generic_nack.
        if (header.Command is CommandId.Outbind or CommandId.AlertNotification) return;
        Owe();
        var response = header.Command.IsKnownRequest() ? header.Command.Response() : CommandId.GenericNack;
        Answer(response, CommandStatus.InvalidCommandId, [header.Sequence]);
    }

    private void AdvanceStop(long now)
    {
        if (state == EsmeState.PeerUnbinding)
        {
            // The unbind itself is owed; everything else owed goes first.
            if (Owed == 1 && peerUnbindSequence != 0)
            {
                Answer(CommandId.UnbindResp, CommandStatus.Ok, [peerUnbindSequence]);
                peerUnbindSequence = 0;
            }
            else if (window.IsEmpty && Owed == 0)
            {
                End(SessionCloseReason.PeerUnbind, null, "The peer unbound.", orderly: true);
            }

            return;
        }

        if (!stopping || state is EsmeState.Unbinding or EsmeState.Closed) return;
        if (state != EsmeState.Bound)
        {
            Close(SessionCloseReason.LocalStop, null, "We stopped before the bind was accepted.");
            return;
        }

        var drained = window.IsEmpty && Owed == 0;
        if (!drained && now - Volatile.Read(ref stoppingSince) < Ticks(options.UnbindTimeout)) return;
        Want(ControlRequests.Unbind);
        Enter(EsmeState.Unbinding, now);
    }

    private long EnquireIfSilent(long now)
    {
        // Silence is our own doing while reading is paused.
        if (ReadingPaused) return now + Ticks(options.EnquireLinkInterval);
        var due = probe.Due(LastReceivedAt);
        if (now < due) return due;
        if (probe.TrySend(now))
        {
            Want(ControlRequests.EnquireLink);
            return probe.Due(LastReceivedAt);
        }

        var silence = Span(now - LastReceivedAt).TotalSeconds;
        Close(SessionCloseReason.EnquireLinkTimeout, null, $"Nothing came for {silence:0.#} s, after {probe.Sent} enquire_link.");
        return long.MaxValue;
    }

    private long Deadline(long now, TimeSpan allowed, SessionCloseReason reason, string detail)
    {
        var due = stateSince + Ticks(allowed);
        if (now >= due) End(reason, null, detail, orderly: true);
        return due;
    }

    /// <summary>Writes bind, enquire_link and unbind; they take no slot and go ahead of submits. Send section only.</summary>
    private void WriteControl(ControlRequests wanted)
    {
        if (wanted.HasFlag(ControlRequests.Bind)) Prepared(BindRequest.Write(options, window.NextSequence(), SendSpace));
        if (wanted.HasFlag(ControlRequests.EnquireLink)) WriteHeader(CommandId.EnquireLink, window.NextSequence());
        if (!wanted.HasFlag(ControlRequests.Unbind)) return;
        var sequence = window.NextSequence();
        Volatile.Write(ref unbindSequence, sequence);
        WriteHeader(CommandId.Unbind, sequence);
    }

    private void WriteHeader(CommandId command, uint sequence)
    {
        new PduHeader(PduHeader.Bytes, command, CommandStatus.Ok, sequence).Write(SendSpace);
        Prepared(PduHeader.Bytes);
    }

    private static string Name(CommandStatus status) => $"{status} (0x{(uint)status:X})";

    private void ThrowTooLong(int length) => throw new ArgumentException(
        $"A submit_sm body of {length} octets never fits a batch of {options.MaxBatch}; raise {nameof(EsmeOptions.MaxBatch)}.",
            nameof(length));
}

