using System.Numerics;

namespace SmsWiser.Smpp;

/// <summary>
/// The outstanding submit_sm (or, on the server side, deliver_sm) of one session: a ring indexed by sequence number, four times the
/// window and a power of two. The send section
/// takes slots, the pump completes and expires them; they share the ring without a lock. A number whose slot is occupied is skipped, so one
/// slow answer never blocks the window. An expired slot stays as a tombstone until its place is needed, so that a late answer finds it.
/// </summary>
internal sealed class RequestWindow
{
    private const long Free = 0;
    private const long Outstanding = 1;
    private const long Expired = 2;
    private const int StateBits = 2;
    private const long StateMask = (1 << StateBits) - 1;

    private readonly Slot[] ring;
    private readonly int mask;
    private readonly int slots;
    private uint next;
    private long sent;
    private long done;

    public RequestWindow(int slots, uint firstSequence = 1)
    {
        next = firstSequence;
        this.slots = slots;
        ring = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)slots * 4)];
        mask = ring.Length - 1;
    }

    /// <summary>Slots that may be taken now. Exact in the send section, where it can only grow.</summary>
    public int FreeSlots => slots - (int)(Volatile.Read(ref sent) - Volatile.Read(ref done));

    /// <summary>Whether nothing is outstanding.</summary>
    public bool IsEmpty => FreeSlots == slots;

    /// <summary>The next sequence number for a request that takes no slot. Send section only.</summary>
    public uint NextSequence()
    {
        while (true)
        {
            var sequence = next;
            next = sequence == PduHeader.MaxSequence ? 1 : sequence + 1;
            if ((Volatile.Read(ref SlotOf(sequence).Tag) & StateMask) != Outstanding) return sequence;
        }
    }

    /// <summary>Takes a slot and returns its sequence number. Send section only; a slot must be free.</summary>
    public uint Take(ulong cookie, long now)
    {
        var sequence = NextSequence();
        ref var slot = ref SlotOf(sequence);
        // A tombstone may be under the eyes of the pump: withdraw it before its cookie is overwritten.
        if ((slot.Tag & StateMask) == Expired) Interlocked.Exchange(ref slot.Tag, Free);
        slot.Cookie = cookie;
        slot.SentAt = now;
        Volatile.Write(ref slot.Tag, Tag(sequence, Outstanding));
        Volatile.Write(ref sent, sent + 1);
        return sequence;
    }

    /// <summary>Completes the request an answer belongs to. Pump only. False: unknown, or answered before.</summary>
    public bool TryComplete(uint sequence, long now, out ulong cookie, out SubmitOutcomeKind kind, out long roundTrip)
    {
        ref var slot = ref SlotOf(sequence);
        var tag = Volatile.Read(ref slot.Tag);
        cookie = slot.Cookie;
        roundTrip = now - slot.SentAt;
        kind = SubmitOutcomeKind.Answered;
        if (tag == Tag(sequence, Outstanding))
        {
            Volatile.Write(ref slot.Tag, Tag(sequence, Free));
            Volatile.Write(ref done, done + 1);
            return true;
        }

        kind = SubmitOutcomeKind.Late;
        var expired = Tag(sequence, Expired);
        return tag == expired && Interlocked.CompareExchange(ref slot.Tag, Tag(sequence, Free), expired) == expired;
    }

    /// <summary>
    /// Frees slots taken at or before <paramref name="sentBefore"/> and writes their outcomes. Pump only.
    /// Returns how many; as many as fit in <paramref name="outcomes"/>: call again while it comes back full.
    /// </summary>
    public int Expire(long sentBefore, long now, Span<SubmitOutcome> outcomes)
    {
        var count = 0;
        foreach (ref var slot in ring.AsSpan())
        {
            if (count == outcomes.Length) break;
            var tag = Volatile.Read(ref slot.Tag);
            if ((tag & StateMask) != Outstanding || slot.SentAt > sentBefore) continue;

            outcomes[count++] = new SubmitOutcome
            {
                Cookie = slot.Cookie,
                Kind = SubmitOutcomeKind.Unanswered,
                RoundTripTicks = now - slot.SentAt,
            };
            Volatile.Write(ref slot.Tag, (tag & ~StateMask) | Expired);
            Volatile.Write(ref done, done + 1);
        }

        return count;
    }

    /// <summary>Copies the cookies of occupied slots. Any thread; exact once the sender is quiescent.</summary>
    public int CopyOutstanding(Span<ulong> cookies)
    {
        var count = 0;
        foreach (ref var slot in ring.AsSpan())
        {
            var tag = Volatile.Read(ref slot.Tag);
            if ((tag & StateMask) != Outstanding) continue;
            if (count < cookies.Length) cookies[count] = slot.Cookie;
            count++;
        }

        return count;
    }

    /// <summary>Counts occupied slots whose cookie satisfies a condition. Any thread; exact once the sender is quiescent.</summary>
    public int Count<TState>(TState state, Func<ulong, TState, bool> condition)
    {
        var count = 0;
        foreach (ref var slot in ring.AsSpan())
        {
            var tag = Volatile.Read(ref slot.Tag);
            if ((tag & StateMask) == Outstanding && condition(slot.Cookie, state)) count++;
        }

        return count;
    }

    private static long Tag(uint sequence, long state) => ((long)sequence << StateBits) | state;

    private ref Slot SlotOf(uint sequence) => ref ring[(int)(sequence & (uint)mask)];

    private struct Slot
    {
        public long Tag;
        public ulong Cookie;
        public long SentAt;
    }
}

