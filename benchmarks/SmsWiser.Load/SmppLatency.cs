using System.Numerics;

namespace SmsWiser.Load;

/// <summary>A histogram of round trips: microseconds in buckets that are 1/16 wide, exact to about 6 %.</summary>
internal sealed class SmppLatency
{
    private const int SubBits = 4;
    private readonly long[] buckets = new long[64 << SubBits];

    public void Add(TimeSpan roundTrip) => buckets[Bucket((ulong)Math.Max(0, roundTrip.Ticks / TimeSpan.TicksPerMicrosecond))]++;

    public static SmppLatency Sum(IEnumerable<SmppLatency> parts)
    {
        var sum = new SmppLatency();
        foreach (var part in parts)
        {
            for (var i = 0; i < sum.buckets.Length; i++) sum.buckets[i] += part.buckets[i];
        }

        return sum;
    }

    /// <summary>The value below which the given share of all lies, in milliseconds; 0 when there are none.</summary>
    public double Quantile(double share)
    {
        var left = (long)Math.Ceiling(buckets.Sum() * share);
        for (var i = 0; i < buckets.Length; i++)
        {
            left -= buckets[i];
            if (left <= 0) return Upper(i) / 1000.0;
        }

        return 0;
    }

    private static int Bucket(ulong microseconds)
    {
        if (microseconds < 1 << SubBits) return (int)microseconds;
        var shift = BitOperations.Log2(microseconds) - SubBits;
        return ((shift + 1) << SubBits) + (int)((microseconds >> shift) & ((1 << SubBits) - 1));
    }

    private static double Upper(int bucket)
    {
        if (bucket < 1 << SubBits) return bucket;
        var shift = (bucket >> SubBits) - 1;
        return (double)((((ulong)bucket & ((1 << SubBits) - 1)) | (1 << SubBits)) << shift);
    }
}

