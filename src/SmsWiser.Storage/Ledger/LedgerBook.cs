using SmsWiser.Core;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Ledger;

/// <summary>Transfers and the balances they change. Used inside transactions of the writer.</summary>
internal static class LedgerBook
{
    /// <summary>Owner of the accounts that are kept once.</summary>
    private const long Platform = 0;

    /// <summary>Books a transfer and changes the balances that do not follow from holds.</summary>
    /// <returns>Posted, repeated or other content.</returns>
    public static PostResult Post(Database db, Transfer transfer)
    {
        var statement = BindBody(db.Get("Ledger/add_transfer"), transfer).Bind(transfer.At);
        if (statement.Execute() == 0)
            return Repetition(db, transfer)!.Value;
        Move(db, transfer, transfer.Debit, -transfer.AmountMicros);
        Move(db, transfer, transfer.Credit, transfer.AmountMicros);
        return PostResult.Posted;
    }

    /// <summary>What an earlier transfer of the same key makes of this one; null when there is none.</summary>
    public static PostResult? Repetition(Database db, Transfer transfer) =>
        BindBody(db.Get("Ledger/find_same_transfer"), transfer).Scalar() switch
        {
            null => null,
            0 => PostResult.OtherContent,
            _ => PostResult.Repeated,
        };

    /// <summary>True when the available balance and the credit limit cover an amount.</summary>
    public static bool Covers(Database db, AccountTerms terms, long amountMicros) =>
        db.Get("Ledger/find_covered").Bind(terms.Account.Value).Bind(terms.CreditLimitMicros).Bind(amountMicros).Scalar() is not null;

    /// <summary>Adds the charges of a finished hold to the revenue's balance.</summary>
    public static void FoldRevenue(Database db, long amountMicros) => Change(db, Platform, LedgerKind.Revenue, amountMicros);

    /// <summary>What is agreed with an account.</summary>
    public static AccountTerms Terms(Database db, AccountId account) =>
        db.Get("Ledger/find_terms").Bind(account.Value).First(MapTerms) ?? AccountTerms.Unbilled(account);

    /// <summary>The account whose suspension holds for this one, and why; null when none does.</summary>
    public static Tuple<AccountId, SuspensionReason>? Suspension(Database db, AccountId account) =>
        db.Get("Ledger/find_suspension").Bind(account.Value)
            .First(row => Tuple.Create(new AccountId(row.Long(0)), (SuspensionReason)row.Int(1)));

    private static AccountTerms MapTerms(Statement row) =>
        new(new(row.Long(0)), (AccountKind)row.Int(1), new(row.Long(2)), row.Long(3), row.TimeOrNull(4), row.Long(5))
        {
            LowSince = row.TimeOrNull(6),
            Suspended = (SuspensionReason)row.Int(7),
        };

    private static Statement BindBody(Statement statement, Transfer transfer)
    {
        Span<byte> key = stackalloc byte[TransferKey.Size];
        transfer.Key.Write(key);
        return statement.Bind(key).Bind((long)transfer.Kind).Bind(transfer.Owner.Value).Bind((long)transfer.Debit)
            .Bind((long)transfer.Credit).Bind(transfer.AmountMicros).Bind(transfer.Sendout?.Value).Bind(transfer.Parts)
            .Bind(transfer.PriceMicros).Bind(transfer.Reference);
    }

    /// <summary>Held, suspense and the revenue of unfinished holds have no row: they are sums over holds.</summary>
    private static void Move(Database db, Transfer transfer, LedgerKind kind, long change)
    {
        switch (kind)
        {
            case LedgerKind.Available:
                Change(db, transfer.Owner.Value, kind, change);
                db.Get("Ledger/mark_low").Bind(transfer.Owner.Value).Bind(transfer.At).Execute();
                break;
            case LedgerKind.Bank or LedgerKind.Adjustment or LedgerKind.WriteOff:
            case LedgerKind.Revenue when transfer.Kind == TransferKind.WriteOff:
                Change(db, Platform, kind, change);
                break;
        }
    }

    private static void Change(Database db, long owner, LedgerKind kind, long change) =>
        db.Get("Ledger/move_balance").Bind(owner).Bind((long)kind).Bind(change).Execute();
}
