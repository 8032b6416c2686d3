using System.Buffers.Binary;

namespace SmsWiser.Smpp;

/// <summary>What <see cref="PduFramer.Next"/> found at the front of the received octets.</summary>
public enum PduFrame
{
    /// <summary>Not all octets of the next PDU are here; the announced length, where readable, is legal.</summary>
    NeedMore,

    /// <summary>A whole PDU of the header's length is at the front.</summary>
    Complete,

    /// <summary>command_length is below 16 or above the limit: answer generic_nack RINVCMDLEN and close, framing is lost.</summary>
    BadLength,
}

/// <summary>
/// Finds PDU boundaries in a stream of octets. A pure function: it keeps nothing, allocates nothing and never reads past the span.
/// </summary>
public static class PduFramer
{
    /// <summary>
    /// Looks at the front of <paramref name="received"/>. The length is tested against 16 and <paramref name="maxPduBytes"/> as soon as its
    /// four octets are here, before anything is waited for or stored (SMPP 3.4 §3.2).
    /// </summary>
    /// <param name="received">Octets received and not yet consumed; may be empty and may be cut anywhere.</param>
    /// <param name="maxPduBytes">The largest command_length accepted, 16 or more.</param>
    /// <param name="header">
    /// The header when <see cref="PduFrame.Complete"/>. When <see cref="PduFrame.BadLength"/>: the header if all 16 octets are here and the
    /// announced length covers them, else one with only the length, so that the nack carries sequence 0.
    /// </param>
    public static PduFrame Next(ReadOnlySpan<byte> received, int maxPduBytes, out PduHeader header)
    {
        header = default;
        if (received.Length < sizeof(uint)) return PduFrame.NeedMore;

        var length = BinaryPrimitives.ReadUInt32BigEndian(received);
        if (length < PduHeader.Bytes || length > (uint)maxPduBytes)
        {
            var readable = length >= PduHeader.Bytes && received.Length >= PduHeader.Bytes;
            header = readable ? PduHeader.Read(received) : new PduHeader(length, CommandId.None, CommandStatus.Ok, 0);
            return PduFrame.BadLength;
        }

        if (length > (uint)received.Length) return PduFrame.NeedMore;
        header = PduHeader.Read(received);
        return PduFrame.Complete;
    }
}
