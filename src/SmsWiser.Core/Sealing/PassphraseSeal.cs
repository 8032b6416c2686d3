using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Sealing;

/// <summary>Seals a secret under a passphrase that people keep: PBKDF2 with HMAC-SHA256 (RFC 8018) makes the key, AES-256-GCM seals.
/// Octets: mark (4) ‖ iterations (4, little-endian) ‖ salt (16) ‖ nonce (12) ‖ tag (16) ‖ ciphertext; all before the nonce is
/// authenticated. Any thread; takes about a tenth of a second by intent.</summary>
public static class PassphraseSeal
{
    /// <summary>Shortest passphrase that is taken, in characters.</summary>
    public const int MinPassphrase = 12;

    private const int Iterations = 600_000; // OWASP's figure for PBKDF2 with HMAC-SHA256.
    private const int MaxIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int HeaderBytes = 4 + sizeof(int) + SaltBytes;

    private static ReadOnlySpan<byte> Mark => "SWP1"u8;

    /// <summary>Seals.</summary>
    /// <exception cref="ArgumentException">The passphrase is shorter than <see cref="MinPassphrase"/>.</exception>
    public static byte[] Seal(string passphrase, ReadOnlySpan<byte> secret, IRandom random)
    {
        if (passphrase.Length < MinPassphrase)
            throw new ArgumentException($"a passphrase has {MinPassphrase} characters at least, not {passphrase.Length}");
        var octets = new byte[HeaderBytes + PageCipher.Overhead + secret.Length];
        var header = octets.AsSpan(0, HeaderBytes);
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Iterations);
        random.Fill(header[(4 + sizeof(int))..]);
        var body = octets.AsSpan(HeaderBytes);
        var nonce = body[..PageCipher.NonceBytes];
        random.Fill(nonce);
        using var cipher = Cipher(passphrase, header);
        cipher.Encrypt(nonce, secret, body[PageCipher.Overhead..], body[PageCipher.NonceBytes..PageCipher.Overhead], header);
        return octets;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="SealBrokenException">The passphrase is another, or the octets were changed or are no sealed secret.</exception>
    public static byte[] Open(string passphrase, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < HeaderBytes + PageCipher.Overhead || !octets.StartsWith(Mark)
            || BinaryPrimitives.ReadInt32LittleEndian(octets[4..]) is not (>= 1 and <= MaxIterations))
            throw new SealBrokenException("these octets were not sealed under a passphrase, or are damaged");
        var header = octets[..HeaderBytes];
        var body = octets[HeaderBytes..];
        var secret = new byte[body.Length - PageCipher.Overhead];
        using var cipher = Cipher(passphrase, header);
        try
        {
            cipher.Decrypt(body[..PageCipher.NonceBytes], body[PageCipher.Overhead..], body[PageCipher.NonceBytes..PageCipher.Overhead],
                secret, header);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException("the passphrase is wrong, or what it sealed is damaged");
        }
    }

    private static AesGcm Cipher(string passphrase, ReadOnlySpan<byte> header)
    {
        var typed = Encoding.UTF8.GetBytes(passphrase);
        Span<byte> key = stackalloc byte[MasterKey.Size];
        Rfc2898DeriveBytes.Pbkdf2(typed, header[(4 + sizeof(int))..], key, BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            HashAlgorithmName.SHA256);
        try
        {
            return new AesGcm(key, PageCipher.TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(typed);
        }
    }
}
