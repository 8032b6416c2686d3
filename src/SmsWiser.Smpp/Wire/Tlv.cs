using System.Buffers.Binary;

namespace SmsWiser.Smpp;

/// <summary>One optional parameter (SMPP 3.4 §3.2.4) with its raw value. TLVs are kept as an ordered list: some may repeat.</summary>
/// <param name="Tag">Its tag, known or not.</param>
/// <param name="Value">Its octets, at most 65,535; a C-octet value includes its NUL if one came.</param>
public sealed record Tlv(TlvTag Tag, ReadOnlyMemory<byte> Value)
{
    /// <summary>A one-octet value.</summary>
    public static Tlv Of(TlvTag tag, byte value) => new(tag, new[] { value });

    /// <summary>A two-octet value, big-endian.</summary>
    public static Tlv Of(TlvTag tag, ushort value)
    {
        var octets = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return new Tlv(tag, octets);
    }

    /// <summary>A four-octet value, big-endian.</summary>
    public static Tlv Of(TlvTag tag, uint value)
    {
        var octets = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return new Tlv(tag, octets);
    }

    /// <summary>A C-octet string in Latin-1; the NUL is appended.</summary>
    public static Tlv Of(TlvTag tag, string value) => new(tag, (byte[])[.. System.Text.Encoding.Latin1.GetBytes(value), 0]);

    /// <summary>The value as a big-endian integer when it has 1, 2 or 4 octets, else null: a wrong length is never an error.</summary>
    public uint? AsInteger() => Value.Length switch
    {
        1 => Value.Span[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Value.Span),
        4 => BinaryPrimitives.ReadUInt32BigEndian(Value.Span),
        _ => null,
    };

    /// <summary>The value as Latin-1 text up to its NUL; without one the length governs.</summary>
    public string AsText()
    {
        var end = Value.Span.IndexOf((byte)0);
        return System.Text.Encoding.Latin1.GetString(end < 0 ? Value.Span : Value.Span[..end]);
    }

    /// <summary>Equal tag and equal octets.</summary>
    public bool Equals(Tlv? other) => other is not null && Tag == other.Tag && Value.Span.SequenceEqual(other.Value.Span);

    /// <summary>Agrees with <see cref="Equals(Tlv)"/>.</summary>
    public override int GetHashCode() => ((int)Tag * 397) ^ Value.Length;
}
