using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmsWiser.Core.Ledger;

/// <summary>Sixteen octets that name what caused a transfer: derived from it alone, so that a repetition comes to the same key.</summary>
/// <param name="High">First eight octets, big-endian.</param>
/// <param name="Low">Last eight octets, big-endian.</param>
public readonly record struct TransferKey(ulong High, ulong Low)
{
    /// <summary>Octets of a key.</summary>
    public const int Size = 16;

    /// <summary>Key of what happened once to a sendout's hold: its taking, its close, its return.</summary>
    public static TransferKey OfHold(SendoutId sendout, TransferKind kind) => Derive(1, (byte)kind, sendout.Value, 0, 0, 0);

    /// <summary>Key of what one flush settled of a sendout at one price.</summary>
    public static TransferKey OfFlush(NodeId node, long flushNo, SendoutId sendout, long priceMicros, TransferKind kind) =>
        Derive(2, (byte)kind, node.Value, flushNo, sendout.Value, priceMicros);

    /// <summary>Key of what a person or another system asked for under an id of its own: a payment, a correction. Ids are an account's
    /// own.</summary>
    public static TransferKey OfRequest(AccountId account, TransferKind kind, string id)
    {
        var text = Encoding.UTF8.GetBytes(id);
        var octets = new byte[2 + sizeof(long) + text.Length];
        (octets[0], octets[1]) = (3, (byte)kind);
        BinaryPrimitives.WriteInt64BigEndian(octets.AsSpan(2), account.Value);
        text.CopyTo(octets, 2 + sizeof(long));
        return Hash(octets);
    }

    /// <summary>Reads the octets of a key.</summary>
    public static TransferKey Read(ReadOnlySpan<byte> octets) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[sizeof(ulong)..]));

    /// <summary>Writes the octets.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], Low);
    }

    private static TransferKey Derive(byte space, byte kind, long first, long second, long third, long fourth)
    {
        Span<byte> octets = stackalloc byte[2 + (4 * sizeof(long))];
        (octets[0], octets[1]) = (space, kind);
        BinaryPrimitives.WriteInt64BigEndian(octets[2..], first);
        BinaryPrimitives.WriteInt64BigEndian(octets[10..], second);
        BinaryPrimitives.WriteInt64BigEndian(octets[18..], third);
        BinaryPrimitives.WriteInt64BigEndian(octets[26..], fourth);
        return Hash(octets);
    }

    /// <summary>The first half of SHA-256.</summary>
    private static TransferKey Hash(ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(octets, hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
    }
}
