using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Values that a person or program gave for fields of one lead, by field name.</summary>
internal static class LeadValues
{
    /// <summary>Writes the record with the given values over those it has; an empty value takes the field's value away.</summary>
    /// <exception cref="ImportException">A field is not there, a value is not of its type, or they are too long together.</exception>
    public static byte[] Write(
        IReadOnlyList<FieldDefinition> fields, IReadOnlyDictionary<string, string> values, ReadOnlySpan<byte> old)
    {
        var given = new Dictionary<int, string>();
        foreach (var (name, value) in values)
        {
            var field = fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong($"the list has no field '{name}'; it has {string.Join(", ", fields.Select(field => field.Name))}");
            if (!given.TryAdd(field.No, value))
                throw Wrong($"field {field.Name} is given twice");
        }
        var octets = new byte[PageWriter.MaxRecordBytes];
        var record = new LeadRecord(octets);
        var before = new LeadView(0, old);
        Span<byte> scratch = stackalloc byte[LeadRecord.MaxValueBytes + 16];
        foreach (var field in fields)
        {
            var value = given.TryGetValue(field.No, out var text) ? Read(field, text, scratch) : before.Field(field.No);
            Add(ref record, field.No, value, octets.Length);
        }
        Add(ref record, LeadRecord.WorkingSetsField, before.Field(LeadRecord.WorkingSetsField), octets.Length);
        return octets[..record.Length];
    }

    private static ReadOnlySpan<byte> Read(FieldDefinition field, string text, Span<byte> scratch)
    {
        var raw = FieldValues.Trim(Encoding.UTF8.GetBytes(text));
        var reason = FieldValues.Read(raw, field.Type, commaIsPoint: false, DateOrder.DayFirst, scratch, out var value);
        return reason is null ? value : throw Wrong($"field {field.Name}: {reason}");
    }

    private static void Add(ref LeadRecord record, int fieldNo, scoped ReadOnlySpan<byte> value, int most)
    {
        if (record.Length + LeadRecord.FieldHeaderBytes + value.Length > most)
            throw Wrong($"the values of the lead have more than {most} octets together");
        record.Add(fieldNo, value);
    }

    private static ImportException Wrong(string message) => new(ErrorCode.InvalidValue, message);
}
