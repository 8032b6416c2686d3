using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Ledger;

/// <summary>What one flush says of a sendout's parts at one price.</summary>
/// <param name="Sendout">The sendout.</param>
/// <param name="PriceMicros">Price of one part, at least 1.</param>
/// <param name="Accepted">Parts accepted.</param>
/// <param name="Unknown">Parts written and never answered.</param>
/// <param name="LateAccepted">Unknown parts that were accepted after all.</param>
/// <param name="LateRejected">Unknown parts that were refused after all.</param>
public readonly record struct Charge(
    SendoutId Sendout, long PriceMicros, long Accepted, long Unknown, long LateAccepted, long LateRejected)
{
    /// <summary>True when it moves no credits.</summary>
    public bool IsEmpty => (Accepted | Unknown | LateAccepted | LateRejected) == 0;

    /// <summary>The charge after one more entry. Entries that say nothing about money leave it as it is.</summary>
    /// <param name="state">What the entry says.</param>
    /// <param name="parts">Of how many parts.</param>
    public Charge Count(EntryState state, int parts) => state switch
    {
        EntryState.Accepted => this with { Accepted = Accepted + parts },
        EntryState.Unknown => this with { Unknown = Unknown + parts },
        EntryState.LateAccepted => this with { LateAccepted = LateAccepted + parts },
        EntryState.LateRejected => this with { LateRejected = LateRejected + parts },
        _ => this,
    };
}
