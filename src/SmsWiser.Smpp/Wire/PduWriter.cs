using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SmsWiser.Smpp;

/// <summary>Writes the fields of one PDU in order; the header is filled in at the end, when the length is known.</summary>
internal sealed class PduWriter
{
    private readonly ArrayBufferWriter<byte> octets = new();

    public PduWriter()
    {
        octets.GetSpan(PduHeader.Bytes);
        octets.Advance(PduHeader.Bytes);
    }

    public PduWriter Byte(byte value)
    {
        octets.Write([value]);
        return this;
    }

    public PduWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets.GetSpan(sizeof(ushort)), value);
        octets.Advance(sizeof(ushort));
        return this;
    }

    public PduWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(octets.GetSpan(sizeof(uint)), value);
        octets.Advance(sizeof(uint));
        return this;
    }

    public PduWriter Octets(ReadOnlySpan<byte> value)
    {
        octets.Write(value);
        return this;
    }

    /// <summary>A C-octet string.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL or a character outside Latin-1.</exception>
    public PduWriter Text(string value)
    {
        foreach (var c in value)
        {
            if (c is '\0' or > '\xFF') throw new ArgumentException($"A C-octet string cannot hold U+{(int)c:X4}.", nameof(value));
        }

        octets.Write(Encoding.Latin1.GetBytes(value));
        return Byte(0);
    }

    public PduWriter Address(SmppAddress address) => Byte(address.Ton).Byte(address.Npi).Text(address.Number);

    /// <summary>sm_length and short_message.</summary>
    /// <exception cref="ArgumentException">The message is longer than 255 octets.</exception>
    public PduWriter ShortMessage(ReadOnlySpan<byte> message)
    {
        if (message.Length > byte.MaxValue)
        {
            throw new ArgumentException($"short_message has {message.Length} octets; 255 fit.", nameof(message));
        }

        return Byte((byte)message.Length).Octets(message);
    }

    public PduWriter Tlvs(IReadOnlyList<Tlv> tlvs)
    {
        foreach (var tlv in tlvs) UInt16((ushort)tlv.Tag).UInt16(checked((ushort)tlv.Value.Length)).Octets(tlv.Value.Span);
        return this;
    }

    public byte[] Finish(CommandId command, CommandStatus status, uint sequence)
    {
        var pdu = octets.WrittenSpan.ToArray();
        new PduHeader((uint)pdu.Length, command, status, sequence).Write(pdu);
        return pdu;
    }
}

