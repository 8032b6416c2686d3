using SmsWiser.Core.Chance;

namespace SmsWiser.Testing.Chance;

/// <summary>Octets that are the same for the same seed. Any thread; the order of callers decides who gets which.</summary>
public sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random random = new(seed);

    public void Fill(Span<byte> destination)
    {
        lock (random)
            random.NextBytes(destination);
    }
}
