namespace SmsWiser.Smpp;

/// <summary>
/// What both sides of an SMPP session share, without any I/O: framing of received octets, the exclusive send section, the queue of
/// responses, and one single end. A pump drives it: <see cref="ReceiveSpace"/> and <see cref="Received"/> on input, <see cref="Tick"/> when
/// time has passed, <see cref="KickFromPump"/> after either, <see cref="Finish"/> once <see cref="Closing"/> is set. All members are
/// for the
/// pump's thread unless they say otherwise.
/// </summary>
public abstract class SessionCore
{
    private const int RoundsForOthers = 2;
    private const long FinishedKicks = long.MinValue / 2;

    private readonly byte[] rx;
    private readonly byte[] tx;
    private readonly ResponseQueue responses;
    private readonly int maxPduBytes;
    private readonly int maxOwed;
    private readonly long partialTicks;
    private IOctetLink? link;
    private int rxCount;
    private long partialSince;
    private int txStart;
    private int txEnd;
    private long owedIn;
    private long owedOut;
    private volatile bool paused;
    private long kicks;
    private long section;
    private long wakeAt = long.MaxValue;
    private long bytesSent;
    private long bytesPrepared;
    private Ending? ending;

    /// <summary>Allocates the two buffers of a session, once.</summary>
    private protected SessionCore(TimeProvider time, int maxPduBytes, int sendBytes, int maxOwed, TimeSpan partialPduTimeout)
    {
        Time = time;
        this.maxPduBytes = maxPduBytes;
        this.maxOwed = maxOwed;
        rx = GC.AllocateUninitializedArray<byte>(Math.Max(maxPduBytes, 64 * 1024), pinned: true);
        tx = GC.AllocateUninitializedArray<byte>(sendBytes, pinned: true);
        // One more than may be owed: the nack that ends a session with lost framing.
        responses = new ResponseQueue(maxOwed + 1);
        partialTicks = Ticks(partialPduTimeout);
    }

    /// <summary>The end of the session once it is decided, else null. Any thread.</summary>
    public SessionClose? Closing => Volatile.Read(ref ending)?.Close;

    /// <summary>
    /// Odd while the send section runs; each entry and each exit is an interlocked increment, thus a full fence. Any thread. Who flips a
    /// word that the handler checks in its fill, then reads this and waits while it is odd and unchanged, knows that no later send
    /// ignores it.
    /// </summary>
    public long SectionSequence => Interlocked.Read(ref section);

    /// <summary>Octets taken by the link so far. Any thread.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    /// <summary>
    /// Octets that sections have decided to send so far: those taken, and those of a short write that wait for room and can no longer be
    /// taken back. What a handler refuses in a later fill comes after them. Any thread.
    /// </summary>
    public long BytesPrepared => Interlocked.Read(ref bytesPrepared);

    /// <summary>Whether a short write left octets behind; the pump then waits for room and kicks. Any thread.</summary>
    public bool HasUnsent => Volatile.Read(ref txStart) != Volatile.Read(ref txEnd);

    /// <summary>When to kick next without input, as a timestamp. Any thread.</summary>
    public long WakeAt => Volatile.Read(ref wakeAt);

    /// <summary>Whether reading has stopped because too many requests of the peer are unanswered.</summary>
    public bool ReadingPaused => paused && Owed > maxOwed / 2;

    /// <summary>Whether the end is one at which the peer still gets the last words; any other resets the connection. Any thread.</summary>
    public bool IsOrderly => Volatile.Read(ref ending)?.Orderly ?? false;

    /// <summary>Whether received octets wait to be parsed because reading was paused and may go on now.</summary>
    public bool HasLeftOver => paused && !ReadingPaused;

    /// <summary>Room for received octets. Empty only while <see cref="ReadingPaused"/> and full.</summary>
    public Span<byte> ReceiveSpace => rx.AsSpan(rxCount);

    /// <summary>The clock of the session.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Timestamp of the receive being handled, or of the last one.</summary>
    protected long LastReceivedAt { get; private set; }

    /// <summary>The peer's requests whose responses have not been written yet. Any thread.</summary>
    protected long Owed => Volatile.Read(ref owedIn) - Volatile.Read(ref owedOut);

    /// <summary>Octets free behind those being prepared; send section only.</summary>
    protected Span<byte> SendSpace => tx.AsSpan(txEnd);

    /// <summary>Sets the link below; once, before anything else.</summary>
    public void Attach(IOctetLink link)
    {
        this.link = link;
        LastReceivedAt = Time.GetTimestamp();
        OnAttached(LastReceivedAt);
    }

