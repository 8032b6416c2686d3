namespace SmsWiser.Smpp;

/// <summary>
/// The message centre's side of a session without sockets and threads: bind, submissions and their responses, deliver_sm under a window,
/// unbind (SMPP 3.4 §2). A pump drives it as <see cref="SessionCore"/> says.
/// </summary>
public sealed class SmscCore : SessionCore
{
    private const int MaxSubmissions = 1024;
    private const int MaxOutcomes = 1024;
    private const byte FirstVersionWithTlvs = 0x34;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly SmscSessionOptions options;
    private readonly ISmscHandler handler;
    private readonly RequestWindow window;
    private readonly Submission[] submissions = new Submission[MaxSubmissions];
    private readonly SubmitOutcome[] outcomes = new SubmitOutcome[MaxOutcomes];
    private int submissionCount;
    private int outcomeCount;
    private byte[]? bindResponse;
    private volatile BindType type;
    private volatile bool bound;
    private volatile bool unbindWanted;
    private volatile bool unbinding;
    private bool unbindSent;
    private long unbindingSince;
    private uint? peerUnbind;
    private long openedAt;
    private long sweptAt;

    /// <summary>Creates the core of one accepted connection.</summary>
    public SmscCore(SmscSessionOptions options, ISmscHandler handler, TimeProvider time)
        : base(time, options.MaxPduBytes, options.SendBufferBytes, options.MaxUnansweredRequests, options.PartialPduTimeout)
    {
        this.options = options;
        this.handler = handler;
        window = new RequestWindow(options.DeliveryWindowSlots);
    }

    /// <summary>Whether a bind was accepted. Any thread.</summary>
    public bool IsBound => bound;

    /// <summary>Ends the session in order: no deliver_sm from now on, unbind, its response, close. Any thread, idempotent.</summary>
    public void BeginUnbind()
    {
        unbindWanted = true;
        WakePump();
    }

    /// <summary>Makes the pump come round and fill, as when there is something new to deliver. Any thread.</summary>
    public void Wake() => WakePump();

    internal bool TryAppendResponse(uint sequence, CommandStatus status, ReadOnlySpan<byte> messageId)
    {
        var size = PduHeader.Bytes + (messageId.IsEmpty && status != CommandStatus.Ok ? 0 : messageId.Length + 1);
        var space = SendSpace;
        if (size > space.Length) return false;
        new PduHeader((uint)size, CommandId.SubmitSmResp, status, sequence).Write(space);
        if (size > PduHeader.Bytes)
        {
            messageId.CopyTo(space[PduHeader.Bytes..]);
            space[size - 1] = 0;
        }

        Prepared(size);
        Settle(1);
        return true;
    }

    internal void ForgetOwed() => Settle(1);

    /// <summary>True: sent. False: no slot. Null: no room in the buffer.</summary>
    internal bool? TryAppendDelivery(ReadOnlySpan<byte> body, ulong cookie, long now)
    {
        if (window.FreeSlots <= 0) return false;
        var size = PduHeader.Bytes + body.Length;
        var space = SendSpace;
        if (size > space.Length) return null;
        new PduHeader((uint)size, CommandId.DeliverSm, CommandStatus.Ok, window.Take(cookie, now)).Write(space);
        body.CopyTo(space[PduHeader.Bytes..]);
        Prepared(size);
        return true;
    }

    private protected override void OnAttached(long now) => (openedAt, sweptAt) = (now, now);

