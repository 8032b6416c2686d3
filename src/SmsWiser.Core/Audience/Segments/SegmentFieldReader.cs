namespace SmsWiser.Core.Audience;

/// <summary>Reads one condition on a field: its name, a comparison, values.</summary>
internal sealed class SegmentFieldReader(SegmentWords words, SegmentScope scope)
{
    private static readonly string[] Keywords = ["and", "or", "not", "in", "is", "empty"];

    // Names under which authors look for the phone number; it is no field and no condition may use it.
    private static readonly string[] NumberNames = ["number", "phone", "phone_number", "msisdn", "mobile"];

    private readonly SegmentValueReader values = new(words, scope);

    public SegmentNode? Read()
    {
        if (ReadField() is not { } field) return null;
        if (words.TryTake("is")) return ReadIs(field);
        var isNot = words.TryTake("not");
        var node = words.Token switch
        {
            var word when word.Is("in") => ReadIn(field),
            var word when word.Is("between") => ReadBetween(field),
            var word when word.Is("starts_with") => ReadPart(field, text => new StartsWithNode(field.No, text)),
            var word when word.Is("contains") => ReadPart(field, text => new ContainsNode(field.No, text)),
            _ when isNot => words.Expected("'in', 'between', 'starts_with' or 'contains'"),
            _ => ReadComparison(field),
        };
        return node is not null && isNot ? new NotNode(node) : node;
    }

    /// <summary>A field by its name.</summary>
    public FieldDefinition? ReadField()
    {
        if (FindField() is not { } field) return null;
        words.Advance();
        return field;
    }

    private FieldDefinition? FindField()
    {
        var token = words.Token;
        if (token.Kind == SegmentTokenKind.Name && Keywords.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            return words.Expected<FieldDefinition>("a field name (in brackets if it is such a word)");
        if (token.Kind is not (SegmentTokenKind.Name or SegmentTokenKind.BracketedName))
            return words.Expected<FieldDefinition>("a field name");
        var name = token.Value;
        if (name.Equals("number", StringComparison.OrdinalIgnoreCase))
            return words.Fail<FieldDefinition>(token.Column, $"'{name}' is the phone number, which no condition may use");
        if (scope.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        if (NumberNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return words.Fail<FieldDefinition>(token.Column, $"'{name}' would be the phone number, which no condition may use");
        var names = scope.Fields.Count == 0
            ? "it has no fields at all"
            : $"it has {string.Join(", ", scope.Fields.Select(field => field.Name))}";
        var near = NearName.Find(name, scope.Fields.Select(field => field.Name)) is { } close ? $"; did you mean {close}?" : "";
        return words.Fail<FieldDefinition>(token.Column, $"the list has no field '{name}'; {names}{near}");
    }

    private SegmentNode? ReadIs(FieldDefinition field)
    {
        var isNot = words.TryTake("not");
        if (!words.TryTake("empty"))
        {
            if (field.Type == FieldType.Date && values.IsYearDay) return Wrap(values.ReadYearDays(field), isNot);
            return words.Expected(field.Type != FieldType.Date ? isNot ? "'empty'" : "'empty' or 'not empty'"
                : "'empty', 'not empty', 'today', a day such as 12-24, or 'between' and two of these");
        }
        return Wrap(new EmptyNode(field.No), isNot);
    }

    private static SegmentNode? Wrap(SegmentNode? node, bool isNot) => node is not null && isNot ? new NotNode(node) : node;

    private SegmentNode? ReadIn(FieldDefinition field)
    {
        words.Advance();
        if (!words.TryTake("(")) return words.Expected("'(' behind 'in'");
        var listed = new List<SegmentValue>();
        do
        {
            if (listed.Count == SegmentFilter.MaxListValues)
                return words.Fail(words.Token.Column, $"more than {SegmentFilter.MaxListValues} values behind 'in'");
            if (values.Read(field) is not { } value) return null;
            listed.Add(value);
        }
        while (words.TryTake(","));
        if (!words.TryTake(")")) return words.Expected("',' or ')'");
        return field.Type == FieldType.Text ? new TextInNode(field.No, [.. listed.Cast<TextValue>()]) : new InNode(field.No, [.. listed]);
    }

    private SegmentNode? ReadBetween(FieldDefinition field)
    {
        words.Advance();
        var column = words.Token.Column;
        if (values.Read(field) is not { } low) return null;
        if (!words.TryTake("and")) return words.Expected("'and' and the upper end");
        if (values.Read(field) is not { } high) return null;
        return low.IsAbove(high)
            ? words.Fail(column, "the first value is above the second, so no value lies between; turn them round")
            : new BetweenNode(field.No, low, high);
    }

    private SegmentNode? ReadPart(FieldDefinition field, Func<string, SegmentNode> make)
    {
        var word = words.Token;
        words.Advance();
        if (field.Type != FieldType.Text)
            return words.Fail(word.Column, $"'{word.Value}' is for texts; {field.Name} is a {TypeName(field)}");
        return values.ReadText(field) is { } text ? make(text) : null;
    }

    private SegmentNode? ReadComparison(FieldDefinition field)
    {
        if (Comparison(words.Token) is not { } comparison)
        {
            var ofTexts = field.Type == FieldType.Text ? ", 'starts_with', 'contains'" : "";
            return words.Expected($"=, !=, <, <=, >, >=, 'in', 'between', 'is'{ofTexts} behind the field {field.Name}");
        }
        words.Advance();
        if (words.Token is { Kind: SegmentTokenKind.Sign, Value: "=" or ">" } second)
            return words.Fail(second.Column, $"one sign too many; write {(second.Value == "=" ? "= once" : "!= for not equal")}");
        if (values.Read(field) is not { } value) return null;
        return (comparison, value) switch
        {
            (SegmentComparison.Equal, TextValue text) => new TextInNode(field.No, [text]),
            (SegmentComparison.NotEqual, TextValue text) => new NotNode(new TextInNode(field.No, [text])),
            _ => new CompareNode(field.No, comparison, value),
        };
    }

    private static SegmentComparison? Comparison(SegmentToken token) => token.Kind != SegmentTokenKind.Sign ? null : token.Value switch
    {
        "=" => SegmentComparison.Equal,
        "!=" => SegmentComparison.NotEqual,
        "<" => SegmentComparison.Less,
        "<=" => SegmentComparison.LessOrEqual,
        ">" => SegmentComparison.Greater,
        ">=" => SegmentComparison.GreaterOrEqual,
        _ => null,
    };

    private static string TypeName(FieldDefinition field) =>
        field.Type switch { FieldType.Number => "number", FieldType.Date => "date", _ => "text" };
}
