using System.Security.Cryptography;
using SmsWiser.Core.Chance;

namespace SmsWiser.Host.Chance;

/// <summary>The operating system's random octets. Any thread.</summary>
internal sealed class SystemRandom : IRandom
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
