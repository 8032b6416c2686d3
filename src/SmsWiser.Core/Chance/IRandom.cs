namespace SmsWiser.Core.Chance;

/// <summary>Source of unpredictable octets for ids, keys and nonces. Real entropy in production, a seed in simulation.</summary>
public interface IRandom
{
    /// <summary>Fills <paramref name="destination"/> with random octets. Any thread.</summary>
    void Fill(Span<byte> destination);
}
