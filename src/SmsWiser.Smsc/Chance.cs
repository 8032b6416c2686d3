namespace SmsWiser.Smsc;

/// <summary>Seeded pseudo-random numbers (SplitMix64): the same seed gives the same carrier.</summary>
internal sealed class Chance(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>True with the given probability. 0 and 1 are certain and draw nothing.</summary>
    public bool Happens(double ratio)
    {
        if (ratio <= 0) return false;
        if (ratio >= 1) return true;
        return (Mix(state += Step) >> 11) * (1.0 / (1UL << 53)) < ratio;
    }

    /// <summary>A bijection that spreads every bit over all others.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

