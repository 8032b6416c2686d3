using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Sealing;

/// <summary>Random 96-bit nonces, drawn from the source 341 at a time. One owner; not thread-safe.</summary>
/// <param name="random">Where they come from.</param>
public sealed class NonceSource(IRandom random)
{
    private readonly byte[] octets = new byte[4096 / PageCipher.NonceBytes * PageCipher.NonceBytes];
    private int used = int.MaxValue;

    /// <summary>Writes the next nonce into the first 12 octets of <paramref name="destination"/>.</summary>
    public void Next(Span<byte> destination)
    {
        if (used >= octets.Length)
        {
            random.Fill(octets);
            used = 0;
        }
        octets.AsSpan(used, PageCipher.NonceBytes).CopyTo(destination);
        used += PageCipher.NonceBytes;
    }
}
