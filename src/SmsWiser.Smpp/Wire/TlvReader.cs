using System.Buffers.Binary;

namespace SmsWiser.Smpp;

/// <summary>
/// Walks the TLVs at the end of a PDU without allocating: <c>foreach (var tlv in new TlvReader(octets))</c>. Layout: tag 2, length 2,
/// value.
/// Stops before a TLV that is cut off; <see cref="Rest"/> is then not 0.
/// </summary>
/// <param name="octets">The octets after the mandatory body.</param>
public ref struct TlvReader(ReadOnlySpan<byte> octets)
{
    private const int HeaderBytes = 4;
    private ReadOnlySpan<byte> rest = octets;

    /// <summary>The TLV just reached.</summary>
    public TlvSpan Current { get; private set; }

    /// <summary>Octets not consumed: 0 after a well-formed list was walked, else the length of the broken end.</summary>
    public readonly int Rest => rest.Length;

    /// <summary>Makes the reader work in foreach.</summary>
    public readonly TlvReader GetEnumerator() => this;

    /// <summary>Goes to the next whole TLV; false at the end or before a broken one.</summary>
    public bool MoveNext()
    {
        if (rest.Length < HeaderBytes) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (length > rest.Length - HeaderBytes) return false;

        Current = new TlvSpan((TlvTag)BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(HeaderBytes, length));
        rest = rest[(HeaderBytes + length)..];
        return true;
    }
}

/// <summary>One TLV in place.</summary>
/// <param name="tag">Its tag.</param>
/// <param name="value">Its octets.</param>
public readonly ref struct TlvSpan(TlvTag tag, ReadOnlySpan<byte> value)
{
    /// <summary>The tag.</summary>
    public TlvTag Tag { get; } = tag;

    /// <summary>The octets of the value.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;
}

