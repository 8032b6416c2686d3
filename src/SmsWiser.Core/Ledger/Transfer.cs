namespace SmsWiser.Core.Ledger;

/// <summary>Accounts of the ledger. Available and held are kept per customer, the others once. Stored; members are never
/// renumbered.</summary>
public enum LedgerKind : byte
{
    /// <summary>Credits of a customer that are free to use.</summary>
    Available = 1,

    /// <summary>Credits of a customer that its unfinished sendouts may cost: the open part of its holds.</summary>
    Held = 2,

    /// <summary>Earned: parts that carriers accepted.</summary>
    Revenue = 3,

    /// <summary>Parts of which nobody knows whether they were sent.</summary>
    Suspense = 4,

    /// <summary>Where payments come from; its balance is the negative of what was paid in.</summary>
    Bank = 5,

    /// <summary>Corrections made by people.</summary>
    Adjustment = 6,

    /// <summary>Parts that were accepted and that no hold covered.</summary>
    WriteOff = 7,

    /// <summary>Owed to carriers. Reserved.</summary>
    CarrierCost = 8,

    /// <summary>Owed to owners of lists. Reserved.</summary>
    OwnerPayable = 9,

    /// <summary>The platform's part of profits. Reserved.</summary>
    PlatformShare = 10,
}

/// <summary>What a transfer is for. Stored; members are never renumbered.</summary>
public enum TransferKind : byte
{
    /// <summary>A payment came in: bank to available.</summary>
    TopUp = 1,

    /// <summary>A correction: between adjustment and available.</summary>
    Adjust = 2,

    /// <summary>The most a sendout may cost: available to held.</summary>
    Hold = 3,

    /// <summary>Parts accepted: held to revenue.</summary>
    Charge = 4,

    /// <summary>Parts written and never answered: held to suspense.</summary>
    Unknown = 5,

    /// <summary>Unknown parts that were accepted after all: suspense to revenue.</summary>
    LateCharge = 6,

    /// <summary>Unknown parts that were refused after all: suspense to held, or to available once the hold is closed.</summary>
    LateRelease = 7,

    /// <summary>The rest of a hold after its sendout: held to available.</summary>
    Release = 8,

    /// <summary>Unknown parts of which no evidence came in time: suspense to available.</summary>
    Return = 9,

    /// <summary>Accepted parts that no hold covered: write-off to revenue.</summary>
    WriteOff = 10,
}

/// <summary>Credits moved from one account of the ledger to another. Immutable once stored.</summary>
/// <param name="Key">Names what caused it: the same key twice is one transfer.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Owner">The customer on one or both sides.</param>
/// <param name="Debit">Account it leaves.</param>
/// <param name="Credit">Account it enters; another than <paramref name="Debit"/>.</param>
/// <param name="AmountMicros">At least 1.</param>
/// <param name="At">UTC.</param>
public sealed record Transfer(
    TransferKey Key, TransferKind Kind, AccountId Owner, LedgerKind Debit, LedgerKind Credit, long AmountMicros, DateTimeOffset At)
{
    /// <summary>The sendout it belongs to, or null.</summary>
    public SendoutId? Sendout { get; init; }

    /// <summary>Parts it pays for; 0 when it does not pay for parts.</summary>
    public long Parts { get; init; }

    /// <summary>Price of one part; 0 when it does not pay for parts, or for parts of several prices.</summary>
    public long PriceMicros { get; init; }

    /// <summary>Payment id, or why a person corrected the balance; null otherwise.</summary>
    public string? Reference { get; init; }
}
