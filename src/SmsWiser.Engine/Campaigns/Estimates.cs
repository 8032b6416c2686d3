using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Shares;
using SmsWiser.Core.Time;

namespace SmsWiser.Engine.Campaigns;

/// <summary>What an estimate found.</summary>
/// <param name="Own">Over own lists; null without any.</param>
/// <param name="Shared">Over shared lists, each counted by itself; null without any.</param>
/// <param name="SharedParts">Parts that no SMS over shared lists exceeds.</param>
/// <param name="HighestPriceMicros">The highest price of any route.</param>
/// <param name="Grants">The shares relied on, with their epochs.</param>
internal sealed record EstimateFigures(
    AudienceFigures? Own, AudienceFigures? Shared, int SharedParts, long HighestPriceMicros,
    IReadOnlyList<(GrantId Grant, int Epoch)> Grants);

/// <summary>One estimate, as far as it is. Written by its loop, read by any thread.</summary>
/// <param name="at">The start it is for.</param>
internal sealed class Estimate(DateTimeOffset at)
{
    private long walked, total;
    private volatile bool isDone;

    public DateTimeOffset At => at;

    public long Walked => Interlocked.Read(ref walked);

    public long Total => Interlocked.Read(ref total);

    /// <summary>True when it has ended, well or not; then the other members are final.</summary>
    public bool IsDone => isDone;

    /// <summary>What it found; null when it failed.</summary>
    public EstimateFigures? Figures { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; private set; }

    public void Tell(long leads, long ofAll)
    {
        Interlocked.Exchange(ref total, ofAll);
        Interlocked.Exchange(ref walked, leads);
    }

    public void End(EstimateFigures? figures, string? error)
    {
        (Figures, Error) = (figures, error);
        isDone = true;
    }
}

/// <summary>Estimates outside of grain turns, one at a time on a node; the last one of each of the latest campaigns is kept. One per node;
/// any thread.</summary>
internal sealed partial class Estimates(
    Planner planner, IShareStore shares, ILedgerStore ledger, ILoops loops, TimeProvider time, ILogger<Estimates> log) : IAsyncDisposable
{
    private const int MaxWaiting = 100;
    private const int MaxKept = 1_000;

    private readonly Backlog backlog = new("estimates", loops, MaxWaiting);
    private readonly Lock guard = new();
    private readonly Dictionary<CampaignId, Estimate> kept = [];
    private readonly Queue<CampaignId> order = [];

    /// <summary>Begins an estimate in place of an earlier one; while one of the campaign is under way, that is it.</summary>
    /// <exception cref="Contracts.RefusedException"><c>overloaded</c>.</exception>
    public Task<EstimateView> StartAsync(Campaign campaign) => ViewAsync(campaign, Start(campaign));

    /// <summary>The last estimate of a campaign.</summary>
    /// <exception cref="Contracts.RefusedException"><c>wrong_state</c> when none is kept; <c>share_not_active</c> when one relies on a
    /// share that was stopped since.</exception>
    public Task<EstimateView> FindAsync(Campaign campaign)
    {
        Estimate? estimate;
        lock (guard)
            estimate = kept.GetValueOrDefault(campaign.Id);
        return estimate is not null
            ? ViewAsync(campaign, estimate)
            : throw Refusal.WrongState("no estimate of this campaign is kept; make one");
    }

    /// <summary>Completes when every estimate begun so far has ended.</summary>
    public Task DrainedAsync() => backlog.DrainedAsync();

    public async ValueTask DisposeAsync()
    {
        await backlog.StopAsync();
        backlog.Dispose();
    }

    private Estimate Start(Campaign campaign)
    {
        lock (guard)
        {
            if (kept.TryGetValue(campaign.Id, out var known) && !known.IsDone)
                return known;
            var estimate = new Estimate(campaign.Schedule?.DueAt ?? time.GetUtcNow());
            if (!backlog.TryAdd(cancellation => RunAsync(campaign, estimate, cancellation)))
                throw Refusal.Of(ErrorCode.Overloaded, $"{MaxWaiting} estimates wait already; try again later");
            if (known is null)
                order.Enqueue(campaign.Id);
            kept[campaign.Id] = estimate;
            while (order.Count > MaxKept)
                kept.Remove(order.Dequeue());
            return estimate;
        }
    }

    private async Task<EstimateView> ViewAsync(Campaign campaign, Estimate estimate)
    {
        foreach (var (id, epoch) in (estimate.IsDone ? estimate.Figures?.Grants : null) ?? [])
        {
            if (await shares.FindAsync(id, CancellationToken.None) is not { State: GrantState.Accepted } grant || grant.Epoch != epoch)
                throw Refusal.Of(
                    ErrorCode.ShareNotActive, "a list of this estimate was stopped being shared since; make a new one");
        }
        return EstimateViews.Of(campaign, estimate, await ledger.BalanceAsync(campaign.Account, CancellationToken.None));
    }

    private async Task RunAsync(Campaign campaign, Estimate estimate, CancellationToken cancellation)
    {
        try
        {
            estimate.End(await planner.EstimateAsync(campaign, estimate.At, estimate.Tell, cancellation), null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            estimate.End(null, "the node stopped");
        }
        catch (Exception error) when (Planner.Explain(error) is { } reason)
        {
            estimate.End(null, reason);
        }
        catch (Exception error)
        {
            LogFailed(campaign.Id.Value, error);
            estimate.End(null, "it failed on an error inside the node; its operator finds it in the log");
        }
    }

    [LoggerMessage(LogLevel.Error, "estimate of campaign {CampaignId} failed")]
    private partial void LogFailed(long campaignId, Exception error);
}
