using System.Buffers.Binary;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Inbound;

/// <summary>A deliver_sm that is no receipt, copied out of the session's buffer.</summary>
internal sealed record RawInbound(
    EsmeSession Session, uint Sequence, CarrierId Carrier, string Source, string Destination, byte DataCoding, RawPart Part, byte[] Octets)
{
    private const byte UserDataHeaderIndicator = 0x40;

    /// <summary>Reads one out of what was received.</summary>
    public static RawInbound Read(EsmeSession session, CarrierId carrier, in Delivery delivery, ReadOnlySpan<byte> octets)
    {
        var text = octets.Slice(delivery.ShortMessageOffset, delivery.ShortMessageLength);
        var part = RawPart.Whole;
        foreach (var tlv in new TlvReader(octets.Slice(delivery.TlvOffset, delivery.TlvLength)))
        {
            part = (tlv.Tag, tlv.Value.Length) switch
            {
                (TlvTag.SarMsgRefNum, 2) => part with { Reference = 0x20000 | BinaryPrimitives.ReadUInt16BigEndian(tlv.Value) },
                (TlvTag.SarTotalSegments, 1) => part with { Total = tlv.Value[0] },
                (TlvTag.SarSegmentSeqnum, 1) => part with { No = tlv.Value[0] },
                _ => part,
            };
            if (tlv.Tag == TlvTag.MessagePayload && text.IsEmpty)
                text = tlv.Value;
        }
        if ((delivery.EsmClass & UserDataHeaderIndicator) != 0 && UserDataHeader.TryRead(text, out var header, out var length))
        {
            text = text[length..];
            part = part.With(header);
        }
        return new(
            session, delivery.SequenceNumber, carrier,
            Encoding.ASCII.GetString(octets.Slice(delivery.SourceOffset, delivery.SourceLength)),
            SenderOf(Encoding.ASCII.GetString(octets.Slice(delivery.DestinationOffset, delivery.DestinationLength))),
            delivery.DataCoding, part.IsUsable ? part : part with { Total = 1, No = 1 }, text.ToArray());
    }

    /// <summary>The sender as campaigns name it: digits without '+' or 00.</summary>
    private static string SenderOf(string destination)
    {
        var digits = destination.StartsWith('+') ? destination[1..] : destination.StartsWith("00", StringComparison.Ordinal)
            ? destination[2..] : destination;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : destination;
    }
}

/// <summary>Which part of which message octets are, and the alphabet that their header names.</summary>
/// <param name="Reference">Common to the parts; its width is in it. 0 for a whole message.</param>
/// <param name="Total">Parts in all.</param>
/// <param name="No">From 1.</param>
/// <param name="Locking">Locking shift.</param>
/// <param name="Single">Single shift.</param>
internal readonly record struct RawPart(int Reference, int Total, int No, NationalLanguage Locking, NationalLanguage Single)
{
    public static RawPart Whole { get; } = new(0, 1, 1, NationalLanguage.None, NationalLanguage.None);

    /// <summary>True when number and total fit together.</summary>
    public bool IsUsable => Total >= 1 && No >= 1 && No <= Total;

    public RawPart With(in UserDataHeader header)
    {
        var shifted = this with { Locking = header.LockingShift, Single = header.SingleShift };
        var wide = header.ReferenceWidth == PartReference.Byte ? 0 : 0x10000;
        return header.Total <= 1
            ? shifted
            : shifted with { Reference = wide | header.Reference, Total = header.Total, No = header.Sequence };
    }
}
