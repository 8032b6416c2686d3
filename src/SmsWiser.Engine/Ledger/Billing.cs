using SmsWiser.Contracts.Ledger;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Ledger;

namespace SmsWiser.Engine.Ledger;

/// <summary>What operators and accounts do with money. Any thread.</summary>
internal sealed class Billing(ILedgerStore ledger, IAccountStore accounts, Suspensions suspensions, TimeProvider time)
{
    private const int MaxReferenceLength = 100;
    private const int MaxLines = 500;

    /// <summary>The largest amount that one request moves or one agreement names: a billion of the currency.</summary>
    public const long MaxAmountMicros = 1_000_000_000_000_000;

    /// <summary>Stores terms.</summary>
    public async Task<BalanceView> SetTermsAsync(Account account, TermsSpec spec)
    {
        var kind = spec.Kind switch
        {
            "unbilled" => AccountKind.Unbilled,
            "prepaid" => AccountKind.Prepaid,
            "invoiced" => AccountKind.Invoiced,
            _ => throw Refusal.Invalid($"the kind is '{spec.Kind}'; give 'unbilled', 'prepaid' or 'invoiced'"),
        };
        CheckAmount(spec.CreditLimitMicros, 0, "the credit limit");
        CheckAmount(spec.LowBalanceMicros, 0, "the low balance");
        if (kind != AccountKind.Invoiced && (spec.CreditLimitMicros != 0 || spec.DueAt is not null))
            throw Refusal.Invalid($"a credit limit or a due date was given; an account that is {spec.Kind} has neither");
        var parent = default(AccountId);
        if (spec.ParentClientId is { } above)
            parent = (await accounts.FindAsync(above, CancellationToken.None) ?? throw Refusal.NotFound("parent account")).Id;
        var terms = new AccountTerms(account.Id, kind, parent, spec.CreditLimitMicros, spec.DueAt, spec.LowBalanceMicros);
        return await ledger.SetTermsAsync(terms, time.GetUtcNow(), CancellationToken.None) switch
        {
            TermsResult.Circle => throw Refusal.Invalid("the parent is this account itself or one below it"),
            TermsResult.InUse => throw Refusal.WrongState(
                "the kind of an account with unfinished sendouts, holds or a balance cannot change; wait, cancel or adjust to 0 first"),
            _ => await ResumedAsync(account),
        };
    }

    /// <summary>Books a payment, once per payment id, and goes on with what waits for credits.</summary>
    public async Task<BalanceView> TopUpAsync(Account account, string paymentId, long amountMicros)
    {
        CheckReference(paymentId, "the payment id");
        CheckAmount(amountMicros, 1, "the amount");
        await PostAsync(new(
            TransferKey.OfRequest(account.Id, TransferKind.TopUp, paymentId), TransferKind.TopUp, account.Id, LedgerKind.Bank,
            LedgerKind.Available, amountMicros, time.GetUtcNow()) { Reference = paymentId });
        return await ResumedAsync(account);
    }

    /// <summary>Corrects the balance by an amount, once per id.</summary>
    public async Task<BalanceView> AdjustAsync(Account account, string adjustmentId, long amountMicros, string reason)
    {
        CheckReference(adjustmentId, "the adjustment id");
        CheckReference(reason, "the reason");
        CheckAmount(Math.Abs(Math.Max(amountMicros, -long.MaxValue)), 1, "the amount without its sign");
        var (debit, credit) = amountMicros > 0
            ? (LedgerKind.Adjustment, LedgerKind.Available)
            : (LedgerKind.Available, LedgerKind.Adjustment);
        await PostAsync(new(
            TransferKey.OfRequest(account.Id, TransferKind.Adjust, adjustmentId), TransferKind.Adjust, account.Id, debit, credit,
            Math.Abs(amountMicros), time.GetUtcNow()) { Reference = reason });
        return await ResumedAsync(account);
    }

