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

    private readonly DueQueue<PendingResponse> responses = new(1024);
    private readonly ulong[] keys = new ulong[MaxKeys];
    private readonly byte[] receiptBody = new byte[ReceiptBody.MaxBytes];
    private PendingReceipt[] inFlight = [];
    private Stack<int> freeSlots = new();
    private readonly DueQueue<PendingReceipt> inbound = new(16);
    private DueQueue<PendingReceipt> receipts = new(1);
    private SmscOptions script = new();
    private SmscCore? session;
    private string? systemId;
    private bool receives;
    private ulong nextId;
    private int idsLeft;
    private long forwardsSeen;
    private double tokens;
    private long tokensAt;
    private long dateAt;
    private long date;

    public CommandStatus OnBind(SmscCore session, BindPdu bind)
    {
        var status = simulator.Accept(bind, tally, out script, out var receipts);
        if (status != CommandStatus.Ok) return status;

        this.session = session;
        tally.Session = session;
        systemId = bind.SystemId;
        this.receipts = receipts;
        receives = bind.Type != BindType.Transmitter;
        inFlight = new PendingReceipt[script.ReceiptWindow];
        freeSlots = new Stack<int>(Enumerable.Range(0, inFlight.Length));
        tokens = Burst;
        tokensAt = time.GetTimestamp();
        return CommandStatus.Ok;
    }

    public void OnSubmits(ReadOnlySpan<Submission> submits, ReadOnlySpan<byte> received, long now)
    {
        RefillTokens(now);
        simulator.TraceReceive(submits.Length);
        var keys = 0;
        foreach (ref readonly var submit in submits)
        {
            tally.Submits++;
            if (script.DisconnectAfter > 0 && tally.Submits > script.DisconnectAfter)
            {
                session!.Close(SessionCloseReason.LocalStop, null,
                    $"The script resets the connection after {script.DisconnectAfter} submit_sm.");
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
            var dueAt = now + Ticks(script.ResponseDelay);
            var response = new PendingResponse { Sequence = submit.SequenceNumber, Status = status, DueAt = dueAt };
            if (status == CommandStatus.Ok)
            {
                source.Accepted++;
                tally.Accepted++;
                response.MessageId = NextId();
                response.Silent = script.DropEvery > 0 && tally.Submits % script.DropEvery == 0;
                if (response.Silent) tally.Unanswered++;
                var to = body.Slice(layout.DestinationOffset, layout.DestinationLength);
                if (options.CountDestinations) this.keys[keys++] = DestinationTable.Hash(from, to, PartNumber.Of(body, layout));
                AddReceipt(layout, from, to, response.MessageId, now);
            }

            responses.Add(response);
        }

        simulator.CountDestinations(this.keys.AsSpan(0, keys));
        if (!receives && receipts.Count > 0) simulator.Forward(systemId!, receipts);
        tally.ReceiptsPending = receipts.Count + inFlight.Length - freeSlots.Count;
    }

    public void Fill(ref SmscBatch batch)
    {
        var wakeAt = long.MaxValue;
        if (receives && simulator.Forwarded is var forwards && forwards != forwardsSeen)
        {
            forwardsSeen = forwards;
            simulator.TakeForwarded(systemId!, receipts);
        }

        SendInbound(ref batch);
        if (script.ReceiptBeforeResponse) wakeAt = SendDeliveries(ref batch, receipts);
        wakeAt = Math.Min(wakeAt, SendResponses(ref batch));
        if (!script.ReceiptBeforeResponse) wakeAt = Math.Min(wakeAt, SendDeliveries(ref batch, receipts));
        tally.ReceiptsPending = receipts.Count + inFlight.Length - freeSlots.Count;
        batch.WakeAt = wakeAt;
    }

    public void OnDeliverOutcomes(ReadOnlySpan<SubmitOutcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            // A late answer belongs to a receipt that was queued again: its slot is no longer its own.
            if (outcome.Kind == SubmitOutcomeKind.Late) continue;
            var slot = (int)outcome.Cookie;
            if (outcome.Kind == SubmitOutcomeKind.Unanswered) receipts.Add(inFlight[slot]);
            else if (inFlight[slot].InboundBody is not null) tally.InboundAcked += outcome.Status == CommandStatus.Ok ? 1 : 0;
            else if (outcome.Status == CommandStatus.Ok) tally.ReceiptsAcked++;
            else tally.ReceiptsRefused++;
            freeSlots.Push(slot);
        }
    }

    public void OnClosed(SessionClose close)
    {
        for (; inbound.Count > 0; inbound.Remove()) receipts.Add(inbound.Peek());
        simulator.Closed(tally, systemId, receipts, close);
    }

    private double Burst => Math.Max(1, script.ThrottleRate * BurstSeconds);

    private CommandStatus Decide()
    {
        if (script.ThrottleRate > 0)
        {
            if (tokens < 1)
            {
                tally.Throttled++;
                return CommandStatus.Throttled;
            }

            tokens--;
        }

        if (!chance.Happens(script.FailureRatio)) return CommandStatus.Ok;
        tally.Failed++;
        return script.FailureStatus;
    }

    private void RefillTokens(long now)
    {
        tokens = Math.Min(Burst, tokens + (time.GetElapsedTime(tokensAt, now).TotalSeconds * script.ThrottleRate));
        tokensAt = now;
    }

    private void AddReceipt(in MessageLayout layout, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, ulong messageId, long now)
    {
        const byte finalReceiptMask = 0x03;
        if ((layout.RegisteredDelivery & finalReceiptMask) == 0 || !chance.Happens(script.ReceiptRatio)) return;
        receipts.Add(new PendingReceipt
        {
            DueAt = now + Ticks(script.ReceiptDelay),
            MessageId = messageId,
            SubmitDate = Date(now),
            Undelivered = chance.Happens(script.UndeliveredRatio),
            Source = AddressOctets.Of(layout.SourceTon, layout.SourceNpi, from),
            Destination = AddressOctets.Of(layout.DestinationTon, layout.DestinationNpi, to),
        });
    }

    /// <summary>Sends the responses that are due and returns when the next one is.</summary>
    private long SendResponses(ref SmscBatch batch)
    {
        Span<byte> id = stackalloc byte[ReceiptBody.MaxIdBytes];
        while (responses.Count > 0)
        {
            ref var next = ref responses.Peek();
            if (next.DueAt > batch.Now) return next.DueAt;
            // Too many receipts wait: the ESME must take some before it gets more messages answered.
            if (receipts.Count >= script.MaxPendingReceipts && batch.MayDeliver) return long.MaxValue;
            if (next.Silent)
            {
                batch.LeaveUnanswered();
            }
            else
            {
                var length = next.Status == CommandStatus.Ok ? ReceiptBody.WriteId(id, next.MessageId, options.HexMessageIds) : 0;
                if (!batch.TryRespond(next.Sequence, next.Status, id[..length])) return batch.Now;
            }

            responses.Remove();
        }

        return long.MaxValue;
    }

    /// <summary>Takes the inbound messages that wait for this account, and sends them ahead of receipts.</summary>
    private void SendInbound(ref SmscBatch batch)
    {
        if (!batch.MayDeliver) return;
        while (simulator.TakeInbound(systemId!) is { } body) inbound.Add(new PendingReceipt { InboundBody = body });
        SendDeliveries(ref batch, inbound);
    }

    /// <summary>Sends the deliveries that are due, as far as the window goes, and returns when the next one is.</summary>
    private long SendDeliveries(ref SmscBatch batch, DueQueue<PendingReceipt> queue)
    {
        if (!batch.MayDeliver) return long.MaxValue;
        while (queue.Count > 0 && freeSlots.Count > 0)
        {
            ref var next = ref queue.Peek();
            if (next.DueAt > batch.Now) return next.DueAt;
            ReadOnlySpan<byte> body = next.InboundBody
                ?? receiptBody.AsSpan(0, ReceiptBody.Write(receiptBody, next, options is { HexMessageIds: true, DecimalReceiptIds: false },
                    Date(batch.Now)));
            if (!batch.TryDeliver(body, (ulong)freeSlots.Peek())) return long.MaxValue;
            if (next.InboundBody is null) tally.ReceiptsSent++;
            else tally.InboundSent++;
            inFlight[freeSlots.Pop()] = next;
            queue.Remove();
        }

        return long.MaxValue;
    }

    private ulong NextId()
    {
        if (idsLeft == 0) nextId = simulator.TakeIds(out idsLeft);
        idsLeft--;
        return nextId++;
    }

    /// <summary>yyMMddHHmm as a number, worked out at most once a second.</summary>
    private long Date(long now)
    {
        if (date != 0 && time.GetElapsedTime(dateAt, now) < TimeSpan.FromSeconds(1)) return date;
        var utc = time.GetUtcNow();
        dateAt = now;
        return date = ((((((((utc.Year % 100 * 100L) + utc.Month) * 100) + utc.Day) * 100) + utc.Hour) * 100) + utc.Minute);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}

