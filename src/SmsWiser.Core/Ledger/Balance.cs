using SmsWiser.Core.Campaigns;

namespace SmsWiser.Core.Ledger;

/// <summary>Where an account stands.</summary>
/// <param name="Terms">What is agreed with it.</param>
/// <param name="AvailableMicros">Free to use; negative for an invoiced account in debt.</param>
/// <param name="HeldMicros">Set aside for its unfinished sendouts.</param>
/// <param name="UnknownMicros">For parts of unknown fate; comes back unless evidence of them comes first.</param>
/// <param name="SuspendedBy">The account whose suspension holds for this one, itself or one above it; 0 = not suspended.</param>
/// <param name="Suspended">Why.</param>
public sealed record Balance(
    AccountTerms Terms, long AvailableMicros, long HeldMicros, long UnknownMicros, AccountId SuspendedBy, SuspensionReason Suspended);

/// <summary>What a sendout was charged at one price, summed.</summary>
/// <param name="Kind">Charge, unknown, late charge, late release or write-off.</param>
/// <param name="PriceMicros">Price of one part.</param>
/// <param name="Parts">Parts.</param>
/// <param name="AmountMicros">Parts at the price.</param>
public sealed record ChargeSum(TransferKind Kind, long PriceMicros, long Parts, long AmountMicros);

/// <summary>One change of an account's available balance.</summary>
/// <param name="Transfer">What moved; it increases the balance when <see cref="Transfer.Credit"/> is available.</param>
/// <param name="Campaign">The campaign of its sendout, or null.</param>
/// <param name="Charges">For a release: what the sendout was charged until then.</param>
public sealed record StatementEntry(Transfer Transfer, Campaign? Campaign, IReadOnlyList<ChargeSum> Charges)
{
    /// <summary>Change of the available balance, with its sign.</summary>
    public long ChangeMicros => Transfer.Credit == LedgerKind.Available ? Transfer.AmountMicros : -Transfer.AmountMicros;
}

/// <summary>A hold with what it was used for.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Campaign">The campaign of its sendout.</param>
/// <param name="Charges">Charges so far, by kind and price.</param>
public sealed record HoldEntry(Hold Hold, Campaign Campaign, IReadOnlyList<ChargeSum> Charges);
