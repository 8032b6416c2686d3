using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmsWiser.Core.Sealing;

/// <summary>
/// Stands for phone numbers where a number must not be stored: AES-256 of one block under the platform number key. A tag (number ‖
/// sendout) finds out whether a lead still has the number it was planned with; a number key (number ‖ 0) finds the same number in
/// different lists. One owner: not thread-safe. Nothing is allocated per call.
/// </summary>
public sealed class NumberTags : IDisposable
{
    /// <summary>Most numbers that are worked on at a time; longer spans are cut into such batches.</summary>
    public const int Batch = 256;

    private const int BlockBytes = 16;
    private readonly byte[] plain = new byte[Batch * BlockBytes];
    private readonly byte[] sealedBlocks = new byte[Batch * BlockBytes];
    private readonly ICryptoTransform transform;

    /// <summary>Works under that key.</summary>
    /// <param name="numberKey">The platform number key of <see cref="KeyRing.DeriveNumberKey"/>, 32 octets; copied.</param>
    public NumberTags(ReadOnlySpan<byte> numberKey)
    {
        using var aes = Aes.Create();
        // One block each, all different: what chaining would hide, equal blocks, is the purpose here.
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        transform = aes.CreateEncryptor(numberKey.ToArray(), null);
    }

    /// <summary>Tags of numbers in one sendout: the low 32 bits of each block.</summary>
    /// <param name="sendout">The sendout; the same number has other tags in another one.</param>
    /// <param name="numbers">E.164 digits as integers.</param>
    /// <param name="tags">One per number.</param>
    public void Tags(SendoutId sendout, ReadOnlySpan<ulong> numbers, Span<uint> tags)
    {
        RequireLength(numbers.Length, tags.Length);
        while (!numbers.IsEmpty)
        {
            var count = Encrypt(numbers, (ulong)sendout.Value);
            for (var i = 0; i < count; i++)
                tags[i] = BinaryPrimitives.ReadUInt32LittleEndian(sealedBlocks.AsSpan(i * BlockBytes));
            numbers = numbers[count..];
            tags = tags[count..];
        }
    }

    /// <summary>Key of one number: equal for equal numbers in all lists and accounts.</summary>
    public UInt128 NumberKey(ulong number)
    {
        Encrypt([number], 0);
        return BinaryPrimitives.ReadUInt128LittleEndian(sealedBlocks);
    }

    /// <summary>Keys of many numbers, one each.</summary>
    public void NumberKeys(ReadOnlySpan<ulong> numbers, Span<UInt128> keys)
    {
        RequireLength(numbers.Length, keys.Length);
        while (!numbers.IsEmpty)
        {
            var count = Encrypt(numbers, 0);
            for (var i = 0; i < count; i++)
                keys[i] = BinaryPrimitives.ReadUInt128LittleEndian(sealedBlocks.AsSpan(i * BlockBytes));
            numbers = numbers[count..];
            keys = keys[count..];
        }
    }

    /// <summary>Low 64 bits of the keys of many numbers, one each: what opt-outs are kept under.</summary>
    public void NumberKeys(ReadOnlySpan<ulong> numbers, Span<ulong> keys)
    {
        RequireLength(numbers.Length, keys.Length);
        while (!numbers.IsEmpty)
        {
            var count = Encrypt(numbers, 0);
            for (var i = 0; i < count; i++)
                keys[i] = BinaryPrimitives.ReadUInt64LittleEndian(sealedBlocks.AsSpan(i * BlockBytes));
            numbers = numbers[count..];
            keys = keys[count..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => transform.Dispose();

    private int Encrypt(ReadOnlySpan<ulong> numbers, ulong scope)
    {
        var count = Math.Min(numbers.Length, Batch);
        for (var i = 0; i < count; i++)
        {
            var block = plain.AsSpan(i * BlockBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(block, numbers[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(block[sizeof(ulong)..], scope);
        }
        transform.TransformBlock(plain, 0, count * BlockBytes, sealedBlocks, 0);
        return count;
    }

    private static void RequireLength(int numbers, int results)
    {
        if (results < numbers)
            throw new ArgumentException($"{numbers} numbers need as many results, not {results}");
    }
}
