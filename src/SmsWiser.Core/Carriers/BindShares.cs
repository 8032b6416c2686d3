namespace SmsWiser.Core.Carriers;

/// <summary>The rule for every division of a carrier's rate, for stores to check inside their transaction.</summary>
public static class BindShares
{
    /// <summary>Checks that each bind has one share of at least 1, and that all together do not exceed the rate.</summary>
    /// <param name="shares">The shares.</param>
    /// <param name="ratePerSecond">The carrier's rate, parts per second.</param>
    /// <param name="binds">How many binds it has.</param>
    /// <exception cref="ArgumentException">The rule is broken; the message says how.</exception>
    public static void Check(IReadOnlyList<BindShare> shares, long ratePerSecond, long binds)
    {
        if (shares.DistinctBy(share => share.Bind).Count() != binds || shares.Count != binds)
            throw new ArgumentException($"{shares.Count} shares for {binds} binds; expected one for each", nameof(shares));
        if (shares.Any(share => share.RatePerSecond < 1))
            throw new ArgumentException("a bind's share is below 1 part/s", nameof(shares));
        var sum = shares.Sum(share => (long)share.RatePerSecond);
        if (sum > ratePerSecond)
            throw new ArgumentException($"shares of {sum} parts/s are above the carrier's rate of {ratePerSecond}", nameof(shares));
    }
}
