using SmsWiser.Smpp;

namespace SmsWiser.Simulation.Network;

/// <summary>Reads the PDUs out of one direction of a connection, at one end of it.</summary>
internal sealed class PduTap(Action<PduHeader, ReadOnlyMemory<byte>> onPdu)
{
    private const int MaxPduBytes = 128 * 1024;
    private byte[] waiting = [];

    /// <summary>Takes further octets; each PDU that they complete is shown, header and body.</summary>
    public void Add(ReadOnlyMemory<byte> octets)
    {
        ReadOnlyMemory<byte> all = waiting.Length == 0 ? octets : (byte[])[.. waiting, .. octets.Span];
        while (PduFramer.Next(all.Span, MaxPduBytes, out var header) is var frame && frame != PduFrame.NeedMore)
        {
            if (frame == PduFrame.BadLength)
                throw new InvalidDataException($"a PDU of {header.Length} octets was sent");
            onPdu(header, all[PduHeader.Bytes..(int)header.Length]);
            all = all[(int)header.Length..];
        }
        waiting = all.ToArray();
    }
}
