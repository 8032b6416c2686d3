using System.Buffers.Binary;
using SmsWiser.Core.Sealing;

namespace SmsWiser.Core.Audience;

/// <summary>The sealed part of a <see cref="ListErasure"/>.</summary>
/// <param name="Leads">Leads the list had.</param>
/// <param name="CreatedAt">When the list was made, UTC.</param>
/// <param name="ErasedAt">When its key was shredded, UTC.</param>
public sealed record ErasureProof(long Leads, DateTimeOffset CreatedAt, DateTimeOffset ErasedAt)
{
    private const int Bytes = 3 * sizeof(long);

    /// <summary>Seals it for its place: leads, created, erased (Unix milliseconds), 8 octets each, little-endian.</summary>
    public byte[] Seal(KeyRing keys, ListId list)
    {
        Span<byte> plain = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(plain, Leads);
        BinaryPrimitives.WriteInt64LittleEndian(plain[8..], CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(plain[16..], ErasedAt.ToUnixTimeMilliseconds());
        return keys.SealSecret(Place(list), plain);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealBrokenException">It was changed or belongs to another list.</exception>
    public static ErasureProof Open(KeyRing keys, ListErasure erasure)
    {
        var plain = keys.OpenSecret(Place(erasure.List), erasure.Sealed.Span);
        return new(
            BinaryPrimitives.ReadInt64LittleEndian(plain),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(8))),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(16))));
    }

    private static string Place(ListId list) => $"erasure of list {list.Value}";
}
