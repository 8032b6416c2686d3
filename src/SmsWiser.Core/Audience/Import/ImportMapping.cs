namespace SmsWiser.Core.Audience;

/// <summary>What one column of a file means.</summary>
/// <param name="Column">Name in the header in any case, or its place from 1.</param>
/// <param name="Field">Name of a field; <c>number</c> for the phone number, null to leave the column out.</param>
/// <param name="Type">Type of a new field; null = guessed from the first rows.</param>
public sealed record ColumnMapping(string Column, string? Field, FieldType? Type);

/// <summary>What the columns of a file mean, as far as the person who imports it says so; all other columns are found by their
/// names.</summary>
/// <param name="Columns">One per column named.</param>
public sealed record ImportMapping(IReadOnlyList<ColumnMapping> Columns)
{
    /// <summary>Field name of the phone number. No other field may have it.</summary>
    public const string NumberField = "number";

    /// <summary>Nothing said.</summary>
    public static ImportMapping Automatic { get; } = new([]);

    /// <summary>Reads entries of the form <c>column=field</c>, <c>column=field:type</c> (type: text, number, date) or
    /// <c>column=-</c>.</summary>
    /// <exception cref="ImportException">An entry is malformed; the message says which and what was expected.</exception>
    public static ImportMapping Parse(IEnumerable<string> entries) => new([.. entries.Select(ParseEntry)]);

    private static ColumnMapping ParseEntry(string entry)
    {
        var equals = entry.LastIndexOf('=');
        if (equals < 1 || equals == entry.Length - 1)
            throw Malformed(entry, "expected column=field, column=field:type or column=- (leave out)");
        var column = entry[..equals].Trim();
        var field = entry[(equals + 1)..].Trim();
        if (field == "-")
            return new(column, null, null);
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var type = colon < 0 ? (FieldType?)null : field[(colon + 1)..].ToLowerInvariant() switch
        {
            "text" => FieldType.Text,
            "number" => FieldType.Number,
            "date" => FieldType.Date,
            _ => throw Malformed(entry, "the type after the colon is text, number or date"),
        };
        var name = colon < 0 ? field : field[..colon];
        if (FieldNames.FromHeader(name) != name)
            throw Malformed(entry, $"a field name has lower-case letters, digits and _, for example {FieldNames.FromHeader(name)}");
        return new(column, name, type);
    }

    private static ImportException Malformed(string entry, string expected) =>
        new(ErrorCode.InvalidValue, $"mapping \"{entry}\" cannot be read: {expected}");
}
