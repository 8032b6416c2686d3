using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Testing.Campaigns;

namespace SmsWiser.Testing.Ledger;

/// <summary>Terms, prices, payments and suspensions in memory, by the contract of the port. Sendouts in memory hold no credits, so that
/// there are no holds; money is tested on the real store.</summary>
public sealed class MemoryLedgerStore(MemorySendouts memory) : ILedgerStore
{
    private readonly Dictionary<AccountId, AccountTerms> agreements = [];
    private readonly Dictionary<(CarrierId, string, DateTimeOffset), Price> table = [];
    private readonly List<Transfer> transfers = [];

    public Task<AccountTerms> TermsAsync(AccountId account, CancellationToken cancellation)
    {
        lock (memory.Guard)
            return Task.FromResult(Terms(account));
    }

    public Task<TermsResult> SetTermsAsync(AccountTerms terms, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (Above(terms.Parent).Contains(terms.Account))
                return Task.FromResult(TermsResult.Circle);
            if (Terms(terms.Account).Kind != terms.Kind && Available(terms.Account) != 0)
                return Task.FromResult(TermsResult.InUse);
            agreements[terms.Account] = terms with { Suspended = Terms(terms.Account).Suspended };
            return Task.FromResult(TermsResult.Stored);
        }
    }

    public Task SetPricesAsync(IReadOnlyList<Price> prices, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            foreach (var price in prices)
                table[(price.Carrier, price.Prefix, price.ValidFrom)] = price;
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Price>> ListPricesAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<Price>>(
                [.. table.Values.Where(price => price.ValidFrom <= at).GroupBy(price => (price.Carrier, price.Prefix))
                    .Select(group => group.MaxBy(price => price.ValidFrom)!)]);
        }
    }

    public Task<PostResult> PostAsync(Transfer transfer, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            if (transfers.Find(known => known.Key == transfer.Key) is { } earlier)
                return Task.FromResult(earlier with { At = transfer.At } == transfer ? PostResult.Repeated : PostResult.OtherContent);
            var limit = Terms(transfer.Owner).CreditLimitMicros;
            if (transfer.Debit == LedgerKind.Available && Available(transfer.Owner) + limit < transfer.AmountMicros)
                return Task.FromResult(PostResult.Insufficient);
            transfers.Add(transfer);
            return Task.FromResult(PostResult.Posted);
        }
    }

    public Task<Balance> BalanceAsync(AccountId account, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            var by = Above(account).FirstOrDefault(one => Terms(one).Suspended != SuspensionReason.None);
            return Task.FromResult(new Balance(Terms(account), Available(account), 0, 0, by, Terms(by).Suspended));
        }
    }

    public Task<IReadOnlyList<StatementEntry>> StatementAsync(AccountId account, int skip, int take, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<StatementEntry>>(
                [.. transfers.Where(transfer => transfer.Owner == account).Reverse().Skip(skip).Take(take)
                    .Select(transfer => new StatementEntry(transfer, null, []))]);
        }
    }

    public Task<IReadOnlyList<HoldEntry>> HoldsAsync(AccountId account, int skip, int take, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<HoldEntry>>([]);

    public Task<IReadOnlyList<SendoutId>> SuspendAsync(
        AccountId account, SuspensionReason reason, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            agreements[account] = Terms(account) with { Suspended = reason };
            var sending = memory.Sendouts.Values
                .Where(sendout => sendout.State == SendoutState.Sending && Above(sendout.Account).Contains(account)).ToList();
            foreach (var sendout in sending)
                memory.Sendouts[sendout.Id.Value] = sendout with { State = SendoutState.Paused, PauseReason = PauseReason.Suspended };
            return Task.FromResult<IReadOnlyList<SendoutId>>([.. sending.Select(sendout => sendout.Id)]);
        }
    }

    public Task LiftAsync(AccountId account, CancellationToken cancellation)
    {
        lock (memory.Guard)
            agreements[account] = Terms(account) with { Suspended = SuspensionReason.None };
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SendoutId>> ListHeldBackAsync(AccountId account, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<SendoutId>>(
                [.. memory.Sendouts.Values.Where(sendout => sendout.State == SendoutState.Paused
                    && sendout.PauseReason != PauseReason.Person && Above(sendout.Account).Contains(account))
                    .Select(sendout => sendout.Id)]);
        }
    }

    public Task<IReadOnlyList<AccountId>> ListUnpaidAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        lock (memory.Guard)
        {
            return Task.FromResult<IReadOnlyList<AccountId>>(
                [.. agreements.Values.Where(one => one.Kind == AccountKind.Invoiced && one.Suspended == SuspensionReason.None
                    && (Available(one.Account) < -one.CreditLimitMicros || (Available(one.Account) < 0 && one.DueAt <= at)))
                    .Select(one => one.Account)]);
        }
    }

    public Task<int> SweepAsync(HoldTimes times, DateTimeOffset at, CancellationToken cancellation) => Task.FromResult(0);

    private AccountTerms Terms(AccountId account) => agreements.GetValueOrDefault(account) ?? AccountTerms.Unbilled(account);

    private IEnumerable<AccountId> Above(AccountId account)
    {
        for (; account.Value != 0; account = Terms(account).Parent)
            yield return account;
    }

    private long Available(AccountId account) => transfers.Where(transfer => transfer.Owner == account)
        .Sum(transfer => transfer.Credit == LedgerKind.Available ? transfer.AmountMicros : -transfer.AmountMicros);
}
