namespace SmsWiser.Engine.Campaigns;

/// <summary>Puts things into an order that only the key tells: the same key gives the same order, another key another one. Fisher–Yates
/// over a SplitMix64 stream, so every order is as likely. A recipient who knows when a lead was sent to learns nothing of its place in the
/// list.
/// Pure functions; any thread.</summary>
internal static class KeyedOrder
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Fills <paramref name="order"/> with 0, 1, … in keyed order.</summary>
    public static void Fill(Span<int> order, ulong key)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)Math.BigMul(Next(ref key), (ulong)(i + 1), out _);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>A key for one part of what the key orders.</summary>
    public static ulong Derive(ulong key, int part)
    {
        var state = key ^ (unchecked((ulong)part * Golden));
        return Next(ref state);
    }

    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += Golden;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
