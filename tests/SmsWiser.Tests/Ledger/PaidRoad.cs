using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Sqlite;
using SmsWiser.Tests.Storage;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Ledger;

/// <summary>A store in memory whose sender pays: short ways to agree, pay, plan, flush and look.</summary>
internal sealed class PaidRoad : IAsyncDisposable
{
    public const long PartPrice = 50_000;

    private readonly Road road;
    private long flushes;
    private long payments;

    private PaidRoad(Road road) => this.road = road;

    public Road Road => road;

    public SqliteStore Store => road.Store;

    public ILedgerStore Ledger => road.Store.Ledger;

    /// <summary>A road whose sender is prepaid, with so many micro-units.</summary>
    public static async Task<PaidRoad> OpenAsync(long available)
    {
        var road = new PaidRoad(await Road.OpenAsync());
        await road.AgreeAsync(new(Road.Sender, AccountKind.Prepaid, default, 0, null, 0));
        if (available > 0)
            await road.PayAsync(available);
        return road;
    }

    public async Task AgreeAsync(AccountTerms terms) => Assert.Equal(TermsResult.Stored, await Ledger.SetTermsAsync(terms, Now, None));

    public async Task PayAsync(long amount, AccountId? account = null) =>
        Assert.Equal(PostResult.Posted, await Ledger.PostAsync(Payment($"payment {++payments}", amount, account), None));

    public static Transfer Payment(string id, long amount, AccountId? account = null) =>
        new(TransferKey.OfRequest(account ?? Road.Sender, TransferKind.TopUp, id), TransferKind.TopUp, account ?? Road.Sender,
            LedgerKind.Bank, LedgerKind.Available, amount, Now) { Reference = id };

    public static PlannedChunk Chunk(
        int no, int leads, int maxParts = 1, long price = PartPrice, GrantId? grant = null, SendoutId? sendout = null) =>
        Road.Chunk(no, leads, grant: grant, epoch: grant is null ? 0 : 1, sendout: sendout)
            with { PriceMicros = price, MaxParts = maxParts };

    /// <summary>Commits a flush of these entries and charges; returns false for a repetition.</summary>
    public Task<bool> FlushAsync(params Step[] steps) => FlushAsync(++flushes, steps);

    /// <summary>The same under a number.</summary>
    public Task<bool> FlushAsync(long no, params Step[] steps)
    {
        flushes = Math.Max(flushes, no);
        return Store.Dispatch.CommitFlushAsync(NewFlush(no, steps), None);
    }

    public static Flush NewFlush(long no, params Step[] steps)
    {
        var writer = new EntryWriter();
        var charges = new Dictionary<(SendoutId, long), Charge>();
        var outcomes = new Dictionary<(SendoutId, GrantId), SendoutCounter>();
        foreach (var step in steps)
        {
            writer.Write(new Entry(step.Chunk.Key, new(1), (byte)step.Lead, 1, 1, 1, step.State, 0, 0, default));
            var price = (step.Chunk.Key.Sendout, step.Chunk.PriceMicros);
            if (step.Chunk.PriceMicros > 0)
            {
                var charge = charges.GetValueOrDefault(price, new(price.Sendout, price.PriceMicros, 0, 0, 0, 0));
                charges[price] = charge.Count(step.State, parts: 1);
            }
            var counter = (step.Chunk.Key.Sendout, step.Chunk.Grant);
            outcomes.TryAdd(counter, new(counter.Sendout, counter.Grant, 0, new(), 0));
            foreach (var (outcome, change) in step.Moves)
                outcomes[counter].Outcomes[outcome] += change;
        }
        return new(Road.Node, no, Now, steps.Length, writer.Packed, [.. outcomes.Values], [])
        {
            Charges = [.. charges.Values.Where(charge => !charge.IsEmpty)],
        };
    }

    public Task<Sendout?> ChangeAsync(SendoutState from, SendoutState to, SendoutId? sendout = null) =>
        Store.Sendouts.ChangeStateAsync(sendout ?? Road.Sendout, [from], to, Now, None);

    /// <summary>Available, held and unknown of an account.</summary>
    public async Task<(long Available, long Held, long Unknown)> BalanceAsync(AccountId? account = null)
    {
        var balance = await Ledger.BalanceAsync(account ?? Road.Sender, None);
        return (balance.AvailableMicros, balance.HeldMicros, balance.UnknownMicros);
    }

    public async Task<Hold> HoldAsync(AccountId? account = null) =>
        (await Ledger.HoldsAsync(account ?? Road.Sender, 0, 1, None)).Single().Hold;

    public async Task AuditAsync() => Assert.Null(await Store.Audit.RunAsync(None));

    public async ValueTask DisposeAsync()
    {
        await AuditAsync();
        await road.DisposeAsync();
    }

    /// <summary>One entry of a flush.</summary>
    internal sealed record Step(PlannedChunk Chunk, int Lead, EntryState State, params (Outcome Outcome, int Change)[] Moves)
    {
        public static Step Accepted(PlannedChunk chunk, int lead) => new(chunk, lead, EntryState.Accepted, (Outcome.Accepted, 1));

        public static Step Rejected(PlannedChunk chunk, int lead) => new(chunk, lead, EntryState.Rejected, (Outcome.Rejected, 1));

        public static Step Unknown(PlannedChunk chunk, int lead) => new(chunk, lead, EntryState.Unknown, (Outcome.Unknown, 1));

        public static Step Late(PlannedChunk chunk, int lead, bool accepted) => accepted
            ? new(chunk, lead, EntryState.LateAccepted, (Outcome.Unknown, -1), (Outcome.Accepted, 1))
            : new(chunk, lead, EntryState.LateRejected, (Outcome.Unknown, -1), (Outcome.Rejected, 1));
    }
}
