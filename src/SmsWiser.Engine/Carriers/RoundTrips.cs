using System.Numerics;
using SmsWiser.Engine.Metrics;

namespace SmsWiser.Engine.Carriers;

/// <summary>Distribution of submit_sm round trips of one bind: 16 buckets per doubling, so a percentile is exact to 1/16. Written on the
/// bind's pump;
/// read by any thread.</summary>
internal sealed class RoundTrips
{
    private const int Sub = 16;
    private const int SubBits = 4;

    private readonly long[] buckets = new long[64 * Sub];

    private long slowest = -1;

    public void Add(long ticks)
    {
        buckets[Bucket(Math.Max(0, ticks))]++;
        slowest = Math.Max(slowest, ticks);
    }

    /// <summary>After the responses of one receive: tells the meter of the slowest.</summary>
    public void Publish(string bind, TimeProvider time)
    {
        if (slowest >= 0)
            EngineInstruments.RoundTrip.Record(
                slowest / (double)time.TimestampFrequency, new KeyValuePair<string, object?>("bind", bind));
        slowest = -1;
    }

    /// <summary>Adds this distribution to another one's buckets.</summary>
    public void AddTo(RoundTrips total)
    {
        for (var i = 0; i < buckets.Length; i++)
            total.buckets[i] += Volatile.Read(ref buckets[i]);
    }

    /// <summary>Upper bound of the bucket in which the percentile lies, in ticks; 0 when nothing was counted.</summary>
    public long Percentile(double percent)
    {
        var all = buckets.Sum();
        var wanted = (long)Math.Ceiling(all * percent / 100);
        var seen = 0L;
        for (var i = 0; i < buckets.Length && wanted > 0; i++)
        {
            seen += buckets[i];
            if (seen >= wanted)
                return Upper(i);
        }
        return 0;
    }

    private static int Bucket(long ticks)
    {
        if (ticks < Sub)
            return (int)ticks;
        var octave = 63 - BitOperations.LeadingZeroCount((ulong)ticks);
        return ((octave - SubBits + 1) << SubBits) + (int)((ticks >> (octave - SubBits)) & (Sub - 1));
    }

    private static long Upper(int bucket)
    {
        if (bucket < Sub)
            return bucket;
        var octave = (bucket >> SubBits) + SubBits - 1;
        return ((long)(Sub + (bucket & (Sub - 1)) + 1) << (octave - SubBits)) - 1;
    }
}
