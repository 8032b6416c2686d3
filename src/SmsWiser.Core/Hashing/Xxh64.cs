using System.Buffers.Binary;
using System.Numerics;

namespace SmsWiser.Core.Hashing;

/// <summary>
/// XXH64, a fast 64-bit hash for maps and shards; the same on every machine and run, and no protection against chosen input unless the
/// seed is secret. Source: the xxHash specification (xxhash.com), XXH64. Allocates nothing; any thread.
/// </summary>
public static class Xxh64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Hash of the octets.</summary>
    /// <param name="octets">What is hashed.</param>
    /// <param name="seed">Chooses one of 2^64 hash functions.</param>
    public static ulong Hash(ReadOnlySpan<byte> octets, ulong seed = 0)
    {
        var length = (ulong)octets.Length;
        unchecked
        {
            var hash = octets.Length >= 32 ? Stripes(ref octets, seed) : seed + Prime5;
            hash += length;
            for (; octets.Length >= 8; octets = octets[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(octets)), 27) * Prime1 + Prime4;
            if (octets.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(octets) * Prime1, 23) * Prime2 + Prime3;
                octets = octets[4..];
            }
            foreach (var octet in octets) hash = BitOperations.RotateLeft(hash ^ octet * Prime5, 11) * Prime1;
            hash = (hash ^ hash >> 33) * Prime2;
            hash = (hash ^ hash >> 29) * Prime3;
            return hash ^ hash >> 32;
        }
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> octets, ulong seed)
    {
        unchecked
        {
            var (a, b, c, d) = (seed + Prime1 + Prime2, seed + Prime2, seed, seed - Prime1);
            for (; octets.Length >= 32; octets = octets[32..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(octets));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(octets[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(octets[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(octets[24..]));
            }
            var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            return Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
    }

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * Prime1 + Prime4);

    private static ulong Round(ulong lane, ulong input) => unchecked(BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1);
}
