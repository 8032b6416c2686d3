using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>
/// One connection of the simulated carrier: decides on each submit_sm, queues its response and its receipt, and sends both when they
/// are due.
/// Runs on the connection's pump only.
/// </summary>
internal sealed class BindScript(SmscSimulator simulator, BindTally tally, Chance chance, SmscOptions options, TimeProvider time)
    : ISmscHandler
{
    private const int MaxKeys = 1024;
    private const double BurstSeconds = 0.1;

    private readonly DueQueue<PendingResponse> _responses = new(1024);
    private readonly ulong[] _keys = new ulong[MaxKeys];
    private readonly byte[] _receiptBody = new byte[ReceiptBody.MaxBytes];
    private PendingReceipt[] _inFlight = [];
    private Stack<int> _freeSlots = new();
    private readonly DueQueue<PendingReceipt> _inbound = new(16);
    private DueQueue<PendingReceipt> _receipts = new(1);
    private SmscOptions _script = new();
    private SmscCore? _session;
    private string? _systemId;
    private bool _receives;
    private ulong _nextId;
    private int _idsLeft;
    private double _tokens;
    private long _tokensAt;
    private long _dateAt;
    private long _date;

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        var status = simulator.Accept(bind, tally, out _script, out var receipts);
        if (status != CommandStatus.Ok) return status;

        _session = session;
        tally.Session = session;
        _systemId = bind.SystemId;
        _receipts = receipts;
        _receives = bind.Type != BindType.Transmitter;
        _inFlight = new PendingReceipt[_script.ReceiptWindow];
        _freeSlots = new Stack<int>(Enumerable.Range(0, _inFlight.Length));
        _tokens = Burst;
        _tokensAt = time.GetTimestamp();
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now)
    {
        RefillTokens(now);
        var keys = 0;
        foreach (ref readonly var submit in submits)
        {
            tally.Submits++;
            if (_script.DisconnectAfter > 0 && tally.Submits > _script.DisconnectAfter)
            {
                _session!.Close(SessionCloseReason.LocalStop, null,
                    $"The script resets the connection after {_script.DisconnectAfter} submit_sm.");
                break;
            }

            var body = received.Slice(submit.BodyOffset, submit.BodyLength);
            var layout = submit.Layout;
            var from = body.Slice(layout.SourceOffset, layout.SourceLength);
            var source = tally.Source(from);
            source.Received++;
            if (source.FirstAt == 0) source.FirstAt = now;
            source.LastAt = now;

            var status = Decide();
            var dueAt = now + Ticks(_script.ResponseDelay);
            var response = new PendingResponse { Sequence = submit.SequenceNumber, Status = status, DueAt = dueAt };
            if (status == CommandStatus.Ok)
            {
                source.Accepted++;
                tally.Accepted++;
                response.MessageId = NextId();
                response.Silent = _script.DropEvery > 0 && tally.Submits % _script.DropEvery == 0;
                if (response.Silent) tally.Unanswered++;
                var to = body.Slice(layout.DestinationOffset, layout.DestinationLength);
                if (options.CountDestinations) _keys[keys++] = DestinationTable.Hash(from, to, PartNumber.Of(body, layout));
                AddReceipt(layout, from, to, response.MessageId, now);
            }

            _responses.Add(response);
        }

        simulator.CountDestinations(_keys.AsSpan(0, keys));
        tally.ReceiptsPending = _receipts.Count + _inFlight.Length - _freeSlots.Count;
    }

    public void Fill(ref SmscBatch batch)
    {
        var wakeAt = long.MaxValue;
        SendInbound(ref batch);
        if (_script.ReceiptBeforeResponse) wakeAt = SendDeliveries(ref batch, _receipts);
        wakeAt = Math.Min(wakeAt, SendResponses(ref batch));
        if (!_script.ReceiptBeforeResponse) wakeAt = Math.Min(wakeAt, SendDeliveries(ref batch, _receipts));
        tally.ReceiptsPending = _receipts.Count + _inFlight.Length - _freeSlots.Count;
        batch.WakeAt = wakeAt;
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            // A late answer belongs to a receipt that was queued again: its slot is no longer its own.
            if (outcome.Kind == SubmitOutcomeKind.Late) continue;
            var slot = (int)outcome.Cookie;
            if (outcome.Kind == SubmitOutcomeKind.Unanswered) _receipts.Add(_inFlight[slot]);
            else if (_inFlight[slot].InboundBody is not null) tally.InboundAcked += outcome.Status == CommandStatus.Ok ? 1 : 0;
            else if (outcome.Status == CommandStatus.Ok) tally.ReceiptsAcked++;
            else tally.ReceiptsRefused++;
            _freeSlots.Push(slot);
        }
    }

    public void OnClosed(SessionClose close)
    {
        for (; _inbound.Count > 0; _inbound.Remove()) _receipts.Add(_inbound.Peek());
        simulator.Closed(tally, _systemId, _receipts, close);
    }

    private double Burst => Math.Max(1, _script.ThrottleRate * BurstSeconds);

    private CommandStatus Decide()
    {
        if (_script.ThrottleRate > 0)
        {
            if (_tokens < 1)
            {
                tally.Throttled++;
                return CommandStatus.Throttled;
            }

            _tokens--;
        }

        if (!chance.Happens(_script.FailureRatio)) return CommandStatus.Ok;
        tally.Failed++;
        return _script.FailureStatus;
    }

    private void RefillTokens(long now)
    {
        _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_tokensAt, now).TotalSeconds * _script.ThrottleRate));
        _tokensAt = now;
    }

    private void AddReceipt(in MessageLayout layout, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, ulong messageId, long now)
    {
        const byte finalReceiptMask = 0x03;
        if (!_receives || (layout.RegisteredDelivery & finalReceiptMask) == 0 || !chance.Happens(_script.ReceiptRatio)) return;
        _receipts.Add(new PendingReceipt
        {
            DueAt = now + Ticks(_script.ReceiptDelay),
            MessageId = messageId,
            SubmitDate = Date(now),
            Undelivered = chance.Happens(_script.UndeliveredRatio),
            Source = AddressOctets.Of(layout.SourceTon, layout.SourceNpi, from),
            Destination = AddressOctets.Of(layout.DestinationTon, layout.DestinationNpi, to),
        });
    }

    /// <summary>Sends the responses that are due and returns when the next one is.</summary>
    private long SendResponses(ref SmscBatch batch)
    {
        Span<byte> id = stackalloc byte[ReceiptBody.MaxIdBytes];
        while (_responses.Count > 0)
        {
            ref var next = ref _responses.Peek();
            if (next.DueAt > batch.Now) return next.DueAt;
            // Too many receipts wait: the ESME must take some before it gets more messages answered.
            if (_receipts.Count >= _script.MaxPendingReceipts && batch.MayDeliver) return long.MaxValue;
            if (next.Silent)
            {
                batch.LeaveUnanswered();
            }
            else
            {
                var length = next.Status == CommandStatus.Ok ? ReceiptBody.WriteId(id, next.MessageId, options.HexMessageIds) : 0;
                if (!batch.TryRespond(next.Sequence, next.Status, id[..length])) return batch.Now;
            }

            _responses.Remove();
        }

        return long.MaxValue;
    }

    /// <summary>Takes the inbound messages that wait for this account, and sends them ahead of receipts.</summary>
    private void SendInbound(ref SmscBatch batch)
    {
        if (!batch.MayDeliver) return;
        while (simulator.TakeInbound(_systemId!) is { } body) _inbound.Add(new PendingReceipt { InboundBody = body });
        SendDeliveries(ref batch, _inbound);
    }

    /// <summary>Sends the deliveries that are due, as far as the window goes, and returns when the next one is.</summary>
    private long SendDeliveries(ref SmscBatch batch, DueQueue<PendingReceipt> queue)
    {
        if (!batch.MayDeliver) return long.MaxValue;
        while (queue.Count > 0 && _freeSlots.Count > 0)
        {
            ref var next = ref queue.Peek();
            if (next.DueAt > batch.Now) return next.DueAt;
            ReadOnlySpan<byte> body = next.InboundBody
                ?? _receiptBody.AsSpan(0, ReceiptBody.Write(_receiptBody, next, options.HexMessageIds, Date(batch.Now)));
            if (!batch.TryDeliver(body, (ulong)_freeSlots.Peek())) return long.MaxValue;
            if (next.InboundBody is null) tally.ReceiptsSent++;
            else tally.InboundSent++;
            _inFlight[_freeSlots.Pop()] = next;
            queue.Remove();
        }

        return long.MaxValue;
    }

    private ulong NextId()
    {
        if (_idsLeft == 0) _nextId = simulator.TakeIds(out _idsLeft);
        _idsLeft--;
        return _nextId++;
    }

    /// <summary>yyMMddHHmm as a number, worked out at most once a second.</summary>
    private long Date(long now)
    {
        if (_date != 0 && time.GetElapsedTime(_dateAt, now) < TimeSpan.FromSeconds(1)) return _date;
        var utc = time.GetUtcNow();
        _dateAt = now;
        return _date = ((((((((utc.Year % 100 * 100L) + utc.Month) * 100) + utc.Day) * 100) + utc.Hour) * 100) + utc.Minute);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
