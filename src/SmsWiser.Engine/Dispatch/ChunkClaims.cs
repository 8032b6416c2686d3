using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Metrics;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Claims chunks for carriers, one claim at a time for each, so that a bounded stretch of work lies ahead of every bind.
/// Dispatcher loop only.</summary>
internal sealed partial class ChunkClaims(
    ActiveRuns runs, IDispatchStore store, Gate gate, BoardTable boards, SendingHours hours, NodeId node, DispatchOptions options,
    TimeProvider time, ILogger<ChunkClaims> log)
{
    /// <summary>Leads of a full chunk.</summary>
    public const int PlannedChunkSize = 256;

    private bool stopping;

    /// <summary>Parts that may be ahead of a bind: a stretch of time at its rate, one chunk at least.</summary>
    public static int Ahead(BindWriter bind, TimeSpan stretch, int maxChunks)
    {
        var rate = bind.Rate.Current;
        var most = maxChunks * PlannedChunkSize;
        return rate == 0 ? most : (int)Math.Clamp(rate * stretch.TotalSeconds, PlannedChunkSize, most);
    }

    /// <summary>Nothing more is claimed.</summary>
    public void Stop() => stopping = true;

    /// <summary>Begins a claim when the carrier has room for it and a sendout may have work; its end wakes the loop.</summary>
    public void Begin(CarrierStock stock, Signal done)
    {
        if (stopping || stock.Claiming is not null || stock.Duties.Count == 0 || boards.IsFull)
            return;
        var wanted = 0;
        foreach (var bind in stock.Binds)
        {
            if (bind is { IsBound: true, Submits: true })
                wanted += Math.Max(1, (Ahead(bind, options.ClaimAhead,
                    2 * options.PreparedChunksPerBind) - bind.Backlog) / PlannedChunkSize);
        }
        wanted -= stock.Chunks;
        if (wanted <= 0)
            return;
        var portion = stock.FindClaimable(runs, options.ChunksPerClaim, time.GetTimestamp());
        if (stock.Claimable.Count == 0 || runs.Next(stock.Claimable, stock.IsQuiet(time.GetUtcNow())) is not { } run)
            return;
        var claiming = ClaimAsync(stock, run, Math.Min(wanted, portion), done);
        stock.Claiming = claiming.IsCompleted ? null : claiming;
    }

    private async Task ClaimAsync(CarrierStock stock, SendoutRun run, int chunks, Signal done)
    {
        try
        {
            var now = time.GetUtcNow();
            var routes = stock.Claimable.ToArray();
            using var trace = EngineInstruments.Traces.StartActivity("claim");
            var claimed = await store.ClaimAsync(node, run.Id, routes, chunks, now, default);
            foreach (var plan in claimed)
            {
                var authority = gate.Authority(plan.Grant, plan.Epoch);
                var board = run.Board(plan.Key.No);
                if (board is null)
                {
                    board = boards.Add(plan.Key, run, run.Totals(plan.Grant), authority, plan.Leads);
                    board.Charges = run.Charges(plan.PriceMicros);
                    run.Remember(board);
                }
                (board.Plan, board.ClaimedAt) = (plan, time.GetTimestamp());
                stock.Claimed.Enqueue(board);
            }
            stock.Take(routes, claimed, time.GetTimestamp());
            if (claimed.Count < chunks)
                run.Exhausted.UnionWith(routes);
            if (claimed.Count == 0 && await store.FindNextDueAsync(run.Id, now, default) is { } due)
                run.RestsUntil = Math.Min(hours.Timestamp(due), hours.Timestamp(now + options.HeldPoll));
        }
        catch (Exception error) when (!stopping)
        {
            LogClaimFailed(error);
        }
        finally
        {
            stock.Claiming = null;
            done.Set();
        }
    }

    [LoggerMessage(LogLevel.Error, "A claim of chunks failed; going on")]
    private partial void LogClaimFailed(Exception error);
}
