using SmsWiser.Core.Dispatch;

namespace SmsWiser.Core.Compliance;

/// <summary>People who opted out, as far as they bind one sender: its own opt-outs and those of the whole platform. A pure look-up in
/// memory, asked once per lead.</summary>
public interface IOptOutLookup
{
    /// <summary>True when this number must not be written to.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    bool Contains(ulong number);
}

/// <summary>How many messages people have had lately. A pure look-up in memory, asked once per lead.</summary>
public interface IFrequencyLookup
{
    /// <summary>The cap that this number has reached, <see cref="SuppressionReason.FrequencyCap"/> (the account's own) or
    /// <see cref="SuppressionReason.PlatformCap"/>; null when one more is allowed.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    SuppressionReason? FindReached(ulong number);
}
