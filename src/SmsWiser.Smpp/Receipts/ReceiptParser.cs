using System.Buffers.Binary;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Smpp.Receipts;

/// <summary>
/// Reads delivery receipts out of deliver_sm and data_sm (SMPP 3.4 §5.2.12 and Appendix B). The text is vendor specific, so anything may be
/// missing, in any order and case. Never throws; allocates nothing, except for the rare receipt in UCS-2. Any thread.
/// </summary>
public static class ReceiptParser
{
    private const byte MessageTypeMask = 0x3C;
    private const byte ReceiptType = 0x04;
    private const byte IntermediateBit = 0x20;
    private const byte HeaderBit = 0x40;

    private const ushort ReceiptedMessageIdTag = 0x001E;
    private const ushort NetworkErrorCodeTag = 0x0423;
    private const ushort MessagePayloadTag = 0x0424;
    private const ushort MessageStateTag = 0x0427;

    /// <summary>
    /// Reads a receipt. True when esm_class marks one (bits 5–2 are 0001, or bit 5 for an intermediate notification), or marks nothing but
    /// receipted_message_id is there. A text that only looks like a receipt is a message of a subscriber: see <see
    /// cref="TryParseUnmarked"/>.
    /// </summary>
    /// <param name="esmClass">esm_class.</param>
    /// <param name="dataCoding">data_coding; 8 and its kin are read as UTF-16BE, all others octet by octet.</param>
    /// <param name="shortMessage">short_message; when empty, message_payload is read instead.</param>
    /// <param name="tlvs">The optional parameters as they came: tag, length, value. Reading stops where they are cut short.</param>
    /// <param name="receipt">The receipt; its id may be empty.</param>
    public static bool TryParse(
        byte esmClass, byte dataCoding, ReadOnlySpan<byte> shortMessage, ReadOnlySpan<byte> tlvs, out Receipt receipt)
    {
        var optional = ReadTlvs(tlvs);
        var type = esmClass & MessageTypeMask;
        var isIntermediate = (esmClass & IntermediateBit) != 0;
        if (type != ReceiptType && !isIntermediate && (type != 0 || optional.MessageId.IsEmpty))
        {
            receipt = default;
            return false;
        }
        var text = Narrowed(dataCoding, Body(esmClass, shortMessage.IsEmpty ? optional.Payload : shortMessage));
        receipt = Combine(ReceiptText.Read(text), optional, isIntermediate);
        return true;
    }

    /// <summary>
    /// Reads a text that no esm_class and no TLV marks as a receipt. True when it has an id and a known state; since any subscriber can
    /// send such a text, it is a receipt only if the id is one of the carrier's own.
    /// </summary>
    public static bool TryParseUnmarked(byte dataCoding, ReadOnlySpan<byte> shortMessage, out Receipt receipt)
    {
        var text = ReceiptText.Read(Narrowed(dataCoding, shortMessage));
        receipt = Combine(text, default, isIntermediate: false);
        return !text.Id.IsEmpty && MessageStates.TryRead(text.State, out _);
    }

    private static Receipt Combine(ReceiptText text, OptionalParameters optional, bool isIntermediate)
    {
        var isUnderstood = true;
        var state = (MessageState)optional.State.GetValueOrDefault();
        if (optional.State is null or > (byte)MessageState.Skipped) isUnderstood = MessageStates.TryRead(text.State, out state);
        return new Receipt
        {
            Id = optional.MessageId.IsEmpty ? text.Id : optional.MessageId,
            TextId = text.Id,
            State = state,
            IsFinal = isUnderstood && !isIntermediate && MessageStates.IsFinal(state),
            StateText = text.State,
            ErrorText = text.Error,
            ErrorNetwork = optional.ErrorNetwork,
            ErrorCode = optional.ErrorCode,
            SubmitDate = ReceiptDate.Read(text.SubmitDate),
            DoneDate = ReceiptDate.Read(text.DoneDate),
            Text = text.Text,
        };
    }

    private static OptionalParameters ReadTlvs(ReadOnlySpan<byte> tlvs)
    {
        var read = new OptionalParameters();
        while (tlvs.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16BigEndian(tlvs);
            int length = BinaryPrimitives.ReadUInt16BigEndian(tlvs[2..]);
            if (length > tlvs.Length - 4) break;
            var value = tlvs.Slice(4, length);
            tlvs = tlvs[(4 + length)..];
            if (tag == ReceiptedMessageIdTag) read.MessageId = UntilNul(value);
            else if (tag == MessagePayloadTag) read.Payload = value;
            else if (tag == MessageStateTag && length == 1) read.State = value[0];
            else if (tag == NetworkErrorCodeTag && length == 3)
            {
                read.ErrorNetwork = value[0];
                read.ErrorCode = BinaryPrimitives.ReadUInt16BigEndian(value[1..]);
            }
        }
        return read;
    }

    private static ReadOnlySpan<byte> UntilNul(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)0);
        return (end < 0 ? value : value[..end]).Trim((byte)' ');
    }

    private static ReadOnlySpan<byte> Body(byte esmClass, ReadOnlySpan<byte> userData)
    {
        if ((esmClass & HeaderBit) == 0) return userData;
        return UserDataHeader.TryRead(userData, out _, out var length) ? userData[length..] : userData;
    }

    private static ReadOnlySpan<byte> Narrowed(byte dataCoding, ReadOnlySpan<byte> text)
    {
        if (!SmsDecoder.IsUcs2(dataCoding)) return text;
        var narrow = new byte[text.Length / 2];
        for (var i = 0; i < narrow.Length; i++) narrow[i] = text[i * 2] == 0 ? text[i * 2 + 1] : (byte)'?';
        return narrow;
    }

    private ref struct OptionalParameters
    {
        public ReadOnlySpan<byte> MessageId;
        public ReadOnlySpan<byte> Payload;
        public byte? State;
        public byte ErrorNetwork;
        public ushort ErrorCode;
    }
}
