using System.Buffers.Binary;
using SmsWiser.Core.Carriers;
using SmsWiser.Smpp;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Engine.Dispatch;

/// <summary>Writes the submit_sm bodies of one rendered text into a chunk, as its carrier wants long texts and characters. One owner;
/// allocates nothing.</summary>
internal sealed class PartWriter
{
    private const int TlvHeaderBytes = 4;
    private const int SarBytes = (3 * TlvHeaderBytes) + 4;

    private readonly byte[] withHeader = new byte[SubmitSmBody.MaxShortMessageBytes];
    private readonly byte[] single = new byte[SmsTextBuffer.DefaultMaxBytes];
    private readonly char[] characters = new char[SmsTextBuffer.DefaultMaxBytes];

    /// <summary>Writes the parts.</summary>
    /// <param name="chunk">Where to.</param>
    /// <param name="wording">The sendout's text, rendered into its buffer.</param>
    /// <param name="number">Destination.</param>
    /// <param name="index">Lead within the chunk.</param>
    /// <param name="ranges">Where each part lies.</param>
    public void Write(PreparedChunk chunk, SendoutText wording, ulong number, byte index, ReadOnlySpan<PartRange> ranges)
    {
        var text = wording.Buffer;
        var isUcs2 = text.Encoding == SmsEncoding.Ucs2;
        if (ranges.Length > 1 && wording.LongMessage == LongMessage.Payload)
        {
            WriteWhole(chunk, wording, number, index, Octets(wording, text.Bytes), ranges.Length);
            return;
        }
        var reference = (ulong)chunk.Board.Key.Sendout.Value + number;
        for (var part = 1; part <= ranges.Length; part++)
        {
            var range = ranges[part - 1];
            var octets = Octets(wording, text.Bytes.Slice(range.Offset, range.Length));
            var isSar = ranges.Length > 1 && wording.LongMessage == LongMessage.Sar;
            if (ranges.Length > 1 && !isSar)
                octets = WithHeader(octets, wording.Rules.Reference, reference, part, ranges.Length);
            var room = chunk.Room(SubmitSmBody.MaxBytes + wording.Tlvs.Length + SarBytes);
            var length = SubmitSmBody.Write(room, wording.Fields(isUcs2, ranges.Length > 1), number, octets);
            if (isSar)
                length += WriteSar(room[length..], (byte)reference, ranges.Length, part);
            wording.Tlvs.Span.CopyTo(room[length..]);
            chunk.Add(length + wording.Tlvs.Length, index, part, ranges.Length);
        }
    }

    /// <summary>The whole text in message_payload; the carrier cuts it, and all its parts are accounted for at once.</summary>
    private static void WriteWhole(
        PreparedChunk chunk, SendoutText wording, ulong number, byte index, ReadOnlySpan<byte> octets, int parts)
    {
        var room = chunk.Room(SubmitSmBody.MaxBytes + wording.Tlvs.Length + TlvHeaderBytes + octets.Length);
        var isUcs2 = wording.Buffer.Encoding == SmsEncoding.Ucs2;
        var length = SubmitSmBody.Write(room, wording.Fields(isUcs2, isConcatenated: true), number, []);
        length += WriteTlv(room[length..], TlvTag.MessagePayload, octets);
        wording.Tlvs.Span.CopyTo(room[length..]);
        chunk.Add(length + wording.Tlvs.Length, index, part: 0, parts);
    }

    /// <summary>The octets as the carrier takes them: septets, or its own alphabet.</summary>
    private ReadOnlySpan<byte> Octets(SendoutText wording, ReadOnlySpan<byte> octets)
    {
        if (wording.IsSeptets || wording.Buffer.Encoding == SmsEncoding.Ucs2)
            return octets;
        var count = wording.Buffer.Alphabet.Decode(octets, characters);
        // The alphabet has no character beyond ISO 8859-1.
        for (var i = 0; i < count; i++)
            single[i] = (byte)characters[i];
        return single.AsSpan(0, count);
    }

    private ReadOnlySpan<byte> WithHeader(ReadOnlySpan<byte> octets, PartReference width, ulong reference, int part, int parts)
    {
        var header = new UserDataHeader
        {
            Reference = width == PartReference.Word ? (ushort)reference : (byte)reference,
            Total = (byte)parts,
            Sequence = (byte)part,
            ReferenceWidth = width,
        };
        var at = header.Write(withHeader);
        octets.CopyTo(withHeader.AsSpan(at));
        return withHeader.AsSpan(0, at + octets.Length);
    }

    /// <summary>The reference stays below 256: a carrier that makes an 8-bit header of it has room for the part.</summary>
    private static int WriteSar(Span<byte> into, byte reference, int parts, int part)
    {
        var at = WriteTlv(into, TlvTag.SarMsgRefNum, [0, reference]);
        at += WriteTlv(into[at..], TlvTag.SarTotalSegments, [(byte)parts]);
        return at + WriteTlv(into[at..], TlvTag.SarSegmentSeqnum, [(byte)part]);
    }

    private static int WriteTlv(Span<byte> into, TlvTag tag, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)value.Length);
        value.CopyTo(into[TlvHeaderBytes..]);
        return TlvHeaderBytes + value.Length;
    }
}
