using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Where the values of one column go.</summary>
/// <param name="Column">Place of the column, from 0.</param>
/// <param name="Name">Name of the column in the file.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Type">Type of the field.</param>
/// <param name="Order">How its dates are read.</param>
/// <param name="FieldNo">Number of the field in the list; -1 while it is not there yet.</param>
internal sealed record ImportColumn(int Column, string Name, string Field, FieldType Type, DateOrder Order, int FieldNo);

/// <summary>What the columns of a file are in a list.</summary>
/// <param name="Width">Columns of the file.</param>
/// <param name="NumberColumn">Place of the phone number.</param>
/// <param name="NumberName">Name of that column.</param>
/// <param name="CommaIsPoint">True when a comma is a decimal mark: in files where it does not stand between values.</param>
/// <param name="Columns">All other columns that are imported, in order of their fields' numbers.</param>
internal sealed record ImportPlan(int Width, int NumberColumn, string NumberName, bool CommaIsPoint, ImportColumn[] Columns)
    : INewFields
{
    /// <summary>Where the consent columns are; null without any.</summary>
    public ConsentPlaces? Consent { get; init; }

    private const double MostlyNumbers = 0.5;

    /// <summary>Name of a column that is read, by its place.</summary>
    public string ColumnName(int place) => place == NumberColumn
        ? NumberName
        : Array.Find(Columns, column => column.Column == place)?.Name ?? $"{place + 1}";

    /// <summary>Fields that the list has to get first, numbered behind those it has.</summary>
    public IReadOnlyList<FieldDefinition> NewFields(LeadList list) =>
        [.. Columns.Where(column => column.FieldNo < 0)
            .Select((column, i) => new FieldDefinition(list.Fields.Count + i, column.Field, column.Type))];

    /// <summary>Decides about every column: as the mapping says, else by its name; the number column, if no name tells, by its
    /// values.</summary>
    /// <exception cref="ImportException">A column of the mapping is not there, two columns mean the same, or there is no number
    /// column.</exception>
    public static ImportPlan Make(LeadList list, ImportSample sample, ImportOptions options, bool commaIsPoint)
    {
        var explicitly = Explicitly(sample, options.Mapping);
        var numberColumn = FindNumber(sample, explicitly, options.DefaultCountry);
        var columns = new List<ImportColumn>();
        for (var i = 0; i < sample.Columns.Length; i++)
        {
            var mapping = explicitly.GetValueOrDefault(i);
            var name = mapping is null ? FieldNames.Known(FieldNames.FromHeader(sample.Columns[i])) : mapping.Field;
            if (i == numberColumn || string.IsNullOrEmpty(name))
                continue;
            if (name == ImportMapping.NumberField)
                throw Refused($"columns \"{sample.Columns[numberColumn]}\" and \"{sample.Columns[i]}\" are both the phone number; "
                    + $"map one with {i + 1}=-");
            if (columns.Find(other => other.Field == name) is { } twin)
                throw Refused($"columns \"{twin.Name}\" and \"{sample.Columns[i]}\" both mean field {name}; map one with {i + 1}=-");
            columns.Add(MakeColumn(list, sample, i, name, mapping?.Type, commaIsPoint));
        }
        if (list.Fields.Count + columns.Count(column => column.FieldNo < 0) > LeadRecord.MaxFields)
            throw Refused($"the list would have more than {LeadRecord.MaxFields} fields; leave columns out with column=-");
        var ordered = columns.OrderBy(column => column.FieldNo < 0 ? int.MaxValue : column.FieldNo).ThenBy(column => column.Column);
        return new(sample.Columns.Length, numberColumn, sample.Columns[numberColumn], commaIsPoint, [.. ordered])
        {
            Consent = options.Consent is { } consent
                ? new(Place(sample, consent.State), Place(sample, consent.Time), Place(sample, consent.Text))
                : null,
        };
    }

    private static ImportColumn MakeColumn(LeadList list, ImportSample sample, int place, string name, FieldType? asked, bool commaIsPoint)
    {
        var guess = FieldTypeGuess.Guess(sample.Values(place), commaIsPoint);
        var known = list.Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? list.Fields.FirstOrDefault(field => FieldNames.FromHeader(field.Name) == name);
        if (known is not null && asked is not null && known.Type != asked)
            throw Refused($"field {name} of this list is of type {known.Type}, not {asked}; give the column another field name");
        return new(place, sample.Columns[place], name, known?.Type ?? asked ?? guess.Type, guess.Order, known?.No ?? -1);
    }

    private static Dictionary<int, ColumnMapping> Explicitly(ImportSample sample, ImportMapping mapping)
    {
        var explicitly = new Dictionary<int, ColumnMapping>();
        foreach (var column in mapping.Columns)
        {
            var place = Place(sample, column.Column);
            if (!explicitly.TryAdd(place, column))
                throw Refused($"column \"{sample.Columns[place]}\" is mapped twice");
        }
        return explicitly;
    }

    /// <summary>Place of a column by its name or number; −1 for null.</summary>
    private static int Place(ImportSample sample, string? column)
    {
        if (column is null)
            return -1;
        var place = Array.FindIndex(sample.Columns, name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));
        if (place < 0 && int.TryParse(column, out var number) && number >= 1 && number <= sample.Columns.Length)
            place = number - 1;
        return place >= 0
            ? place
            : throw Refused($"the file has no column \"{column}\"; it has {string.Join(", ", sample.Columns)}");
    }

    private static int FindNumber(ImportSample sample, Dictionary<int, ColumnMapping> explicitly, Country? home)
    {
        foreach (var (place, mapping) in explicitly)
        {
            if (mapping.Field == ImportMapping.NumberField)
                return place;
        }
        var free = Enumerable.Range(0, sample.Columns.Length).Where(place => !explicitly.ContainsKey(place)).ToList();
        var named = free.Where(place => sample.HasHeader && FieldNames.IsNumber(FieldNames.FromHeader(sample.Columns[place]))).ToList();
        if (named.Count > 0)
            return named.MaxBy(place => Numbers(sample, place, home));
        if (free.Count > 0 && free.MaxBy(place => Numbers(sample, place, home)) is var best && Numbers(sample, best, home) >= MostlyNumbers)
            return best;
        throw Refused($"no column holds phone numbers; name it with column=number. The file has {string.Join(", ", sample.Columns)}");
    }

    private static double Numbers(ImportSample sample, int column, Country? home)
    {
        var (values, numbers) = (0, 0);
        foreach (var value in sample.Values(column))
        {
            values++;
            if (PhoneNumbers.TryNormalize(Encoding.UTF8.GetBytes(value), home, out _, out _))
                numbers++;
        }
        return values == 0 ? 0 : (double)numbers / values;
    }

    private static ImportException Refused(string message) => new(ErrorCode.InvalidValue, message);
}
