namespace SmsWiser.Core.Ledger;

/// <summary>Life of a hold. Stored; members are never renumbered.</summary>
public enum HoldState : byte
{
    /// <summary>Its sendout may still cost something.</summary>
    Open = 1,

    /// <summary>Its rest was released; parts of unknown fate are still in it.</summary>
    Closed = 2,

    /// <summary>Nothing of it is open or unknown; its charges are part of the revenue's balance.</summary>
    Done = 3,
}

/// <summary>One movement that a hold asks for.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Debit">Account it leaves.</param>
/// <param name="Credit">Account it enters.</param>
/// <param name="AmountMicros">At least 1.</param>
/// <param name="Parts">Parts it pays for, or 0.</param>
public readonly record struct Posting(TransferKind Kind, LedgerKind Debit, LedgerKind Credit, long AmountMicros, long Parts);

/// <summary>Credits set aside for a sendout: the most it may cost. <c>Amount = Settled + Unknown + Released + Open</c>, always; what is
/// settled or released is so once. Immutable; each change gives the next hold and the postings that go with it.</summary>
/// <param name="Sendout">The sendout it pays.</param>
/// <param name="Account">Whose credits.</param>
/// <param name="AmountMicros">What was set aside.</param>
/// <param name="SettledMicros">Charged for accepted parts.</param>
/// <param name="UnknownMicros">For parts of unknown fate.</param>
/// <param name="ReleasedMicros">Given back.</param>
/// <param name="MaxParts">Parts of its longest SMS.</param>
/// <param name="State">Where its life stands.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Hold(
    SendoutId Sendout, AccountId Account, long AmountMicros, long SettledMicros, long UnknownMicros, long ReleasedMicros, int MaxParts,
    HoldState State, DateTimeOffset CreatedAt)
{
    /// <summary>Neither charged nor given back yet.</summary>
    public long OpenMicros => AmountMicros - SettledMicros - UnknownMicros - ReleasedMicros;

    /// <summary>The hold after a flush. What it does not cover (which a hold for the most a sendout may cost always does) is written off
    /// and never taken from the customer.</summary>
    /// <param name="charge">What the flush says.</param>
    /// <param name="postings">Receives the movements.</param>
    public Hold Settle(in Charge charge, List<Posting> postings)
    {
        var price = charge.PriceMicros;
        var hold = this;
        var accepted = Math.Min(charge.Accepted * price, hold.OpenMicros);
        hold = hold with { SettledMicros = hold.SettledMicros + accepted };
        Add(postings, TransferKind.Charge, LedgerKind.Held, LedgerKind.Revenue, accepted, price);

        var unknown = Math.Min(charge.Unknown * price, hold.OpenMicros);
        hold = hold with { UnknownMicros = hold.UnknownMicros + unknown };
        Add(postings, TransferKind.Unknown, LedgerKind.Held, LedgerKind.Suspense, unknown, price);

        var late = Math.Min(charge.LateAccepted * price, hold.UnknownMicros);
        hold = hold with { UnknownMicros = hold.UnknownMicros - late, SettledMicros = hold.SettledMicros + late };
        Add(postings, TransferKind.LateCharge, LedgerKind.Suspense, LedgerKind.Revenue, late, price);

        var refused = Math.Min(charge.LateRejected * price, hold.UnknownMicros);
        var isOpen = hold.State == HoldState.Open;
        hold = hold with
        {
            UnknownMicros = hold.UnknownMicros - refused,
            ReleasedMicros = hold.ReleasedMicros + (isOpen ? 0 : refused),
        };
        Add(postings, TransferKind.LateRelease, LedgerKind.Suspense, isOpen ? LedgerKind.Held : LedgerKind.Available, refused, price);

        var uncovered = ((charge.Accepted + charge.LateAccepted) * price) - accepted - late;
        Add(postings, TransferKind.WriteOff, LedgerKind.WriteOff, LedgerKind.Revenue, uncovered, price);
        return hold.Ended();
    }

    /// <summary>The hold once its sendout can cost nothing more but for parts of unknown fate: the rest is given back.</summary>
    public Hold Close(List<Posting> postings)
    {
        if (State != HoldState.Open)
            return this;
        Add(postings, TransferKind.Release, LedgerKind.Held, LedgerKind.Available, OpenMicros, 0);
        return (this with { ReleasedMicros = ReleasedMicros + OpenMicros, State = HoldState.Closed }).Ended();
    }

    /// <summary>The closed hold once no evidence about its unknown parts is expected: the customer gets the benefit of the
    /// doubt.</summary>
    public Hold GiveUp(List<Posting> postings)
    {
        if (State != HoldState.Closed)
            return this;
        Add(postings, TransferKind.Return, LedgerKind.Suspense, LedgerKind.Available, UnknownMicros, 0);
        return (this with { ReleasedMicros = ReleasedMicros + UnknownMicros, UnknownMicros = 0 }).Ended();
    }

    private Hold Ended() => State == HoldState.Closed && UnknownMicros == 0 ? this with { State = HoldState.Done } : this;

    private static void Add(List<Posting> postings, TransferKind kind, LedgerKind debit, LedgerKind credit, long amount, long price)
    {
        if (amount > 0)
            postings.Add(new(kind, debit, credit, amount, price == 0 ? 0 : amount / price));
    }
}
