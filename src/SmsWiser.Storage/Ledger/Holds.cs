using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Ledger;

/// <summary>Holds: taken when a sendout starts, settled by flushes, closed at its end. Used inside transactions of the writer.</summary>
internal static class Holds
{
    /// <summary>Decides whether a planned sendout may send, and holds what it may cost at most unless that is held already.</summary>
    /// <returns>Why it may not; null when it may.</returns>
    public static PauseReason? Start(Database db, SendoutId sendout, AccountId account, DateTimeOffset at)
    {
        if (LedgerBook.Suspension(db, account) is not null)
            return PauseReason.Suspended;
        var terms = LedgerBook.Terms(db, account);
        if (terms.Kind == AccountKind.Unbilled || Find(db, sendout) is not null)
            return null;
        var most = db.Get("Ledger/sum_hold").Bind(sendout.Value)
            .First(row => new Most(row.Long(0), row.Long(1), row.Int(2), row.IsNull(3) ? 0 : row.Long(3)))!;
        if (most.AmountMicros == 0)
            return null;
        if (!LedgerBook.Covers(db, terms, most.AmountMicros))
            return PauseReason.NoCredit;
        db.Get("Ledger/add_hold").Bind(sendout.Value).Bind(account.Value).Bind(most.AmountMicros).Bind(most.MaxParts).Bind(at).Execute();
        Book(db, new Transfer(
            TransferKey.OfHold(sendout, TransferKind.Hold), TransferKind.Hold, account, LedgerKind.Available, LedgerKind.Held,
            most.AmountMicros, at) { Sendout = sendout, Parts = most.Parts, PriceMicros = most.PriceMicros });
        return null;
    }

    /// <summary>Why a planned sendout must not start, whatever its account has; null when it may. Before <see cref="Start"/>, in its
    /// transaction.</summary>
    public static string? FindExcess(Database db, SendoutId sendout) => db.Get("Ledger/find_spend").Bind(sendout.Value)
        .First(row => Tuple.Create(MaximumSpend.FindExcess(row.Long(0), row.Long(1), row.Long(2))))?.Item1;

    /// <summary>Settles what a flush says; called once per flush, in its transaction.</summary>
    public static void Settle(Database db, Flush flush)
    {
        foreach (var charge in flush.Charges.OrderBy(charge => charge.Sendout.Value))
        {
            var hold = Find(db, charge.Sendout);
            // Without a hold nothing is covered, and all of it is written off.
            var before = hold ?? Nothing(db, charge.Sendout, flush.At);
            Change(db, before, postings => before.Settle(charge, postings), flush.At, isStored: hold is not null,
                posting => TransferKey.OfFlush(flush.Node, flush.No, charge.Sendout, charge.PriceMicros, posting.Kind), charge.PriceMicros);
        }
    }

    /// <summary>Closes the hold of a sendout that has ended, unless a part of a withheld SMS may still be on the wire: then the sweep
    /// does, once it has been answered.</summary>
    public static void CloseWhenCertain(Database db, SendoutId sendout, DateTimeOffset at)
    {
        if (Find(db, sendout) is not { } hold)
            return;
        if (hold.MaxParts <= 1 || db.Get("Ledger/find_withheld").Bind(sendout.Value).Scalar() == 0)
            Change(db, hold, hold.Close, at);
    }

    /// <summary>Closes some holds of sendouts that ended by then.</summary>
    public static int CloseEnded(Database db, DateTimeOffset endedBy, int most, DateTimeOffset at) =>
        ChangeAll(db, "Ledger/list_closable", endedBy, most, at, static (hold, postings) => hold.Close(postings));

    /// <summary>Gives back the unknown parts of some holds closed by then.</summary>
    public static int ReturnUnknown(Database db, DateTimeOffset closedBy, int most, DateTimeOffset at) =>
        ChangeAll(db, "Ledger/list_returnable", closedBy, most, at, static (hold, postings) => hold.GiveUp(postings));

    /// <summary>Reads the columns (sendout, account, amount, settled, unknown, released, max parts, state, created at).</summary>
    public static Hold Map(Statement row) =>
        new(new(row.Long(0)), new(row.Long(1)), row.Long(2), row.Long(3), row.Long(4), row.Long(5), row.Int(6), (HoldState)row.Int(7),
            row.Time(8));

    private static int ChangeAll(
        Database db, string list, DateTimeOffset by, int most, DateTimeOffset at, Func<Hold, List<Posting>, Hold> change)
    {
        var sendouts = db.Get(list).Bind(by).Bind(most).All(row => new SendoutId(row.Long(0)));
        foreach (var sendout in sendouts)
        {
            var hold = Find(db, sendout)!;
            Change(db, hold, postings => change(hold, postings), at);
        }
        return sendouts.Count;
    }

    private static void Change(Database db, Hold before, Func<List<Posting>, Hold> change, DateTimeOffset at) =>
        Change(db, before, change, at, isStored: true, posting => TransferKey.OfHold(before.Sendout, posting.Kind), price: 0);

    private static void Change(
        Database db, Hold before, Func<List<Posting>, Hold> change, DateTimeOffset at, bool isStored, Func<Posting, TransferKey> key,
        long price)
    {
        var postings = new List<Posting>();
        var after = change(postings);
        foreach (var posting in postings)
        {
            Book(db, new Transfer(
                key(posting), posting.Kind, before.Account, posting.Debit, posting.Credit, posting.AmountMicros, at)
                { Sendout = before.Sendout, Parts = posting.Parts, PriceMicros = posting.Parts == 0 ? 0 : price });
        }
        if (!isStored || after == before)
            return;
        db.Get("Ledger/save_hold").Bind(after.Sendout.Value).Bind(after.SettledMicros).Bind(after.UnknownMicros)
            .Bind(after.ReleasedMicros).Bind((long)after.State).Bind(at).Execute();
        if (after.State == HoldState.Done && before.State != HoldState.Done && after.SettledMicros > 0)
            LedgerBook.FoldRevenue(db, after.SettledMicros);
    }

    /// <summary>Each of these happens once, which the transaction around it sees to: a second time is our error.</summary>
    private static void Book(Database db, Transfer transfer)
    {
        var result = LedgerBook.Post(db, transfer);
        if (result != PostResult.Posted)
            throw new InvalidOperationException($"{transfer.Kind} of sendout {transfer.Sendout?.Value} is {result}; it must be new");
    }

    private static Hold? Find(Database db, SendoutId sendout) => db.Get("Ledger/find_hold").Bind(sendout.Value).First(Map);

    private static Hold Nothing(Database db, SendoutId sendout, DateTimeOffset at)
    {
        var account = db.Get("Campaigns/find_sendout").Bind(sendout.Value).First(row => new Tuple<AccountId>(new(row.Long(2))))
            ?? throw new InvalidOperationException($"sendout {sendout.Value} of a charge is not in the store");
        return new(sendout, account.Item1, 0, 0, 0, 0, 1, HoldState.Done, at);
    }

    private sealed record Most(long AmountMicros, long Parts, int MaxParts, long PriceMicros);
}
