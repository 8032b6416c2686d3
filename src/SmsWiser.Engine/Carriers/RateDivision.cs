namespace SmsWiser.Engine.Carriers;

/// <summary>Divides a rate in whole parts per second.</summary>
internal static class RateDivision
{
    /// <summary>Each bind gets the floor; the rest goes to all in equal parts as far as their limits go, the remainder to the first. What
    /// nobody may take stays undivided. The sum is never above the rate.</summary>
    /// <param name="rate">Parts per second, at least the floor for each bind.</param>
    /// <param name="limits">The most that each bind may get, at least the floor.</param>
    public static int[] Divide(int rate, IReadOnlyList<int> limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, limits.Count * BindRate.Floor);
        var shares = new int[limits.Count];
        Array.Fill(shares, BindRate.Floor);
        for (var left = rate - (shares.Length * BindRate.Floor); left > 0;)
        {
            var open = Enumerable.Range(0, shares.Length).Where(i => shares[i] < limits[i]).ToList();
            if (open.Count == 0)
                break;
            var (each, over) = (left / open.Count, left % open.Count);
            for (var i = 0; i < open.Count; i++)
            {
                var more = Math.Min(each + (i < over ? 1 : 0), limits[open[i]] - shares[open[i]]);
                shares[open[i]] += more;
                left -= more;
            }
        }
        return shares;
    }
}
