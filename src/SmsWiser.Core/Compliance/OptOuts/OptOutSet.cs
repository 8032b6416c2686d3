namespace SmsWiser.Core.Compliance;

/// <summary>Everybody who has left one of a sendout's domains, for a plan that asks lead by lead: 8 octets a person and 4 MB of index at
/// most, so 10 million take 84 MB. Number keys are as good as random, so a look-up reads about one cache line of keys. Immutable; any
/// thread.</summary>
public sealed class OptOutSet
{
    private readonly SortedKeys[] keys;

    private OptOutSet(SortedKeys[] keys) => this.keys = keys;

    /// <summary>True when nobody has left any of the domains.</summary>
    public bool IsEmpty => keys.Length == 0;

    /// <summary>People, those who left several domains counted several times.</summary>
    public long Count => keys.Sum(one => (long)one.Count);

    /// <summary>Reads the opt-outs that stand.</summary>
    public static async Task<OptOutSet> LoadAsync(IOptOutStore store, OptOutDomains domains, CancellationToken cancellation)
    {
        var loaded = new List<SortedKeys>();
        foreach (var domain in domains.All)
        {
            if (await SortedKeys.LoadAsync(store, domain, cancellation) is { Count: > 0 } some)
                loaded.Add(some);
        }
        return new([.. loaded]);
    }

    /// <summary>True when the person has left one of the domains. Allocates nothing.</summary>
    /// <param name="numberKey">Low 64 bits of the number's key.</param>
    public bool Contains(ulong numberKey)
    {
        foreach (var some in keys)
        {
            if (some.Contains(numberKey))
                return true;
        }
        return false;
    }

    /// <summary>Keys in order, with the place of each 2^n-th part of all possible keys.</summary>
    private sealed class SortedKeys
    {
        private const int KeysPerRead = 16_384;
        private const int KeysPerBucket = 8;
        private const int MaxBucketBits = 20;
        private const ulong SignBit = 1UL << 63;

        private readonly ulong[] keys;
        private readonly int[] starts;
        private readonly int shift;

        private SortedKeys(ulong[] keys, int count)
        {
            this.keys = keys;
            Count = count;
            var bits = Math.Clamp(System.Numerics.BitOperations.Log2((uint)Math.Max(1, count / KeysPerBucket)), 1, MaxBucketBits);
            shift = 64 - bits;
            starts = new int[(1 << bits) + 1];
            var at = 0;
            for (var bucket = 0; bucket < starts.Length - 1; bucket++)
            {
                starts[bucket] = at;
                while (at < count && keys[at] >> shift == (ulong)bucket)
                    at++;
            }
            starts[^1] = count;
        }

        public int Count { get; }

        public static async Task<SortedKeys> LoadAsync(IOptOutStore store, OptOutDomain domain, CancellationToken cancellation)
        {
            var expected = await store.CountAsync(domain, cancellation);
            var keys = new ulong[checked((int)expected)];
            var buffer = new ulong[KeysPerRead];
            var (count, read) = (0, KeysPerRead);
            long? after = null;
            while (read == KeysPerRead)
            {
                read = await store.ReadAsync(domain, after, buffer, cancellation);
                after = read == 0 ? after : unchecked((long)buffer[read - 1]);
                if (count + read > keys.Length)
                    Array.Resize(ref keys, Math.Max(count + read, keys.Length + keys.Length / 8));
                // The store's order is that of signed numbers; with the sign bit turned over it is that of unsigned ones.
                for (var i = 0; i < read; i++)
                    keys[count++] = buffer[i] ^ SignBit;
            }
            return new(keys, count);
        }

        public bool Contains(ulong numberKey)
        {
            var key = numberKey ^ SignBit;
            var bucket = (int)(key >> shift);
            return keys.AsSpan(starts[bucket], starts[bucket + 1] - starts[bucket]).BinarySearch(key) >= 0;
        }
    }
}
