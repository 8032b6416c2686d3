namespace SmsWiser.Web.Requests;

/// <summary>What a bucket says of one request.</summary>
/// <param name="IsTaken">Whether there was a token.</param>
/// <param name="Remaining">Whole tokens left.</param>
/// <param name="UntilNext">Time to the next token; zero while there is one.</param>
/// <param name="UntilFull">Time until the bucket is full.</param>
internal readonly record struct TokenState(bool IsTaken, int Remaining, TimeSpan UntilNext, TimeSpan UntilFull);

/// <summary>A token bucket per name. Bounded: when full, those that have refilled are forgotten, else the one that comes first, which is
/// counted against nobody. Any thread.</summary>
internal sealed class TokenBuckets(double perSecond, int burst, int maxBuckets, TimeProvider time)
{
    private readonly Dictionary<string, (double Tokens, long At)> buckets = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public int Burst => burst;

    /// <summary>Takes a token.</summary>
    public TokenState Take(string name) => Look(name, cost: 1);

    /// <summary>Looks without taking: whether there is a token.</summary>
    public TokenState Peek(string name) => Look(name, cost: 0);

    private TokenState Look(string name, int cost)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var tokens = buckets.TryGetValue(name, out var bucket) ? Filled(bucket, now) : burst;
            var isTaken = tokens >= 1;
            if (cost > 0)
            {
                if (isTaken)
                    tokens -= cost;
                if (!buckets.ContainsKey(name) && buckets.Count >= maxBuckets)
                    MakeRoom(now);
                buckets[name] = (tokens, now);
            }
            return new(isTaken, (int)tokens, tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / perSecond),
                TimeSpan.FromSeconds((burst - tokens) / perSecond));
        }
    }

    private double Filled((double Tokens, long At) bucket, long now) =>
        Math.Min(burst, bucket.Tokens + time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond);

    private void MakeRoom(long now)
    {
        foreach (var name in buckets.Where(one => Filled(one.Value, now) >= burst).Select(one => one.Key).ToList())
            buckets.Remove(name);
        if (buckets.Count >= maxBuckets)
            buckets.Remove(buckets.Keys.First());
    }
}
