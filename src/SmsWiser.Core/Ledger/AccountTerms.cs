namespace SmsWiser.Core.Ledger;

/// <summary>How an account pays. Stored; members are never renumbered.</summary>
public enum AccountKind : byte
{
    /// <summary>Its sendouts cost nothing: the operator's own accounts. The kind of an account without terms.</summary>
    Unbilled = 0,

    /// <summary>Credits are bought before they are used; the available balance never goes below 0.</summary>
    Prepaid = 1,

    /// <summary>Pays afterwards: the available balance may go down to the negative of its credit limit.</summary>
    Invoiced = 2,
}

/// <summary>Why an account is suspended. Stored; members are never renumbered.</summary>
public enum SuspensionReason : byte
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>Overdue, or over its credit limit. Ends by itself when the debt is paid.</summary>
    Unpaid = 1,

    /// <summary>It sent what nobody asked for.</summary>
    Spam = 2,

    /// <summary>It sent what the law forbids.</summary>
    Unlawful = 3,

    /// <summary>The operator's decision.</summary>
    Operator = 4,
}

/// <summary>What is agreed with an account about money, and whether it may send.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">How it pays.</param>
/// <param name="Parent">The account that answers for it; 0 = none.</param>
/// <param name="CreditLimitMicros">How far an invoiced account may be in debt; 0 for the other kinds.</param>
/// <param name="DueAt">When an invoiced account's debt must be paid, UTC; from then on a debt suspends it. Null = no date.</param>
/// <param name="LowBalanceMicros">Available balance below which notice is given; 0 = never.</param>
public sealed record AccountTerms(
    AccountId Account, AccountKind Kind, AccountId Parent, long CreditLimitMicros, DateTimeOffset? DueAt, long LowBalanceMicros)
{
    /// <summary>Since when the available balance has been below the threshold; null when it is not. Kept by the store.</summary>
    public DateTimeOffset? LowSince { get; init; }

    /// <summary>Why this account itself is suspended. Kept by the store.</summary>
    public SuspensionReason Suspended { get; init; }

    /// <summary>The terms of an account with which nothing was agreed.</summary>
    public static AccountTerms Unbilled(AccountId account) => new(account, AccountKind.Unbilled, default, 0, null, 0);
}
