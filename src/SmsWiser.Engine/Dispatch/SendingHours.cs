using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Whether the leads of one place may be written to for some time yet: by the hours of the place and the validity of the sendout.
/// Dispatcher loop.</summary>
internal sealed class SendingHours(DispatchOptions options, TimeProvider time)
{
    /// <summary>Why leads of a place are not to be begun now, or null.</summary>
    /// <param name="run">Their sendout.</param>
    /// <param name="decision">What eligibility says of one of them now: eligible, or hold.</param>
    /// <param name="place">Where they are.</param>
    /// <param name="now">UTC.</param>
    /// <param name="closes">Without a hold: when nothing more may be written to them, UTC.</param>
    public ChunkHold? Find(SendoutRun run, EligibilityDecision decision, Place place, DateTimeOffset now, out DateTimeOffset closes)
    {
        closes = run.ClosesAt;
        if (run.ClosesAt <= now)
            return new(SuppressionReason.Validity, DateTimeOffset.MaxValue);
        // Transactional messages have no hours: their decision lasts to the end of time.
        if (decision.Verdict == EligibilityVerdict.Eligible && decision.NotBefore - now < options.ClosingMargin)
            decision = run.Eligibility.Decide(place, decision.NotBefore);
        if (decision.Verdict == EligibilityVerdict.Hold)
            return new(decision.Reason!.Value, decision.NotBefore);
        if (decision.NotBefore < closes)
            closes = decision.NotBefore;
        return null;
    }

    /// <summary>Why a chunk that was prepared goes back to the store, or null when it may be claimed again at once.</summary>
    public ChunkHold? Find(PreparedChunk chunk)
    {
        var (run, now) = (chunk.Board.Run, time.GetUtcNow());
        return chunk.Place is { } place ? Find(run, run.Eligibility.Decide(place, now), place, now, out _) : null;
    }

    /// <summary>The timestamp at a moment, never one after it.</summary>
    public long Timestamp(DateTimeOffset moment)
    {
        var timestamp = time.GetTimestamp();
        return moment == DateTimeOffset.MaxValue
            ? long.MaxValue
            : timestamp + (long)((moment - time.GetUtcNow()).TotalSeconds * time.TimestampFrequency);
    }
}
