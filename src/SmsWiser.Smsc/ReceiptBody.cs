using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using SmsWiser.Smpp;

namespace SmsWiser.Smsc;

/// <summary>
/// Writes receipts as SMPP 3.4 Appendix B has them, with receipted_message_id and message_state as TLVs (§5.3.2.12, §5.3.2.35).
/// </summary>
internal static class ReceiptBody
{
    public const int MaxBytes = 320;
    public const int MaxIdBytes = 20;
    private const byte ReceiptClass = 0x04;
    private const byte Delivered = 2;
    private const byte Undeliverable = 5;

    /// <summary>Writes the digits of a message id and returns how many there are.</summary>
    public static int WriteId(Span<byte> destination, ulong id, bool hex)
    {
        var format = hex ? new StandardFormat('X') : default;
        return Utf8Formatter.TryFormat(id, destination, out var length, format)
            ? length
            : throw new ArgumentException($"{destination.Length} octets are too few for a message id.", nameof(destination));
    }

    /// <summary>Writes the body of one deliver_sm. <paramref name="doneDate"/> is yyMMddHHmm as a number.</summary>
    public static int Write(Span<byte> destination, in PendingReceipt receipt, bool hexId, long doneDate)
    {
        Span<byte> id = stackalloc byte[MaxIdBytes];
        id = id[..WriteId(id, receipt.MessageId, hexId)];
        var at = 0;
        destination[at++] = 0;
        at += receipt.Destination.Write(destination[at..]);
        at += receipt.Source.Write(destination[at..]);
        ReadOnlySpan<byte> rest = [ReceiptClass, 0, 0, 0, 0, 0, 0, 0, 0];
        rest.CopyTo(destination[at..]);
        at += rest.Length;

        var lengthAt = at++;
        at = Text(destination, at, "id:"u8, id);
        at = Text(destination, at, " sub:001 dlvrd:"u8, receipt.Undelivered ? "000"u8 : "001"u8);
        at = Date(destination, at, " submit date:"u8, receipt.SubmitDate);
        at = Date(destination, at, " done date:"u8, doneDate);
        at = Text(destination, at, " stat:"u8, receipt.Undelivered ? "UNDELIV"u8 : "DELIVRD"u8);
        at = Text(destination, at, " err:"u8, receipt.Undelivered ? "001 text:"u8 : "000 text:"u8);
        destination[lengthAt] = (byte)(at - lengthAt - 1);

        at = Tlv(destination, at, TlvTag.ReceiptedMessageId, id.Length + 1);
        id.CopyTo(destination[at..]);
        at += id.Length;
        destination[at++] = 0;
        at = Tlv(destination, at, TlvTag.MessageState, 1);
        destination[at++] = receipt.Undelivered ? Undeliverable : Delivered;
        return at;
    }

    private static int Text(Span<byte> destination, int at, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        key.CopyTo(destination[at..]);
        value.CopyTo(destination[(at + key.Length)..]);
        return at + key.Length + value.Length;
    }

    private static int Date(Span<byte> destination, int at, ReadOnlySpan<byte> key, long date)
    {
        key.CopyTo(destination[at..]);
        at += key.Length;
        Utf8Formatter.TryFormat(date, destination[at..], out var digits, new StandardFormat('D', 10));
        return at + digits;
    }

    private static int Tlv(Span<byte> destination, int at, TlvTag tag, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 2)..], (ushort)length);
        return at + 4;
    }
}
