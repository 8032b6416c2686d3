using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>A lead that does not exist, for previews and test messages: values that somebody gives, and likely ones in place of those
/// that nobody gives. Never a value of a real lead. Any thread.</summary>
public static class SampleLead
{
    private static readonly (string Part, string Value)[] Likely =
    [
        ("first", "Anna"), ("last", "Martin"), ("surname", "Martin"), ("email", "anna@example.com"), ("city", "Lyon"),
        ("town", "Lyon"), ("street", "12 Main Street"), ("address", "12 Main Street"), ("zip", "69001"), ("postcode", "69001"),
        ("country", "France"), ("company", "Example Ltd"), ("code", "A1B2C3"), ("coupon", "A1B2C3"), ("gender", "f"), ("name", "Anna"),
    ];

    /// <summary>A value for every field, as text.</summary>
    /// <param name="fields">The fields of a list.</param>
    /// <param name="given">Values by field name, without regard to case; an empty one stands for a lead without that value.</param>
    /// <param name="today">Day of a date field that nobody gave a value for.</param>
    /// <exception cref="ImportException">A given field is not there.</exception>
    public static IReadOnlyDictionary<string, string> Complete(
        IReadOnlyList<FieldDefinition> fields, IReadOnlyDictionary<string, string> given, DateOnly today)
    {
        var values = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
            values.TryAdd(field.Name, ValueOf(field, today));
        return values;
    }

    /// <summary>The record of a lead with these values, as <see cref="LeadView"/> reads it.</summary>
    /// <exception cref="ImportException">A field is not there, or a value is not of its type.</exception>
    public static byte[] Record(IReadOnlyList<FieldDefinition> fields, IReadOnlyDictionary<string, string> values) =>
        LeadValues.Write(fields, values, default);

    private static string ValueOf(FieldDefinition field, DateOnly today) => field.Type switch
    {
        FieldType.Number => "120",
        FieldType.Date => today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Likely.FirstOrDefault(one => field.Name.Contains(one.Part, StringComparison.OrdinalIgnoreCase)).Value ?? "Sample",
    };
}
