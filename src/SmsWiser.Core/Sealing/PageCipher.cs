using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SmsWiser.Core.Sealing;

/// <summary>
/// Seals and opens the lead pages of lists that share a data key (one list, as a rule): nonce (12) ‖ tag (16) ‖ AES-256-GCM ciphertext,
/// with list ‖ page ‖ version as additional data, so that a page cannot be moved, swapped or rolled back unseen.
/// One owner: make one per loop or thread. A shared AES-GCM object corrupts silently; this one refuses a second caller at the same time.
/// </summary>
/// <param name="dataKey">The list's data key, 32 octets; copied.</param>
/// <param name="nonces">Nonces of the same owner.</param>
public sealed class PageCipher(ReadOnlySpan<byte> dataKey, NonceSource nonces) : IDisposable
{
    /// <summary>Octets of a nonce.</summary>
    public const int NonceBytes = 12;

    /// <summary>Octets of a tag.</summary>
    public const int TagBytes = 16;

    /// <summary>What sealing adds to a page's octets.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    private const int AboutBytes = sizeof(long) + sizeof(int) + sizeof(int);
    private readonly AesGcm cipher = new(dataKey, TagBytes);
    private int busy;

    /// <summary>Seals a page into exactly <see cref="Overhead"/> more octets than it has. A page sealed again gets a new nonce.</summary>
    public void Seal(ListId list, int pageNo, int version, ReadOnlySpan<byte> plain, Span<byte> sealedOctets)
    {
        if (sealedOctets.Length != plain.Length + Overhead)
            throw new ArgumentException(
                $"{plain.Length} octets seal into {plain.Length + Overhead}, not {sealedOctets.Length}", nameof(sealedOctets));
        Enter();
        Span<byte> about = stackalloc byte[AboutBytes];
        WriteAbout(about, list, pageNo, version);
        nonces.Next(sealedOctets);
        cipher.Encrypt(sealedOctets[..NonceBytes], plain, sealedOctets[Overhead..], sealedOctets[NonceBytes..Overhead], about);
        Volatile.Write(ref busy, 0);
    }

    /// <summary>Opens a page into <paramref name="plain"/>.</summary>
    /// <returns>Octets of the page.</returns>
    /// <exception cref="SealBrokenException">The page was changed, belongs elsewhere, or another key sealed it.</exception>
    public int Open(ListId list, int pageNo, int version, ReadOnlySpan<byte> sealedOctets, Span<byte> plain)
    {
        var length = sealedOctets.Length - Overhead;
        if (length < 0)
            ThrowBroken(list, pageNo, version);
        if (plain.Length < length)
            throw new ArgumentException($"the page has {length} octets, the destination {plain.Length}", nameof(plain));
        Enter();
        Span<byte> about = stackalloc byte[AboutBytes];
        WriteAbout(about, list, pageNo, version);
        try
        {
            cipher.Decrypt(
                sealedOctets[..NonceBytes], sealedOctets[Overhead..], sealedOctets[NonceBytes..Overhead], plain[..length], about);
        }
        catch (AuthenticationTagMismatchException)
        {
            ThrowBroken(list, pageNo, version);
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
        return length;
    }

    /// <inheritdoc/>
    public void Dispose() => cipher.Dispose();

    private static void WriteAbout(Span<byte> about, ListId list, int pageNo, int version)
    {
        BinaryPrimitives.WriteInt64LittleEndian(about, list.Value);
        BinaryPrimitives.WriteInt32LittleEndian(about[sizeof(long)..], pageNo);
        BinaryPrimitives.WriteInt32LittleEndian(about[(sizeof(long) + sizeof(int))..], version);
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref busy, 1) != 0)
            throw new InvalidOperationException("two callers use one page cipher at the same time; make one per loop or thread");
    }

    [DoesNotReturn]
    private static void ThrowBroken(ListId list, int pageNo, int version) =>
        throw new SealBrokenException(
            $"page {pageNo} of list {list.Value}, version {version}, does not open: changed, moved, or sealed by another key");
}
