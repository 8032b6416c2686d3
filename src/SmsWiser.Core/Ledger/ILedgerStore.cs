namespace SmsWiser.Core.Ledger;

/// <summary>What became of a request to move credits.</summary>
public enum PostResult
{
    /// <summary>Done.</summary>
    Posted = 1,

    /// <summary>Done by an earlier request with the same id and content; nothing is changed now.</summary>
    Repeated = 2,

    /// <summary>The id was used for a request of other content; nothing is changed.</summary>
    OtherContent = 3,

    /// <summary>The balance does not suffice; nothing is changed.</summary>
    Insufficient = 4,
}

/// <summary>What became of a change of terms.</summary>
public enum TermsResult
{
    /// <summary>Stored.</summary>
    Stored = 1,

    /// <summary>The parent is the account itself or below it.</summary>
    Circle = 2,

    /// <summary>The kind would change while sendouts are unfinished or credits are left.</summary>
    InUse = 3,
}

/// <summary>When credits that nobody claims go back.</summary>
/// <param name="CloseAfter">Time after the end of a sendout in which parts that were on the wire may still be answered; longer than the
/// response time-out. Where nothing can be on the wire any more, the rest of a hold goes back at once.</param>
/// <param name="ReturnAfter">Time after which parts of unknown fate are the customer's gain.</param>
public sealed record HoldTimes(TimeSpan CloseAfter, TimeSpan ReturnAfter);

/// <summary>Terms, prices, balances and holds in the store. Every method is one transaction unless it says otherwise. What sendouts cost
/// is moved by the transactions that plan, settle and end them. Any thread.</summary>
public interface ILedgerStore
{
    /// <summary>What is agreed with an account; <see cref="AccountTerms.Unbilled"/> when nothing is.</summary>
    Task<AccountTerms> TermsAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Stores terms; what the store keeps itself (suspension, low balance) stays.</summary>
    Task<TermsResult> SetTermsAsync(AccountTerms terms, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Adds prices; one of the same carrier, prefix and instant is replaced.</summary>
    Task SetPricesAsync(IReadOnlyList<Price> prices, CancellationToken cancellation);

    /// <summary>The prices valid at an instant, one per carrier and prefix.</summary>
    Task<IReadOnlyList<Price>> ListPricesAsync(DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Moves a payment or a correction into or out of the available balance. Taking more than there is, with the credit limit of
    /// an invoiced account, is refused. A suspension for a debt ends when it is paid, and so does its due date.</summary>
    /// <param name="transfer">Between the available balance and the bank or the adjustments.</param>
    /// <param name="cancellation">Cancels waiting.</param>
    Task<PostResult> PostAsync(Transfer transfer, CancellationToken cancellation);

    /// <summary>Where an account stands.</summary>
    Task<Balance> BalanceAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Changes of the available balance, newest first: at most <paramref name="take"/> after the first
    /// <paramref name="skip"/>.</summary>
    Task<IReadOnlyList<StatementEntry>> StatementAsync(AccountId account, int skip, int take, CancellationToken cancellation);

    /// <summary>Holds of an account, newest first: at most <paramref name="take"/> after the first <paramref name="skip"/>.</summary>
    Task<IReadOnlyList<HoldEntry>> HoldsAsync(AccountId account, int skip, int take, CancellationToken cancellation);

    /// <summary>Suspends an account. What it and all accounts below it send pauses, each with an entry of the gate log.</summary>
    /// <returns>The sendouts that were paused.</returns>
    Task<IReadOnlyList<SendoutId>> SuspendAsync(
        AccountId account, SuspensionReason reason, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Ends the suspension of an account itself.</summary>
    Task LiftAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Sendouts of an account and of all below it that the ledger has paused, oldest first. Whether they may go on is decided
    /// when they are resumed.</summary>
    Task<IReadOnlyList<SendoutId>> ListHeldBackAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Accounts to be suspended for a debt: overdue, or over their limit, and not suspended yet.</summary>
    Task<IReadOnlyList<AccountId>> ListUnpaidAsync(DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Gives back what is due: rests of ended sendouts, and parts of unknown fate. Several small transactions.</summary>
    /// <returns>Holds changed.</returns>
    Task<int> SweepAsync(HoldTimes times, DateTimeOffset at, CancellationToken cancellation);
}
