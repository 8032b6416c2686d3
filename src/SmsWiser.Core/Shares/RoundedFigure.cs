using System.Globalization;

namespace SmsWiser.Core.Shares;

/// <summary>The one place where figures over shared lists lose their precision, for recipients by rounding and for owners by a threshold.
/// Pure functions; any thread.</summary>
public static class RoundedFigure
{
    /// <summary>Below this a recipient sees no figure at all.</summary>
    public const long RecipientFloor = 300;

    /// <summary>Below this the owner of a share sees no figure of what its recipient did; the default agreement.</summary>
    public const long OwnerFloor = 50;

    /// <summary>The figure a recipient may calculate with: two significant digits, a half rounded up; below <see cref="RecipientFloor"/>
    /// it is 0.</summary>
    /// <param name="exact">Exact figure, not negative.</param>
    public static long Of(long exact)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exact);
        if (exact < RecipientFloor)
            return 0;
        var unit = UnitOf(exact);
        var digits = exact / unit;
        if (exact - (digits * unit) >= unit - (unit / 2))
            digits++;
        return digits * unit;
    }

    /// <summary>The largest exact figure that looks like this one to a recipient: it tells nothing that <see cref="ForRecipient"/> does
    /// not.</summary>
    /// <param name="exact">Exact figure, not negative.</param>
    public static long MostOf(long exact)
    {
        var rounded = Of(exact);
        return rounded == 0 ? RecipientFloor - 1 : rounded + (UnitOf(rounded) / 2) - 1;
    }

    /// <summary>Two significant digits, rounded up: a bound on what may come from shared lists that tells no more of them than
    /// that.</summary>
    /// <param name="exact">Exact figure, not negative.</param>
    public static long Above(long exact)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exact);
        var unit = UnitOf(exact);
        return exact % unit == 0 ? exact : checked((exact / unit * unit) + unit);
    }

    /// <summary>The figure as a recipient reads it: <c>~45,000</c>, or <c>&lt;300</c>.</summary>
    /// <param name="exact">Exact figure, not negative.</param>
    public static string ForRecipient(long exact) =>
        exact < RecipientFloor ? $"<{RecipientFloor}" : "~" + Of(exact).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The figure as the owner of a share reads it: exact from <see cref="OwnerFloor"/> on, <c>12,345</c>; else
    /// <c>&lt;50</c>.</summary>
    /// <param name="exact">Exact figure, not negative.</param>
    public static string ForOwner(long exact) =>
        exact < OwnerFloor ? $"<{OwnerFloor}" : exact.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What one more in the second digit is worth.</summary>
    private static long UnitOf(long figure)
    {
        var unit = 1L;
        while (figure / unit >= 100)
            unit *= 10;
        return unit;
    }
}
