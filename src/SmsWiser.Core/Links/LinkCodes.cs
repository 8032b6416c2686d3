using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmsWiser.Core.Links;

/// <summary>
/// Codes of short links: nothing is stored per link, a code is its <see cref="LinkSubject"/> encrypted. 100 bits (sendout 38 ‖ lead 32 ‖
/// target 7 ‖ link 5 ‖ 18 zero bits) go through a Feistel network of two halves of 50 bits and ten rounds, as many as FF1 of NIST SP
/// 800-38G has, with AES-256 of (half ‖ round) as the round function. Written in 20 Crockford base-32 characters: base 62 would save three,
/// but not survive being read aloud, typed, or put into lower case. A code tells nothing, and two of one person are not alike; with 10^9
/// live links a guess hits one of them once in 2^70. Of what is no code of ours all but one in 2^18 fail the zero bits.
/// One owner: not thread-safe. Encoding allocates nothing.
/// </summary>
public sealed class LinkCodes : IDisposable
{
    /// <summary>Characters of a code.</summary>
    public const int Length = 20;

    /// <summary>Most codes that are made at a time.</summary>
    public const int Batch = 256;

    /// <summary>Most targets that codes can tell apart.</summary>
    public const int MaxTargets = 1 << TargetBits;

    private const int Rounds = 10;
    private const int HalfBits = 50;
    private const int TargetBits = 7;
    private const int LinkBits = 5;
    private const int ZeroBits = 18;
    private const int LeadBits = 32;
    private const int SendoutBits = 38;
    private const int BitsPerCharacter = 5;
    private const int BlockBytes = 16;
    private const ulong Half = (1UL << HalfBits) - 1;
    private readonly byte[] plain = new byte[Batch * BlockBytes];
    private readonly byte[] sealedBlocks = new byte[Batch * BlockBytes];
    private readonly ulong[] left = new ulong[Batch];
    private readonly ulong[] right = new ulong[Batch];
    private readonly ICryptoTransform transform;

    /// <summary>Works under that key.</summary>
    /// <param name="linkKey">The key of <c>KeyRing.DeriveLinkKey</c>, 32 octets; copied.</param>
    public LinkCodes(ReadOnlySpan<byte> linkKey)
    {
        using var aes = Aes.Create();
        // Single blocks as a function of one half, not a cipher of a text: there is nothing to chain.
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        transform = aes.CreateEncryptor(linkKey.ToArray(), null);
    }

    /// <summary>Stands for a code where a text is only measured; a code of no link.</summary>
    public static ReadOnlySpan<byte> StandIn => "00000000000000000000"u8;

    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    /// <summary>Writes the codes of one link for leads of one target.</summary>
    /// <param name="sendout">The sendout.</param>
    /// <param name="target">Which target of its campaign.</param>
    /// <param name="link">Which link.</param>
    /// <param name="leads">Their numbers in the target's list; at most <see cref="Batch"/>.</param>
    /// <param name="codes"><see cref="Length"/> octets of ASCII for each, one behind the other.</param>
    public void Encode(SendoutId sendout, int target, int link, ReadOnlySpan<uint> leads, Span<byte> codes)
    {
        if (leads.Length > Batch || codes.Length < leads.Length * Length)
            throw new ArgumentException($"{leads.Length} codes, of {Batch} at most, do not fit {codes.Length} octets", nameof(codes));
        if ((ulong)sendout.Value >> SendoutBits != 0 || target is < 0 or >= MaxTargets || link is < 0 or >= 1 << LinkBits)
            throw new ArgumentException($"no code can hold sendout {sendout.Value}, target {target}, link {link}", nameof(sendout));
        for (var i = 0; i < leads.Length; i++)
        {
            var value = (UInt128)((((ulong)target << LinkBits) | (uint)link) << ZeroBits);
            value |= (((UInt128)(ulong)sendout.Value << LeadBits) | leads[i]) << (TargetBits + LinkBits + ZeroBits);
            (left[i], right[i]) = ((ulong)(value >> HalfBits), (ulong)value & Half);
        }
        for (var round = 0; round < Rounds; round++)
        {
            Mix(round, right, left, leads.Length);
            for (var i = 0; i < leads.Length; i++)
                (left[i], right[i]) = (right[i], left[i]);
        }
        for (var i = 0; i < leads.Length; i++)
            Write(((UInt128)left[i] << HalfBits) | right[i], codes.Slice(i * Length, Length));
    }

    /// <summary>Reads a code as people type it: in any case, <c>O</c> as 0, <c>I</c> and <c>L</c> as 1.</summary>
    /// <returns>False for what is no code of this key.</returns>
    public bool TryDecode(ReadOnlySpan<char> code, out LinkSubject subject)
    {
        subject = default;
        if (!TryRead(code, out var value))
            return false;
        (left[0], right[0]) = ((ulong)(value >> HalfBits), (ulong)value & Half);
        for (var round = Rounds - 1; round >= 0; round--)
        {
            (left[0], right[0]) = (right[0], left[0]);
            Mix(round, right, left, 1);
        }
        value = ((UInt128)left[0] << HalfBits) | right[0];
        if ((value & ((1 << ZeroBits) - 1)) != 0)
            return false;
        var rest = (ulong)(value >> ZeroBits) & ((1UL << (LinkBits + TargetBits)) - 1);
        subject = new(
            new((long)(value >> (HalfBits * 2 - SendoutBits))), (int)(rest >> LinkBits),
            (uint)(value >> (TargetBits + LinkBits + ZeroBits)), (int)rest & ((1 << LinkBits) - 1));
        return true;
    }

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsCode(ReadOnlySpan<char> text) => TryRead(text, out _);

    /// <inheritdoc/>
    public void Dispose() => transform.Dispose();

    /// <summary>One round: what the key makes of one half goes into the other.</summary>
    private void Mix(int round, ulong[] from, ulong[] into, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var block = plain.AsSpan(i * BlockBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(block, from[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(block[sizeof(ulong)..], (ulong)round);
        }
        transform.TransformBlock(plain, 0, count * BlockBytes, sealedBlocks, 0);
        for (var i = 0; i < count; i++)
            into[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(sealedBlocks.AsSpan(i * BlockBytes)) & Half;
    }

    private static void Write(UInt128 value, Span<byte> code)
    {
        for (var i = Length - 1; i >= 0; i--, value >>= BitsPerCharacter)
            code[i] = Digits[(int)(value & ((1 << BitsPerCharacter) - 1))];
    }

    private static bool TryRead(ReadOnlySpan<char> code, out UInt128 value)
    {
        value = 0;
        if (code.Length != Length)
            return false;
        foreach (var typed in code)
        {
            var digit = char.ToUpperInvariant(typed) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            var no = digit < '\u0080' ? Digits.IndexOf((byte)digit) : -1;
            if (no < 0)
                return false;
            value = (value << BitsPerCharacter) | (uint)no;
        }
        return true;
    }
}
