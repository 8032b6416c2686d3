namespace SmsWiser.Core.Dispatch;

/// <summary>The fold of a lead's entries, packed into eight octets: how many parts were accepted, refused, delivered and so on. Folding is
/// commutative, so entries may come in any order. Plain value; no thread rules.</summary>
public readonly record struct LeadState
{
    /// <summary>Parts of one SMS at most, held by the six-bit counters.</summary>
    public const int MaxParts = 63;

    private const int Bits = 6;
    private const ulong Mask = (1 << Bits) - 1;
    private const int WithheldShift = Bits * 9;

    private readonly ulong packed;

    private LeadState(ulong packed) => this.packed = packed;

    private enum Counter
    {
        Parts,
        Accepted,
        Rejected,
        Failed,
        Unknown,
        Late,
        Delivered,
        Undelivered,
        Expired,
    }

    /// <summary>True when no entry has said anything yet: nothing of this lead is known to be on the wire.</summary>
    public bool IsUntouched => packed == 0;

    /// <summary>Parts of the SMS; 0 while no entry of a part has come.</summary>
    public int Parts => Get(Counter.Parts);

    /// <summary>Parts that went on the wire and were answered, or were given up as unknown.</summary>
    public int PartsOnWire => Answered;

    /// <summary>True when a carrier took at least one part, or may have.</summary>
    public bool IsSent => Get(Counter.Accepted) + Get(Counter.Unknown) > 0;

    /// <summary>What became of the lead, as far as its entries tell.</summary>
    public Outcome Outcome
    {
        get
        {
            var withheld = packed >> WithheldShift;
            if (withheld != 0)
                return withheld switch { 1 => Outcome.Revoked, 2 => Outcome.Suppressed, _ => Outcome.Cancelled };
            var parts = Get(Counter.Parts);
            if (parts == 0 || Answered < parts)
                return Outcome.Open;
            if (Get(Counter.Rejected) > 0)
                return Outcome.Rejected;
            if (Get(Counter.Failed) > 0)
                return Outcome.Failed;
            if (Get(Counter.Undelivered) > 0)
                return Outcome.Undelivered;
            if (Get(Counter.Expired) > 0)
                return Outcome.Expired;
            if (Get(Counter.Unknown) > Get(Counter.Late))
                return Outcome.Unknown;
            return Get(Counter.Delivered) >= parts ? Outcome.Delivered : Outcome.Accepted;
        }
    }

    private int Answered =>
        Get(Counter.Accepted) + Get(Counter.Rejected) + Get(Counter.Failed) + Math.Max(0, Get(Counter.Unknown) - Get(Counter.Late));

    /// <summary>The state after one more entry. A withheld lead keeps the first reason that was given.</summary>
    public LeadState Fold(in Entry entry)
    {
        var next = this;
        for (var i = entry.PartsMeant; i > 0; i--)
            next = next.Fold(entry.State, entry.Parts);
        return next;
    }

    /// <summary>The state after one more entry of that state for a lead of so many parts.</summary>
    public LeadState Fold(EntryState state, int parts)
    {
        var next = parts == 0 ? this : new((packed & ~Mask) | ((ulong)parts & Mask));
        return state switch
        {
            EntryState.Accepted => next.Increment(Counter.Accepted),
            EntryState.Failed => next.Increment(Counter.Failed),
            EntryState.Rejected => next.Increment(Counter.Rejected),
            EntryState.Unknown => next.Increment(Counter.Unknown),
            EntryState.LateAccepted => next.Increment(Counter.Accepted).Increment(Counter.Late),
            EntryState.LateRejected => next.Increment(Counter.Rejected).Increment(Counter.Late),
            EntryState.Delivered => next.Increment(Counter.Delivered),
            EntryState.Undelivered => next.Increment(Counter.Undelivered),
            EntryState.Expired => next.Increment(Counter.Expired),
            EntryState.Revoked => next.Withhold(1),
            EntryState.Suppressed => next.Withhold(2),
            EntryState.Cancelled => next.Withhold(3),
            _ => next,
        };
    }

    private int Get(Counter counter) => (int)((packed >> ((int)counter * Bits)) & Mask);

    private LeadState Increment(Counter counter) =>
        Get(counter) == (int)Mask ? this : new(packed + (1UL << ((int)counter * Bits)));

    private LeadState Withhold(ulong reason) => packed >> WithheldShift != 0 ? this : new(packed | (reason << WithheldShift));
}
