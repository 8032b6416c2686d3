using System.Buffers.Binary;

namespace SmsWiser.Smpp;

/// <summary>
/// The 16 octets every PDU begins with (SMPP 3.4 §3.2), all big-endian:
/// <code>
/// 0  command_length   4  octets of the whole PDU, these 16 included
/// 4  command_id       4
/// 8  command_status   4  0 in requests; ignored when a request carries another value
/// 12 sequence_number  4  echoed bit for bit in the response
/// </code>
/// </summary>
/// <param name="Length">command_length as announced; not yet checked against any limit.</param>
/// <param name="Command">command_id as it came.</param>
/// <param name="Status">command_status as it came.</param>
/// <param name="Sequence">sequence_number as it came, unsigned; 1..0x7FFFFFFF by the letter, anything in practice.</param>
public readonly record struct PduHeader(uint Length, CommandId Command, CommandStatus Status, uint Sequence)
{
    /// <summary>Octets of a header.</summary>
    public const int Bytes = 16;

    /// <summary>The highest legal sequence number; the next one after it is 1 (SMPP 3.4 §3.2.1).</summary>
    public const uint MaxSequence = 0x7FFFFFFF;

    /// <summary>Reads a header from the first 16 octets of <paramref name="source"/>, which must hold them.</summary>
    public static PduHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32BigEndian(source),
        (CommandId)BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
        (CommandStatus)BinaryPrimitives.ReadUInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[12..]));

    /// <summary>Writes the header into the first 16 octets of <paramref name="destination"/>, which must have room.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], (uint)Command);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], (uint)Status);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Sequence);
    }
}
