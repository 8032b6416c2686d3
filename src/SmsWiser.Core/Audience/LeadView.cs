using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>
/// One unsealed lead inside an unsealed page; valid as long as the page's memory is.
/// Values are canonical UTF-8: text in NFC as imported, a number as invariant decimal text ("1234.5"), a date as "yyyy-MM-dd".
/// The record is what <see cref="LeadRecord"/> writes. A record cut short reads as having no further fields.
/// </summary>
/// <param name="number">Phone number as the integer of its E.164 digits.</param>
/// <param name="record">The lead's record: count of present fields, then per field (ascending) number, length, bytes.</param>
public readonly ref struct LeadView(ulong number, ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> record = record;

    /// <summary>Phone number as the integer of its E.164 digits.</summary>
    public ulong Number { get; } = number;

    /// <summary>Number of the lead in its list, <c>page × 256 + index</c>; 0 for a lead that lies in no page.</summary>
    public uint LeadNo { get; init; }

    /// <summary>Value of a field; empty when the lead has none.</summary>
    /// <param name="fieldNo">The <see cref="FieldDefinition.No"/>.</param>
    public ReadOnlySpan<byte> Field(int fieldNo)
    {
        if (record.IsEmpty) return default;
        var rest = record[1..];
        for (var left = record[0]; left > 0 && rest.Length >= LeadRecord.FieldHeaderBytes; left--)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]);
            if (rest[0] > fieldNo || length > rest.Length - LeadRecord.FieldHeaderBytes) return default;
            if (rest[0] == fieldNo) return rest.Slice(LeadRecord.FieldHeaderBytes, length);
            rest = rest[(LeadRecord.FieldHeaderBytes + length)..];
        }
        return default;
    }
}

