using System.Buffers.Binary;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Writes one lead's record into a span: a count octet, then per present field in ascending order the field number (1 octet),
/// the length (2 octets, little-endian) and the UTF-8 value. An empty value is an absent field and is not stored.
/// </summary>
/// <param name="destination">Where the record goes; the caller keeps it. Too small is an <see cref="ArgumentException"/>.</param>
public ref struct LeadRecord(Span<byte> destination)
{
    /// <summary>Most fields a list may have.</summary>
    public const int MaxFields = 250;

    /// <summary>Number behind all fields under which the record keeps the lead's working sets, see <see cref="WorkingSet"/>.</summary>
    public const int WorkingSetsField = MaxFields;

    /// <summary>Number behind that under which the record keeps since when the lead's consent stands as it does.</summary>
    public const int ConsentField = WorkingSetsField + 1;

    /// <summary>Most octets of one value.</summary>
    public const int MaxValueBytes = 1_000;

    /// <summary>Octets before each value: field number and length.</summary>
    public const int FieldHeaderBytes = 3;

    private readonly Span<byte> destination = Started(destination);
    private int lastField = -1;

    /// <summary>Octets of the record so far; 1 for a lead without any value.</summary>
    public int Length { get; private set; } = 1;

    /// <summary>Adds one value. Fields must come in ascending order; an empty value adds nothing.</summary>
    public void Add(int fieldNo, scoped ReadOnlySpan<byte> value)
    {
        if (fieldNo <= lastField || fieldNo > ConsentField)
            throw new ArgumentOutOfRangeException(
                nameof(fieldNo), $"field {fieldNo} after field {lastField}; expected ascending, below {MaxFields}");
        if (value.Length > MaxValueBytes)
            throw new ArgumentException($"value of field {fieldNo} has {value.Length} octets; at most {MaxValueBytes} fit", nameof(value));
        if (value.IsEmpty) return;
        if (destination.Length - Length < FieldHeaderBytes + value.Length)
            throw new ArgumentException(
                $"record needs {Length + FieldHeaderBytes + value.Length} octets, the destination has {destination.Length}");
        var field = destination[Length..];
        field[0] = (byte)fieldNo;
        BinaryPrimitives.WriteUInt16LittleEndian(field[1..], (ushort)value.Length);
        value.CopyTo(field[FieldHeaderBytes..]);
        Length += FieldHeaderBytes + value.Length;
        lastField = fieldNo;
        destination[0]++;
    }

    private static Span<byte> Started(Span<byte> destination)
    {
        if (destination.IsEmpty) throw new ArgumentException("a record needs at least 1 octet", nameof(destination));
        destination[0] = 0;
        return destination;
    }
}