    private protected override void OnPdu(in PduHeader header, int body, ReadOnlySpan<byte> received)
    {
        var octets = received.Slice(body, (int)header.Length - PduHeader.Bytes);
        switch (header.Command)
        {
            case CommandId.SubmitSm:
                OnSubmitSm(header, body, octets, received);
                break;
            case CommandId.DeliverSmResp:
            case CommandId.GenericNack:
                OnDeliverAnswer(header);
                break;
            case CommandId.BindReceiver:
            case CommandId.BindTransmitter:
            case CommandId.BindTransceiver:
                OnBind(header, received.Slice(body - PduHeader.Bytes, (int)header.Length));
                break;
            case CommandId.EnquireLink:
                Owe();
                Answer(CommandId.EnquireLinkResp, CommandStatus.Ok, [header.Sequence]);
                break;
            case CommandId.Unbind:
                Owe();
                peerUnbind = header.Sequence;
                Unbinding(LastReceivedAt);
                break;
            case CommandId.UnbindResp when unbinding:
                End(SessionCloseReason.LocalStop, null, "We unbound and the ESME confirmed.", orderly: true);
                break;
            default:
                if (header.Command.IsResponse()) break;
                Owe();
                var response = header.Command.IsKnownRequest() ? header.Command.Response() : CommandId.GenericNack;
                Answer(response, CommandStatus.InvalidCommandId, [header.Sequence]);
                break;
        }
    }

    private protected override void OnReceived(ReadOnlySpan<byte> received)
    {
        FlushSubmissions(received);
        FlushOutcomes();
        AdvanceStop(LastReceivedAt);
    }

    private protected override bool OnFill(out long wakeAt)
    {
        wakeAt = long.MaxValue;
        if (Interlocked.Exchange(ref this.bindResponse, null) is { } bindResponse)
        {
            bindResponse.CopyTo(SendSpace);
            Prepared(bindResponse.Length);
            Settle(1);
        }

        if (!bound) return false;
        if (unbinding && peerUnbind is null && !unbindSent)
        {
            unbindSent = true;
            new PduHeader(PduHeader.Bytes, CommandId.Unbind, CommandStatus.Ok, window.NextSequence()).Write(SendSpace);
            Prepared(PduHeader.Bytes);
        }

        var batch = new SmscBatch(this, Time.GetTimestamp(), !unbinding && type != BindType.Transmitter);
        handler.Fill(ref batch);
        wakeAt = batch.WakeAt;
        return batch.Full;
    }

    private protected override long OnTick(long now)
    {
        var sweep = Ticks(SweepInterval);
        if (now - sweptAt >= sweep)
        {
            sweptAt = now;
            ExpireSlots(now - Ticks(options.ResponseTimeout), now);
        }

        AdvanceStop(now);
        var (due, reason, detail) = (unbinding, bound) switch
        {
            (true, _) =>
                (unbindingSince + Ticks(options.UnbindTimeout), SessionCloseReason.LocalStop, "The ESME did not confirm our unbind."),
            (_, false) => (openedAt + Ticks(options.BindTimeout), SessionCloseReason.BindTimeout, "No bind came."),
            _ => (LastReceivedAt + Ticks(options.InactivityTimeout), SessionCloseReason.Inactivity, "Nothing came for too long."),
        };
        if (now >= due && !ReadingPaused) End(peerUnbind is null ? reason : SessionCloseReason.PeerUnbind, null, detail, orderly: true);
        return Math.Min(now + sweep, due);
    }

    private protected override SessionCloseReason? ExpectedEnd =>
        peerUnbind is not null ? SessionCloseReason.PeerUnbind : unbinding ? SessionCloseReason.LocalStop : null;

    private protected override void OnEnding(SessionClose close)
    {
        // Before the last words: an ESME that has our unbind_resp may bind again at once and must not count twice.
        bound = false;
        ExpireSlots(long.MaxValue, Time.GetTimestamp());
        handler.OnClosed(close);
    }

    private protected override void OnFinished(SessionClose close)
    {
    }

