using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;

namespace SmsWiser.Core.Sealing;

/// <summary>
/// The master keys of a node. Wraps the data keys of lists and seals small secrets with the newest key (the one with the highest id);
/// opens what any of them sealed. Wrapped octets are nonce (12) ‖ tag (16) ‖ ciphertext under AES-256-GCM, NIST SP 800-38D. Any thread.
/// </summary>
public sealed class KeyRing
{
    private const int KeyIdBytes = sizeof(int);
    private readonly SortedDictionary<int, MasterKey> keys = [];
    private readonly IRandom random;

    /// <summary>A ring of at least one key; ids are distinct, else <see cref="ArgumentException"/>.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="random">Where nonces and new data keys come from.</param>
    public KeyRing(IReadOnlyList<MasterKey> keys, IRandom random)
    {
        if (keys.Count == 0)
            throw new ArgumentException("a key ring needs at least one master key", nameof(keys));
        foreach (var key in keys)
        {
            if (!this.keys.TryAdd(key.Id, key))
                throw new ArgumentException($"master key {key.Id} is there twice", nameof(keys));
        }
        this.random = random;
        CurrentKeyId = this.keys.Keys.Max();
    }

    /// <summary>Id of the key that wraps from now on.</summary>
    public int CurrentKeyId { get; }

    /// <summary>A new random data key for a list, wrapped by the current master key.</summary>
    public WrappedKey NewDataKey(ListId list)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Size];
        random.Fill(dataKey);
        var wrapped = Wrap(list, dataKey);
        CryptographicOperations.ZeroMemory(dataKey);
        return wrapped;
    }

    /// <summary>Wraps a list's data key of 32 octets by the current master key; the list's id is authenticated with it.</summary>
    public WrappedKey Wrap(ListId list, ReadOnlySpan<byte> dataKey)
    {
        RequireKeySize(dataKey.Length, nameof(dataKey));
        var octets = new byte[PageCipher.Overhead + dataKey.Length];
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(about, list.Value);
        Seal(keys[CurrentKeyId], about, dataKey, octets);
        return new(CurrentKeyId, octets);
    }

    /// <summary>Unwraps a list's data key into 32 octets; the caller wipes them after use.</summary>
    /// <exception cref="UnknownKeyException">The master key is not in the ring.</exception>
    /// <exception cref="SealBrokenException">The wrapped key was changed or belongs to another list.</exception>
    public void Unwrap(ListId list, WrappedKey wrapped, Span<byte> dataKey)
    {
        RequireKeySize(dataKey.Length, nameof(dataKey));
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(about, list.Value);
        if (!TryOpen(Find(wrapped.KeyId), about, wrapped.Octets.Span, dataKey))
            throw new SealBrokenException($"data key of list {list.Value} does not open under master key {wrapped.KeyId}");
    }

    /// <summary>Seals a small secret such as a carrier's password: key id (4, little-endian) ‖ nonce ‖ tag ‖ ciphertext.</summary>
    /// <param name="place">Where it is kept, for example <c>carrier 12 password</c>; authenticated with it, and needed to open it.</param>
    /// <param name="secret">The secret.</param>
    public byte[] SealSecret(string place, ReadOnlySpan<byte> secret)
    {
        var octets = new byte[KeyIdBytes + PageCipher.Overhead + secret.Length];
        BinaryPrimitives.WriteInt32LittleEndian(octets, CurrentKeyId);
        Seal(keys[CurrentKeyId], Encoding.UTF8.GetBytes(place), secret, octets.AsSpan(KeyIdBytes));
        return octets;
    }

    /// <summary>Id of the master key that <see cref="SealSecret"/> sealed these octets with.</summary>
    public static int KeyIdOf(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadInt32LittleEndian(octets);

    /// <summary>Holds the ring against the keys that a store was sealed with.</summary>
    /// <exception cref="UnknownKeyException">One is not in the ring.</exception>
    public void Require(IEnumerable<int> keyIds)
    {
        foreach (var keyId in keyIds)
            _ = Find(keyId);
    }

    /// <summary>Opens what <see cref="SealSecret"/> made for the same place.</summary>
    /// <exception cref="UnknownKeyException">The master key is not in the ring.</exception>
    /// <exception cref="SealBrokenException">The octets were changed or belong to another place.</exception>
    public byte[] OpenSecret(string place, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < KeyIdBytes + PageCipher.Overhead)
            throw new SealBrokenException($"sealed secret of {place} is cut short at {octets.Length} octets");
        var keyId = BinaryPrimitives.ReadInt32LittleEndian(octets);
        var secret = new byte[octets.Length - KeyIdBytes - PageCipher.Overhead];
        if (!TryOpen(Find(keyId), Encoding.UTF8.GetBytes(place), octets[KeyIdBytes..], secret))
            throw new SealBrokenException($"sealed secret of {place} does not open under master key {keyId}");
        return secret;
    }

    /// <summary>The platform number key of 32 octets for <see cref="NumberTags"/>, by HKDF-SHA256 (RFC 5869) from the oldest key of the
    /// ring: it stays the same when newer keys are added, and changes, with all stored number keys, when the oldest is taken
    /// away.</summary>
    public void DeriveNumberKey(Span<byte> destination)
    {
        RequireKeySize(destination.Length, nameof(destination));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.First().Value.Octets, destination, default, "SmsWiser number key"u8);
    }

    /// <summary>The key of 32 octets for the codes of short links, made as <see cref="DeriveNumberKey"/> and as lasting: when the oldest
    /// key of the ring is taken away, links sent so far lead nowhere.</summary>
    public void DeriveLinkKey(Span<byte> destination)
    {
        RequireKeySize(destination.Length, nameof(destination));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.First().Value.Octets, destination, default, "SmsWiser link key"u8);
    }

    private MasterKey Find(int keyId) => keys.TryGetValue(keyId, out var key) ? key : throw new UnknownKeyException(keyId, keys.Keys);

    private void Seal(MasterKey key, ReadOnlySpan<byte> about, ReadOnlySpan<byte> plain, Span<byte> sealedOctets)
    {
        var nonce = sealedOctets[..PageCipher.NonceBytes];
        random.Fill(nonce);
        using var cipher = new AesGcm(key.Octets, PageCipher.TagBytes);
        cipher.Encrypt(nonce, plain, sealedOctets[PageCipher.Overhead..], sealedOctets[PageCipher.NonceBytes..PageCipher.Overhead], about);
    }

    private static bool TryOpen(MasterKey key, ReadOnlySpan<byte> about, ReadOnlySpan<byte> sealedOctets, Span<byte> plain)
    {
        if (sealedOctets.Length != PageCipher.Overhead + plain.Length)
            return false;
        using var cipher = new AesGcm(key.Octets, PageCipher.TagBytes);
        try
        {
            cipher.Decrypt(sealedOctets[..PageCipher.NonceBytes], sealedOctets[PageCipher.Overhead..],
                sealedOctets[PageCipher.NonceBytes..PageCipher.Overhead], plain, about);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static void RequireKeySize(int length, string parameter)
    {
        if (length != MasterKey.Size)
            throw new ArgumentException($"a key has {MasterKey.Size} octets, not {length}", parameter);
    }
}