    /// <summary>Suspends the account and all below it.</summary>
    public async Task<BalanceView> SuspendAsync(Account account, string reason)
    {
        await suspensions.SuspendAsync(account.Id, reason switch
        {
            "unpaid" => SuspensionReason.Unpaid,
            "spam" => SuspensionReason.Spam,
            "unlawful" => SuspensionReason.Unlawful,
            "operator" => SuspensionReason.Operator,
            _ => throw Refusal.Invalid($"the reason is '{reason}'; give 'unpaid', 'spam', 'unlawful' or 'operator'"),
        });
        return await BalanceAsync(account);
    }

    /// <summary>Ends the suspension of the account itself.</summary>
    public async Task<BalanceView> LiftAsync(Account account)
    {
        await suspensions.LiftAsync(account.Id);
        return await BalanceAsync(account);
    }

    /// <summary>Where the account stands.</summary>
    public async Task<BalanceView> BalanceAsync(Account account) =>
        LedgerViews.Of(await ledger.BalanceAsync(account.Id, CancellationToken.None));

    /// <summary>Changes of the available balance, newest first.</summary>
    public async Task<IReadOnlyList<StatementLine>> StatementAsync(Account account, int skip, int take)
    {
        Refusal.CheckWindow(skip, take, MaxLines);
        return [.. (await ledger.StatementAsync(account.Id, skip, take, CancellationToken.None)).Select(LedgerViews.Of)];
    }

    /// <summary>Holds, newest first.</summary>
    public async Task<IReadOnlyList<HoldView>> HoldsAsync(Account account, int skip, int take)
    {
        Refusal.CheckWindow(skip, take, MaxLines);
        return [.. (await ledger.HoldsAsync(account.Id, skip, take, CancellationToken.None)).Select(LedgerViews.Of)];
    }

    /// <summary>Refuses to start anything for a suspended account. The plan's end decides again.</summary>
    /// <exception cref="Contracts.RefusedException"><c>suspended</c>.</exception>
    public async Task CheckMayStartAsync(AccountId account)
    {
        if ((await ledger.BalanceAsync(account, CancellationToken.None)).Suspended != SuspensionReason.None)
            throw Suspended();
    }

    /// <summary>The refusal of a suspended account.</summary>
    public static Contracts.RefusedException Suspended() =>
        Refusal.Of(ErrorCode.Suspended, "the account, or one above it, is suspended; its balance says why, and the operator can lift it");

    /// <summary>The refusal of a sendout that the balance does not cover.</summary>
    public static Contracts.RefusedException Insufficient() =>
        Refusal.Of(ErrorCode.InsufficientCredit, "the balance does not cover what this may cost at most; top up, and it goes on");

    private async Task PostAsync(Transfer transfer)
    {
        var terms = await ledger.TermsAsync(transfer.Owner, CancellationToken.None);
        if (terms.Kind == AccountKind.Unbilled)
            throw Refusal.WrongState("the account is unbilled and has no balance; make it prepaid or invoiced first");
        switch (await ledger.PostAsync(transfer, CancellationToken.None))
        {
            case PostResult.OtherContent:
                throw Refusal.Of(
                    ErrorCode.AlreadyExists, "this id was used for another amount or reason; give each request an id of its own");
            case PostResult.Insufficient:
                throw Insufficient();
        }
    }

    private async Task<BalanceView> ResumedAsync(Account account)
    {
        await suspensions.ResumeAsync(account.Id);
        return await BalanceAsync(account);
    }

    private static void CheckAmount(long micros, long least, string what)
    {
        if (micros < least || micros > MaxAmountMicros)
            throw Refusal.Invalid($"{what} is {micros} micro-units; give {least} to {MaxAmountMicros}");
    }

    private static void CheckReference(string text, string what)
    {
        if (text.Length is 0 or > MaxReferenceLength || text.Any(char.IsControl))
            throw Refusal.Invalid($"{what} has {text.Length} characters; give 1 to {MaxReferenceLength} without control characters");
    }
}
