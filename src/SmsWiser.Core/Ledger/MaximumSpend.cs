using System.Globalization;
using SmsWiser.Core.Shares;

namespace SmsWiser.Core.Ledger;

/// <summary>Whether a planned sendout keeps within what its campaign may spend. Decided in the transaction that takes the hold; what is
/// open later is never more. Pure functions; any thread.</summary>
public static class MaximumSpend
{
    private const decimal Micros = 1_000_000;

    /// <summary>Why the sendout must not start, with what would help; null when it may. What shared lists may cost counts rounded up to two
    /// significant digits, since trying maximums would otherwise tell it exactly.</summary>
    /// <param name="maxMicros">The campaign's maximum; null = none.</param>
    /// <param name="ownMicros">What open leads of own lists may cost at most.</param>
    /// <param name="sharedMicros">The same of shared lists.</param>
    public static string? FindExcess(long? maxMicros, long ownMicros, long sharedMicros)
    {
        var most = checked(ownMicros + RoundedFigure.Above(sharedMicros));
        return maxMicros is not { } max || most <= max
            ? null
            : $"max_spend: it may cost up to {Amount(most)}, and the campaign's maximum is {Amount(max)}; nothing was sent. Make the "
                + "campaign anew with a higher maximum, fewer leads, a shorter text or fewer parts";
    }

    private static string Amount(long micros) => (micros / Micros).ToString("0.00####", CultureInfo.InvariantCulture);
}