    private void OnSubmitSm(in PduHeader header, int offset, ReadOnlySpan<byte> body, ReadOnlySpan<byte> received)
    {
        Owe();
        var status = bound && type != BindType.Receiver ? MessageLayout.TryParse(body, out var layout) : Unfit(out layout);
        if (status == CommandStatus.Ok && !TlvsAreWhole(body[layout.TlvOffset..])) status = CommandStatus.InvalidTlvStream;
        if (status != CommandStatus.Ok)
        {
            Answer(CommandId.SubmitSmResp, status, [header.Sequence]);
            return;
        }

        submissions[submissionCount++] = new Submission
        {
            SequenceNumber = header.Sequence,
            BodyOffset = offset,
            BodyLength = body.Length,
            Layout = layout,
        };
        if (submissionCount == MaxSubmissions) FlushSubmissions(received);

        static CommandStatus Unfit(out MessageLayout none)
        {
            none = default;
            return CommandStatus.InvalidBindStatus;
        }
    }

    private static bool TlvsAreWhole(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return true;
        var reader = new TlvReader(octets);
        while (reader.MoveNext())
        {
        }

        return reader.Rest == 0;
    }

    private void OnBind(in PduHeader header, ReadOnlySpan<byte> pdu)
    {
        Owe();
        if (bound)
        {
            Answer(header.Command.Response(), CommandStatus.AlreadyBound, [header.Sequence]);
            return;
        }

        var decoded = PduCodec.Decode(pdu);
        var bind = decoded.Pdu as BindPdu;
        var status = bind is null ? decoded.Error : handler.OnBind(this, bind);
        if (bind is null || status != CommandStatus.Ok)
        {
            Answer(header.Command.Response(), status, [header.Sequence]);
            End(SessionCloseReason.BindRejected, status, $"The bind was refused: {status} (0x{(uint)status:X}).", orderly: true);
            return;
        }

        var response = new BindResponsePdu(header.Command.Response(), options.SystemId)
        {
            Tlvs = bind.InterfaceVersion >= FirstVersionWithTlvs ? [Tlv.Of(TlvTag.ScInterfaceVersion, FirstVersionWithTlvs)] : [],
        };
        bindResponse = PduCodec.Encode(response, header.Sequence, CommandStatus.Ok);
        type = bind.Type;
        bound = true;
    }

    private void OnDeliverAnswer(in PduHeader header)
    {
        if (!window.TryComplete(header.Sequence, LastReceivedAt, out var cookie, out var kind, out var roundTrip)) return;
        outcomes[outcomeCount++] = new SubmitOutcome { Cookie = cookie, Kind = kind, Status = header.Status, RoundTripTicks = roundTrip };
        if (outcomeCount == MaxOutcomes) FlushOutcomes();
    }

    private void FlushSubmissions(ReadOnlySpan<byte> received)
    {
        if (submissionCount == 0) return;
        var count = submissionCount;
        submissionCount = 0;
        handler.OnSubmits(submissions.AsSpan(0, count), received, LastReceivedAt);
    }

    private void FlushOutcomes()
    {
        if (outcomeCount == 0) return;
        var count = outcomeCount;
        outcomeCount = 0;
        handler.OnDeliverOutcomes(outcomes.AsSpan(0, count));
    }

    private void ExpireSlots(long sentBefore, long now)
    {
        if (window.IsEmpty) return;
        while ((outcomeCount = window.Expire(sentBefore, now, outcomes)) > 0) FlushOutcomes();
    }

    private void Unbinding(long now)
    {
        if (unbinding) return;
        unbindingSince = now;
        unbinding = true;
    }

    private void AdvanceStop(long now)
    {
        if (unbindWanted && !bound) End(SessionCloseReason.LocalStop, null, "The message centre stopped.", orderly: true);
        else if (unbindWanted) Unbinding(now);
        // The ESME's unbind is the last thing answered.
        if (peerUnbind is not { } sequence || Owed > 1) return;
        if (Owed == 1) Answer(CommandId.UnbindResp, CommandStatus.Ok, [sequence]);
        End(SessionCloseReason.PeerUnbind, null, "The ESME unbound.", orderly: true);
    }
}

