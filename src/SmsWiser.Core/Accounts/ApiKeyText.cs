using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Hashing;

namespace SmsWiser.Core.Accounts;

/// <summary>An API key as people hold it: <c>sk_</c> key id (12) <c>_</c> secret (26: 130 random bits) checksum (6), in lower-case
/// Crockford base 32. The front is for those who search leaks, the checksum refuses typing errors without a look-up.</summary>
public static class ApiKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Front = "sk_";

    private const int IdLength = 12;
    private const int ChecksumLength = 6;
    private const int BitsPerDigit = 5;

    /// <summary>Length of every key.</summary>
    public static int Length { get; } = Front.Length + IdLength + 1 + PublicId.Length + ChecksumLength;

    /// <summary>A new key: its id, the whole text, and the hash to keep. Any thread.</summary>
    public static (string KeyId, string Text, byte[] SecretHash) New(IRandom random)
    {
        var id = PublicId.New(random)[..IdLength];
        var secret = PublicId.New(random);
        var open = $"{Front}{id}_{secret}";
        return (id, open + Checksum(open), Hash(secret));
    }

    /// <summary>Takes a key apart.</summary>
    /// <returns>False when it is no key; then nothing has to be looked up.</returns>
    public static bool TryRead(string text, out string keyId, out byte[] secretHash)
    {
        (keyId, secretHash) = ("", []);
        if (text.Length != Length || !text.StartsWith(Front, StringComparison.Ordinal) || text[Front.Length + IdLength] != '_')
            return false;
        var open = text[..^ChecksumLength];
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(text[^ChecksumLength..]), Encoding.UTF8.GetBytes(Checksum(open))))
            return false;
        keyId = text.Substring(Front.Length, IdLength);
        secretHash = Hash(open[^PublicId.Length..]);
        return true;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Checksum(string open)
    {
        var hash = Xxh64.Hash(Encoding.UTF8.GetBytes(open));
        return string.Create(ChecksumLength, hash, static (digits, hash) =>
        {
            for (var i = 0; i < digits.Length; i++)
                digits[i] = PublicId.Crockford[(int)(hash >> (i * BitsPerDigit) & 31)];
        });
    }
}
