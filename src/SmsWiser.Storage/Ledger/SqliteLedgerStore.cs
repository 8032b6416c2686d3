using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Campaigns;
using SmsWiser.Storage.Shares;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Ledger;

/// <summary>Terms, prices, balances and holds in <c>main.db</c>.</summary>
internal sealed class SqliteLedgerStore(DatabaseFile main) : ILedgerStore
{
    private const int HoldsPerTransaction = 100;

    public async Task<AccountTerms> TermsAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => LedgerBook.Terms(db, account), cancellation);

    public Task<TermsResult> SetTermsAsync(AccountTerms terms, DateTimeOffset at, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => SetTerms(db, terms, at), cancellation);

    public Task SetPricesAsync(IReadOnlyList<Price> prices, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => SetPrices(db, prices), cancellation);

    public async Task<IReadOnlyList<Price>> ListPricesAsync(DateTimeOffset at, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Ledger/list_prices").Bind(at).All(row => new Price(new(row.Long(0)), row.Text(1), row.Time(2), row.Long(3))),
            cancellation);

    public Task<PostResult> PostAsync(Transfer transfer, CancellationToken cancellation)
    {
        var other = transfer.Debit == LedgerKind.Available ? transfer.Credit : transfer.Debit;
        if (transfer.Sendout is not null || other is not (LedgerKind.Bank or LedgerKind.Adjustment)
            || (transfer.Debit != LedgerKind.Available && transfer.Credit != LedgerKind.Available))
            throw new ArgumentException(
                $"{transfer.Debit} to {transfer.Credit}: people move credits between available and bank or adjustment", nameof(transfer));
        return main.WriteAsync(WriteLane.Claim, db => Post(db, transfer), cancellation);
    }

    public async Task<Balance> BalanceAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(db => Balance(db, account), cancellation);

    public async Task<IReadOnlyList<StatementEntry>> StatementAsync(
        AccountId account, int skip, int take, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Ledger/list_statement").Bind(account.Value).Bind(take).Bind(skip).All(row => MapEntry(db, row)), cancellation);

    public async Task<IReadOnlyList<HoldEntry>> HoldsAsync(AccountId account, int skip, int take, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Ledger/list_holds").Bind(account.Value).Bind(take).Bind(skip).All(row =>
            {
                var hold = Holds.Map(row);
                return new HoldEntry(hold, SqliteCampaignStore.Find(db, new(row.Long(9)))!, Charges(db, hold.Sendout));
            }),
            cancellation);

    public Task<IReadOnlyList<SendoutId>> SuspendAsync(
        AccountId account, SuspensionReason reason, DateTimeOffset at, CancellationToken cancellation)
    {
        if (reason == SuspensionReason.None)
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "a suspension has a reason");
        return main.WriteAsync<IReadOnlyList<SendoutId>>(WriteLane.Stop, db => Suspend(db, account, reason, at), cancellation);
    }

    public Task LiftAsync(AccountId account, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => db.Get("Ledger/lift").Bind(account.Value).Execute(), cancellation);

    public async Task<IReadOnlyList<SendoutId>> ListHeldBackAsync(AccountId account, CancellationToken cancellation) =>
        await main.ReadAsync(
            db => db.Get("Ledger/list_held_back").Bind(account.Value).All(row => new SendoutId(row.Long(0))), cancellation);

    public async Task<IReadOnlyList<AccountId>> ListUnpaidAsync(DateTimeOffset at, CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Ledger/list_unpaid").Bind(at).All(row => new AccountId(row.Long(0))), cancellation);

    public async Task<int> SweepAsync(HoldTimes times, DateTimeOffset at, CancellationToken cancellation)
    {
        var changed = 0;
        int some;
        do
        {
            some = await main.WriteAsync(
                WriteLane.Claim, db => Holds.CloseEnded(db, at - times.CloseAfter, HoldsPerTransaction, at), cancellation);
            changed += some;
        }
        while (some == HoldsPerTransaction);
        do
        {
            some = await main.WriteAsync(
                WriteLane.Claim, db => Holds.ReturnUnknown(db, at - times.ReturnAfter, HoldsPerTransaction, at), cancellation);
            changed += some;
        }
        while (some == HoldsPerTransaction);
        return changed;
    }

    private static TermsResult SetTerms(Database db, AccountTerms terms, DateTimeOffset at)
    {
        if (terms.Parent.Value != 0
            && db.Get("Ledger/find_above").Bind(terms.Parent.Value).Bind(terms.Account.Value).Scalar() is not null)
            return TermsResult.Circle;
        if (LedgerBook.Terms(db, terms.Account).Kind != terms.Kind
            && db.Get("Ledger/find_in_use").Bind(terms.Account.Value).Scalar() is not null)
            return TermsResult.InUse;
        db.Get("Ledger/save_terms").Bind(terms.Account.Value).Bind((long)terms.Kind).Bind(terms.Parent.Value)
            .Bind(terms.CreditLimitMicros).Bind(terms.DueAt).Bind(terms.LowBalanceMicros).Execute();
        // A row from the start: an account without a payment is at 0, and low when its threshold says so.
        db.Get("Ledger/move_balance").Bind(terms.Account.Value).Bind((long)LedgerKind.Available).Bind(0L).Execute();
        db.Get("Ledger/mark_low").Bind(terms.Account.Value).Bind(at).Execute();
        return TermsResult.Stored;
    }

    private static int SetPrices(Database db, IReadOnlyList<Price> prices)
    {
        foreach (var price in prices)
            db.Get("Ledger/save_price").Bind(price.Carrier.Value).Bind(price.Prefix).Bind(price.ValidFrom).Bind(price.Micros).Execute();
        return prices.Count;
    }

    private static PostResult Post(Database db, Transfer transfer)
    {
        var isTaking = transfer.Debit == LedgerKind.Available;
        var isCovered = !isTaking || LedgerBook.Covers(db, LedgerBook.Terms(db, transfer.Owner), transfer.AmountMicros);
        var result = isCovered ? LedgerBook.Post(db, transfer) : LedgerBook.Repetition(db, transfer) ?? PostResult.Insufficient;
        if (result == PostResult.Posted && !isTaking)
            db.Get("Ledger/lift_paid").Bind(transfer.Owner.Value).Bind(transfer.AmountMicros).Execute();
        return result;
    }

    private static Balance Balance(Database db, AccountId account)
    {
        var suspension = LedgerBook.Suspension(db, account);
        var sums = db.Get("Ledger/find_balance").Bind(account.Value).First(row => Tuple.Create(row.Long(0), row.Long(1), row.Long(2)))!;
        return new(
            LedgerBook.Terms(db, account), sums.Item1, sums.Item2, sums.Item3, suspension?.Item1 ?? default,
            suspension?.Item2 ?? SuspensionReason.None);
    }

    private static List<SendoutId> Suspend(Database db, AccountId account, SuspensionReason reason, DateTimeOffset at)
    {
        db.Get("Ledger/suspend").Bind(account.Value).Bind((long)reason).Execute();
        var sending = db.Get("Ledger/list_sending_below").Bind(account.Value).All(row => new SendoutId(row.Long(0)));
        foreach (var sendout in sending)
        {
            SqliteSendoutStore.SetState(db, sendout, SendoutState.Paused, PauseReason.Suspended);
            SqliteShareStore.AddGateEntry(db, GateKind.SendoutPaused, sendout.Value, 0, opId: null, at);
        }
        return sending;
    }

    private static StatementEntry MapEntry(Database db, Statement row)
    {
        var transfer = new Transfer(
            TransferKey.Read(row.Blob(0)), (TransferKind)row.Int(1), new(row.Long(2)), (LedgerKind)row.Int(3), (LedgerKind)row.Int(4),
            row.Long(5), row.Time(6))
        {
            Sendout = row.IsNull(7) ? null : new(row.Long(7)),
            Parts = row.Long(8),
            PriceMicros = row.Long(9),
            Reference = row.TextOrNull(10),
        };
        var campaign = row.IsNull(11) ? null : SqliteCampaignStore.Find(db, new(row.Long(11)));
        return new(transfer, campaign, transfer.Kind == TransferKind.Release ? Charges(db, transfer.Sendout!.Value) : []);
    }

    private static List<ChargeSum> Charges(Database db, SendoutId sendout) =>
        db.Get("Ledger/sum_charges").Bind(sendout.Value)
            .All(row => new ChargeSum((TransferKind)row.Int(0), row.Long(1), row.Long(2), row.Long(3)));
}