    /// <summary>
    /// Parses what was put into <see cref="ReceiveSpace"/> and hands it to the handler as one batch.
    /// </summary>
    /// <param name="count">Octets received; 0 to take up octets left over when reading was paused.</param>
    /// <param name="now">Timestamp of the receive.</param>
    public void Received(int count, long now)
    {
        if (count > 0) LastReceivedAt = now;
        rxCount += count;
        paused = false;
        var received = rx.AsSpan(0, rxCount);
        var consumed = 0;
        while (Closing is null && !paused)
        {
            var frame = PduFramer.Next(received[consumed..], maxPduBytes, out var header);
            if (frame == PduFrame.NeedMore) break;
            if (frame == PduFrame.BadLength)
            {
                FailFraming(header);
                break;
            }

            if (!header.Command.IsResponse() && Owed >= maxOwed)
            {
                paused = true;
                break;
            }

            OnPdu(header, consumed + PduHeader.Bytes, received);
            consumed += (int)header.Length;
        }

        OnReceived(received);
        received[consumed..].CopyTo(rx);
        rxCount -= consumed;
        if (rxCount == 0 || paused) partialSince = 0;
        else if (consumed > 0 || partialSince == 0) partialSince = now;
    }

    /// <summary>Runs the timers that are due and returns the timestamp of the next one.</summary>
    public long Tick(long now)
    {
        var next = OnTick(now);
        if (partialSince == 0) return next;
        if (now - partialSince >= partialTicks)
        {
            End(SessionCloseReason.ProtocolError, null,
                $"A PDU was still incomplete after {Span(partialTicks).TotalSeconds:0.#} s: {rxCount} octets of it came.", orderly: true);
        }

        return Math.Min(next, partialSince + partialTicks);
    }

    /// <summary>
    /// Fills and sends, unless another thread does so already: then that one goes round again. Any thread. A caller that is not the pump
    /// stays for two batches at most and leaves the rest to the pump.
    /// </summary>
    public void Kick()
    {
        if (Interlocked.Increment(ref kicks) != 1) return;
        var left = Rounds(RoundsForOthers);
        if (left || HasUnsent || HasLeftOver) link?.WakeBefore(0);
        else link?.WakeBefore(WakeAt);
    }

    /// <summary>The same for the pump, which stays until nothing is left to send.</summary>
    public void KickFromPump()
    {
        if (Interlocked.Increment(ref kicks) == 1) Rounds(int.MaxValue);
    }

    /// <summary>
    /// Ends the session at once: no section starts after this; the pump sees it, resets the connection and calls <see cref="Finish"/>.
    /// Any thread, idempotent.
    /// </summary>
    /// <returns>True for the first caller, whose reason stands.</returns>
    public bool Close(SessionCloseReason reason, CommandStatus? status, string detail) => End(reason, status, detail, orderly: false);

    /// <summary>As <see cref="Close"/>, when TLS could not be begun.</summary>
    internal bool CloseByTls(TlsFault fault, string detail) =>
        End(new SessionClose(SessionCloseReason.TlsFailure, null, detail) { TlsFault = fault }, orderly: false);

    /// <summary>The link has ended below: in order when an unbind went before, else with the reason and detail given.</summary>
    public void LinkEnded(SessionCloseReason reason, string detail)
    {
        if (ExpectedEnd is { } expected) End(expected, null, "The connection was closed after unbind.", orderly: true);
        else End(reason, null, detail, orderly: false);
    }

