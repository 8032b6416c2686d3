using System.Diagnostics;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Host.Demo;

/// <summary>The stop of a share as a run made it; times of CLOCK_MONOTONIC in nanoseconds.</summary>
internal sealed record DemoStop(long CalledNs, long ReturnedNs, StopReceipt Receipt);

/// <summary>What a run came to; seconds from the first part on the wire to the last answer, parts of the time before a crash left
/// out.</summary>
internal sealed record DemoResult(DemoTotals Totals, long PartsHere, double Seconds, DemoStop? Stop)
{
    /// <summary>When the first of the leads may go that still wait for the end of quiet hours; null when none waits.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public double MessagesPerSecond => Seconds > 0 ? PartsHere / Seconds : 0;
}

/// <summary>Watches one sendout from its start to its last answer and the receipts after it.</summary>
internal sealed class DemoRun(DemoSite site, string campaign, TimeSpan receiptWait)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    /// <summary>Called at every look, with the totals so far.</summary>
    public Func<DemoTotals, Task> OnLook { get; init; } = static _ => Task.CompletedTask;

    /// <summary>True when an earlier process began the sendout: its parts do not count for the rate.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Stops this share once so many parts are on the wire.</summary>
    public (string Share, long AfterParts)? StopShare { get; init; }

    /// <summary>Follows the sendout until it is sent, or all that is left of it waits for the end of quiet hours; then waits for
    /// receipts.</summary>
    public async Task<DemoResult> FollowAsync(CancellationToken cancellation)
    {
        var before = Submitted();
        var firstPart = 0L;
        DemoStop? stop = null;
        double? seconds = null;
        var quietSince = 0L;
        long lastFinal = -1;
        DateTimeOffset? heldUntil;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var sendout = await DemoTotals.LatestAsync(site.Host, campaign, cancellation);
            if (sendout.State == SendoutState.Failed)
                throw new UsageException($"the campaign could not be planned: {sendout.Error}");
            var totals = await DemoTotals.CountAsync(site.Host, campaign, cancellation);
            await OnLook(totals);
            if (firstPart == 0 && Submitted() > before)
                firstPart = Stopwatch.GetTimestamp();
            if (stop is null && StopShare is { } wanted && Submitted() - before >= wanted.AfterParts)
                stop = await StopAsync(wanted.Share);
            heldUntil = await HeldUntilAsync(sendout, totals, cancellation);
            if (sendout.FinishedAt is not null || heldUntil is not null)
            {
                seconds ??= firstPart == 0 ? 0 : Stopwatch.GetElapsedTime(firstPart).TotalSeconds;
                var final = totals.Outcomes.Answered - totals.Outcomes[Outcome.Accepted];
                if (final != lastFinal)
                    (lastFinal, quietSince) = (final, Stopwatch.GetTimestamp());
                if (totals.Outcomes[Outcome.Accepted] == 0 || Stopwatch.GetElapsedTime(quietSince) >= receiptWait)
                    break;
            }
            await PauseAsync(stop is null && StopShare is { } pending ? before + pending.AfterParts : long.MaxValue, cancellation);
        }
        var folded = await DemoTotals.FoldAsync(site.Host, campaign, cancellation);
        return new(folded, GoesOn ? Submitted() - before : folded.PartsSubmitted, seconds.Value, stop) { HeldUntil = heldUntil };
    }

    /// <summary>When the first held lead may go, once no other is open; else null.</summary>
    private async Task<DateTimeOffset?> HeldUntilAsync(Sendout sendout, DemoTotals totals, CancellationToken cancellation)
    {
        if (sendout.State != SendoutState.Sending)
            return null;
        // What waits for its turn alone, or for its end, does not wait long.
        var held = (await site.Host.Store.Sendouts.HeldAsync(sendout.Id, site.Clock.GetUtcNow(), cancellation))
            .Where(one => one.Hold.Reason != SuppressionReason.Validity).ToList();
        return held.Count > 0 && held.Sum(one => one.Leads) == totals.Outcomes[Outcome.Open] ? held.Min(one => one.Hold.NotBefore) : null;
    }

    /// <summary>Waits for the next look, or until so many parts are on the wire.</summary>
    private async Task PauseAsync(long parts, CancellationToken cancellation)
    {
        if (parts == long.MaxValue)
        {
            await Task.Delay(Look, cancellation);
            return;
        }
        for (var waited = TimeSpan.Zero; waited < Look && Submitted() < parts; waited += Glance)
            await Task.Delay(Glance, cancellation);
    }

    private async Task<DemoStop> StopAsync(string share)
    {
        var called = Stopwatch.GetTimestamp();
        var receipt = await site.Share(share).StopAsync(DemoSite.Owner, Guid.NewGuid().ToString("N"));
        return new(called, Stopwatch.GetTimestamp(), receipt);
    }

    private long Submitted() => site.Host.Engine.Submitted;
}
