using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Ledger;

/// <summary>Holds the ledger against itself and against the journal, on one snapshot: balances against the fold of the transfers, holds
/// against theirs, revenue against the price of every accepted part. Reads everything, in memory of a few octets per priced chunk; for
/// tests and nightly runs. Any thread.</summary>
public sealed class LedgerAudit
{
    private const int FlushesPerRead = 64;

    private readonly DatabaseFile main;

    internal LedgerAudit(DatabaseFile main) => this.main = main;

    /// <summary>Runs all checks.</summary>
    /// <returns>The first difference, in a sentence; null when there is none.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellation) =>
        await main.ReadAsync(
            db => Sum(db) ?? Balances(db) ?? Overdrawn(db) ?? HoldsAddUp(db) ?? Revenue(db), cancellation);

    private static string? Sum(Database db) =>
        db.Get("Ledger/audit_sum").Scalar() is var sum and not 0 ? $"the balances add up to {sum}, not to 0" : null;

    private static string? Balances(Database db) =>
        db.Get("Ledger/audit_balances").First(row =>
            $"{(LedgerKind)row.Int(1)} of account {row.Long(0)} is {row.Long(2)}; its transfers come to {row.Long(3)}");

    private static string? Overdrawn(Database db) =>
        db.Get("Ledger/audit_overdrawn").First(row => $"available of account {row.Long(0)} is {row.Long(1)}, below 0");

    private static string? HoldsAddUp(Database db) =>
        db.Get("Ledger/audit_holds").First(row =>
            $"hold of sendout {row.Long(0)} is {(HoldState)row.Int(5)}: amount {row.Long(1)}, settled {row.Long(2)}, "
            + $"unknown {row.Long(3)}, released {row.Long(4)}; its transfers come to {row.Long(6)}, {row.Long(7)}, {row.Long(8)}, "
            + $"{row.Long(9)}");

    private static string? Revenue(Database db)
    {
        var earned = Earned(db);
        var rows = db.Get("Ledger/list_revenue");
        try
        {
            while (rows.Step())
            {
                earned.Remove(rows.Long(0), out var parts);
                if (parts != rows.Long(1))
                    return Differs(rows.Long(0), rows.Long(1), parts);
            }
        }
        finally
        {
            rows.Reset();
        }
        return earned.Count == 0 ? null : Differs(earned.First().Key, 0, earned.First().Value);
    }

    /// <summary>The price of all accepted parts in the journal, by sendout.</summary>
    private static SortedDictionary<long, long> Earned(Database db)
    {
        var prices = new Dictionary<ChunkKey, long>();
        var chunks = db.Get("Ledger/list_priced_chunks");
        while (chunks.Step())
            prices.Add(new(new(chunks.Long(0)), chunks.Int(1)), chunks.Long(2));
        var earned = new SortedDictionary<long, long>();
        var after = 0L;
        for (var read = prices.Count == 0 ? 0 : FlushesPerRead; read == FlushesPerRead;)
        {
            read = 0;
            var flushes = db.Get("Dispatch/read_journal").Bind(after).Bind(FlushesPerRead);
            for (; flushes.Step(); read++)
            {
                after = flushes.Long(0);
                Add(earned, prices, flushes.Blob(2));
            }
        }
        return earned;
    }

    private static void Add(SortedDictionary<long, long> earned, Dictionary<ChunkKey, long> prices, ReadOnlySpan<byte> body)
    {
        var reader = new EntryReader(body);
        while (reader.TryRead(out var entry))
        {
            if (entry.State is not (EntryState.Accepted or EntryState.LateAccepted) || !prices.TryGetValue(entry.Chunk, out var price))
                continue;
            var sendout = entry.Chunk.Sendout.Value;
            earned[sendout] = earned.GetValueOrDefault(sendout) + (price * entry.PartsMeant);
        }
    }

    private static string Differs(long sendout, long booked, long earned) =>
        $"sendout {sendout} brought in {booked}; the accepted parts of its journal come to {earned}";
}