    /// <summary>
    /// Takes the send section for good, says the last words of an orderly end, closes the socket by <paramref name="closeLink"/> and gives
    /// the handler what is left. Once, after <see cref="Closing"/> is set.
    /// </summary>
    public void Finish(Action closeLink)
    {
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref kicks, FinishedKicks, 0) != 0) spin.SpinOnce();

        OnEnding(Closing ?? throw new InvalidOperationException("A session was finished before it was closed."));
        if (IsOrderly && link is not null)
        {
            if (!HasUnsent) PrepareResponses();
            SendPrepared();
        }

        closeLink();
        OnFinished(Closing!);
    }

    /// <summary>A complete PDU; its body begins at <paramref name="body"/> of <paramref name="received"/>.</summary>
    private protected abstract void OnPdu(in PduHeader header, int body, ReadOnlySpan<byte> received);

    /// <summary>The end of one receive: hand over what was gathered.</summary>
    private protected abstract void OnReceived(ReadOnlySpan<byte> received);

    /// <summary>The link is there.</summary>
    private protected abstract void OnAttached(long now);

    /// <summary>Prepares requests in <see cref="SendSpace"/>. Send section only. Returns whether another round would send more.</summary>
    private protected abstract bool OnFill(out long wakeAt);

    /// <summary>Runs due timers, returns the next due time.</summary>
    private protected abstract long OnTick(long now);

    /// <summary>Nothing is parsed or filled any more; the last words are not said yet.</summary>
    private protected abstract void OnEnding(SessionClose close);

    /// <summary>The socket is closed.</summary>
    private protected abstract void OnFinished(SessionClose close);

    /// <summary>The reason to give when the connection ends now, if an unbind went before; else null.</summary>
    private protected abstract SessionCloseReason? ExpectedEnd { get; }

    /// <summary>
    /// Ends the session; in order means that queued responses and a FIN go out, else the connection is reset. Any thread.
    /// </summary>
    private protected bool End(SessionCloseReason reason, CommandStatus? status, string detail, bool orderly) =>
        End(new SessionClose(reason, status, detail), orderly);

    private bool End(SessionClose close, bool orderly)
    {
        var ending = new Ending(close, orderly);
        if (Interlocked.CompareExchange(ref this.ending, ending, null) is not null) return false;
        link?.WakeBefore(0);
        return true;
    }

    /// <summary>Counts requests of the peer that will be answered with <see cref="Answer"/>.</summary>
    private protected void Owe() => Volatile.Write(ref owedIn, owedIn + 1);

    /// <summary>Counts owed requests as answered by other means than the queue. Send section only.</summary>
    private protected void Settle(int count) => Volatile.Write(ref owedOut, owedOut + count);

    /// <summary>Queues answers to owed requests; they go out ahead of the next requests of ours. Any thread.</summary>
    private protected void Answer(CommandId command, CommandStatus status, ReadOnlySpan<uint> sequences) =>
        responses.Add(command, status, sequences);

    /// <summary>Makes the pump come round now. Any thread.</summary>
    private protected void WakePump() => link?.WakeBefore(0);

    /// <summary>Marks octets of <see cref="SendSpace"/> as prepared. Send section only.</summary>
    private protected void Prepared(int octets) => Volatile.Write(ref txEnd, txEnd + octets);

    /// <summary>A span of time in ticks of the clock.</summary>
    private protected long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);

    /// <summary>Ticks of the clock as a span of time.</summary>
    private protected TimeSpan Span(long ticks) => Time.GetElapsedTime(0, ticks);

    private bool Rounds(int max)
    {
        var seen = 1L;
        while (true)
        {
            while (max-- > 0 && RunSection())
            {
            }

            if (max < 0)
            {
                // Someone else's thread has done its share: the pump is woken and goes on.
                Interlocked.Exchange(ref kicks, 0);
                return true;
            }

            seen = Interlocked.Add(ref kicks, -seen);
            if (seen == 0) return false;
        }
    }

    private bool RunSection()
    {
        Interlocked.Increment(ref section);
        try
        {
            if (Closing is not null || link is null) return false;
            var more = false;
            if (!HasUnsent)
            {
                PrepareResponses();
                more = OnFill(out var wakeAt);
                Volatile.Write(ref this.wakeAt, wakeAt);
            }

            return SendPrepared() && (more || !responses.IsEmpty);
        }
#pragma warning disable CA1031 // the edge of the section: whatever the handler threw ends this session and is reported by it
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Close(SessionCloseReason.HandlerFault, null, $"The handler failed while filling: {fault.GetType().Name}: {fault.Message}");
            return false;
        }
        finally
        {
            Interlocked.Increment(ref section);
        }
    }

    private void PrepareResponses()
    {
        Volatile.Write(ref txStart, 0);
        Volatile.Write(ref txEnd, 0);
        // Half of the buffer at most: answers never starve our own requests.
        var octets = responses.Drain(tx.AsSpan(0, tx.Length / 2), out var taken);
        Volatile.Write(ref txEnd, octets);
        Settle(taken);
    }

    private bool SendPrepared()
    {
        if (!HasUnsent) return true;
        Interlocked.Exchange(ref bytesPrepared, bytesSent + txEnd - txStart);
        var sent = link!.Send(tx.AsSpan(txStart, txEnd - txStart));
        if (sent < 0)
        {
            LinkEnded(SessionCloseReason.ConnectionLost, "The connection broke while sending.");
            return false;
        }

        Interlocked.Add(ref bytesSent, sent);
        Volatile.Write(ref txStart, txStart + sent);
        return !HasUnsent;
    }

    private void FailFraming(in PduHeader header)
    {
        Owe();
        Answer(CommandId.GenericNack, CommandStatus.InvalidCommandLength, [header.Sequence]);
        End(
            SessionCloseReason.ProtocolError,
            null,
            $"command_length {header.Length} is outside 16..{maxPduBytes}: the framing is lost.",
            orderly: true);
    }

    private sealed record Ending(SessionClose Close, bool Orderly);
}

