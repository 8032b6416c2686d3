using System.Buffers.Binary;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// The user data header before the text of a part (3GPP 23.040 §9.2.3.24): a length octet, then elements of identifier, length, data.
/// Understood: 0x00 and 0x08 (concatenation with an 8- or 16-bit reference), 0x24 (single shift), 0x25 (locking shift).
/// A PDU that carries one has esm_class bit 0x40 set.
/// </summary>
public readonly record struct UserDataHeader
{
    /// <summary>Most octets that <see cref="Write"/> writes.</summary>
    public const int MaxBytes = 13;

    private const byte ByteReferenceElement = 0x00;
    private const byte WordReferenceElement = 0x08;
    private const byte SingleShiftElement = 0x24;
    private const byte LockingShiftElement = 0x25;

    /// <summary>Reference that the parts of one SMS share; 8 or 16 bits as <see cref="ReferenceWidth"/> says.</summary>
    public ushort Reference { get; init; }

    /// <summary>Width of the reference.</summary>
    public PartReference ReferenceWidth { get; init; }

    /// <summary>Number of parts; 0 when the SMS is a single one.</summary>
    public byte Total { get; init; }

    /// <summary>Number of this part, from 1.</summary>
    public byte Sequence { get; init; }

    /// <summary>Locking shift of the text.</summary>
    public NationalLanguage LockingShift { get; init; }

    /// <summary>Single shift of the text.</summary>
    public NationalLanguage SingleShift { get; init; }

    /// <summary>Octets of the header with its length octet; 0 when there is nothing to say.</summary>
    public int Length
    {
        get
        {
            var elements = (Total > 1 ? ReferenceBytes(ReferenceWidth) : 0) + ShiftBytes(LockingShift, SingleShift);
            return elements == 0 ? 0 : 1 + elements;
        }
    }

    /// <summary>Writes the header and returns its <see cref="Length"/>.</summary>
    /// <param name="destination">At least <see cref="Length"/> octets.</param>
    public int Write(Span<byte> destination)
    {
        var length = Length;
        if (length == 0) return 0;
        destination[0] = (byte)(length - 1);
        var at = 1;
        if (Total > 1) at += WriteReference(destination[at..]);
        if (SingleShift != NationalLanguage.None) at += WriteShift(destination[at..], SingleShiftElement, SingleShift);
        if (LockingShift != NationalLanguage.None) at += WriteShift(destination[at..], LockingShiftElement, LockingShift);
        return at;
    }

    /// <summary>
    /// Reads the header at the start of a received text. False when it is cut short or its elements do not add up; the octets are then
    /// text.
    /// Passed over: elements not understood, shift tables not offered here, a part number outside its total. The last of a repeated element
    /// counts.
    /// </summary>
    /// <param name="userData">The received short_message.</param>
    /// <param name="header">What it says.</param>
    /// <param name="length">Octets to the text.</param>
    public static bool TryRead(ReadOnlySpan<byte> userData, out UserDataHeader header, out int length)
    {
        (header, length) = (default, 0);
        if (userData.IsEmpty || userData[0] >= userData.Length) return false;
        var elements = userData.Slice(1, userData[0]);
        var read = new UserDataHeader();
        while (!elements.IsEmpty)
        {
            if (elements.Length < 2 || elements[1] > elements.Length - 2) return false;
            read = read.With(elements[0], elements.Slice(2, elements[1]));
            elements = elements[(2 + elements[1])..];
        }
        (header, length) = (read, 1 + userData[0]);
        return true;
    }

    internal static int ReferenceBytes(PartReference reference) => reference == PartReference.Byte ? 5 : 6;

    internal static int ShiftBytes(NationalLanguage locking, NationalLanguage single) =>
        (locking == NationalLanguage.None ? 0 : 3) + (single == NationalLanguage.None ? 0 : 3);

    private UserDataHeader With(byte element, ReadOnlySpan<byte> data) => (element, data.Length) switch
    {
        (ByteReferenceElement, 3) => WithPart(PartReference.Byte, data[0], data[1..]),
        (WordReferenceElement, 4) => WithPart(PartReference.Word, BinaryPrimitives.ReadUInt16BigEndian(data), data[2..]),
        (SingleShiftElement, 1) when GsmTables.HasSingleShift((NationalLanguage)data[0]) =>
            this with { SingleShift = (NationalLanguage)data[0] },
        (LockingShiftElement, 1) when GsmTables.HasLockingShift((NationalLanguage)data[0]) =>
            this with { LockingShift = (NationalLanguage)data[0] },
        _ => this,
    };

    private UserDataHeader WithPart(PartReference width, ushort reference, ReadOnlySpan<byte> totalAndSequence)
    {
        if (totalAndSequence[1] == 0 || totalAndSequence[1] > totalAndSequence[0]) return this;
        return this with { ReferenceWidth = width, Reference = reference, Total = totalAndSequence[0], Sequence = totalAndSequence[1] };
    }

    private int WriteReference(Span<byte> destination)
    {
        if (ReferenceWidth == PartReference.Byte)
        {
            ReadOnlySpan<byte> element = [ByteReferenceElement, 3, (byte)Reference, Total, Sequence];
            element.CopyTo(destination);
            return element.Length;
        }
        ReadOnlySpan<byte> wide = [WordReferenceElement, 4, (byte)(Reference >> 8), (byte)Reference, Total, Sequence];
        wide.CopyTo(destination);
        return wide.Length;
    }

    private static int WriteShift(Span<byte> destination, byte element, NationalLanguage language)
    {
        destination[0] = element;
        destination[1] = 1;
        destination[2] = (byte)language;
        return 3;
    }
}
