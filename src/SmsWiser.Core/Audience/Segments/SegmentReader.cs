using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Reads a condition by recursive descent: or, and, not, then a comparison or a parenthesis.</summary>
internal sealed class SegmentReader
{
    private static readonly string[] Keywords = ["and", "or", "not", "in", "is", "empty"];

    // Names under which authors look for the phone number; it is no field and no condition may use it.
    private static readonly string[] NumberNames = ["number", "phone", "phone_number", "msisdn", "mobile"];

    private readonly string text;
    private readonly IReadOnlyList<FieldDefinition> fields;
    private readonly SegmentLexer lexer;
    private SegmentToken token;
    private SegmentError? error;
    private int depth;

    public SegmentReader(string text, IReadOnlyList<FieldDefinition> fields)
    {
        (this.text, this.fields, lexer) = (text, fields, new SegmentLexer(text));
        Advance();
    }

    public SegmentParse Read()
    {
        if (text.Length > SegmentFilter.MaxChars)
            return Failed(
                SegmentFilter.MaxChars + 1, $"the condition has {text.Length} characters; at most {SegmentFilter.MaxChars} may be");
        if (token.Kind == SegmentTokenKind.End) return Failed(1, "the condition is empty; expected one such as city = \"Lyon\"");
        var root = ReadOr();
        if (root is not null && token.Kind != SegmentTokenKind.End) Expected("'and', 'or' or the end");
        return error is null ? new SegmentParse(new SegmentFilter(text, root!), null) : new SegmentParse(null, error);
    }

    private SegmentNode? ReadOr()
    {
        var left = ReadAnd();
        while (left is not null && TryTake("or"))
            left = ReadAnd() is { } right ? new OrNode(left, right) : null;
        return left;
    }

    private SegmentNode? ReadAnd()
    {
        var left = ReadNot();
        while (left is not null && TryTake("and"))
            left = ReadNot() is { } right ? new AndNode(left, right) : null;
        return left;
    }

    private SegmentNode? ReadNot()
    {
        var column = token.Column;
        var isNot = TryTake("not");
        if (!isNot && !token.Is("(")) return ReadCondition();
        if (++depth > SegmentFilter.MaxDepth) return Fail(column, $"nested deeper than {SegmentFilter.MaxDepth} levels");
        var node = isNot ? ReadNot() is { } inner ? new NotNode(inner) : null : ReadParenthesis();
        depth--;
        return node;
    }

    private SegmentNode? ReadParenthesis()
    {
        Advance();
        var node = ReadOr();
        if (node is null || TryTake(")")) return node;
        return Expected("'and', 'or' or ')'");
    }

    private SegmentNode? ReadCondition()
    {
        if (FindField() is not { } field) return null;
        Advance();
        if (TryTake("is")) return ReadEmpty(field);
        var isNot = TryTake("not");
        if (isNot && !token.Is("in")) return Expected("'in'");
        if (TryTake("in")) return ReadIn(field) is { } node ? isNot ? new NotNode(node) : node : null;
        if (ReadComparison() is not { } comparison) return Expected($"=, !=, <, <=, >, >=, 'in' or 'is' behind the field {field.Name}");
        Advance();
        return ReadValue(field) is { } value ? Compare(field, comparison, value) : null;
    }

    private FieldDefinition? FindField()
    {
        if (token.Kind == SegmentTokenKind.Name && Keywords.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            return Expected<FieldDefinition>("a field name (in brackets if it is such a word)");
        if (token.Kind is not (SegmentTokenKind.Name or SegmentTokenKind.BracketedName)) return Expected<FieldDefinition>("a field name");
        var name = token.Value;
        if (name.Equals("number", StringComparison.OrdinalIgnoreCase))
            return Fail<FieldDefinition>(token.Column, $"'{name}' is the phone number, which no condition may use");
        if (fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        if (NumberNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Fail<FieldDefinition>(token.Column, $"'{name}' would be the phone number, which no condition may use");
        var names = fields.Count == 0 ? "it has no fields at all" : $"it has {string.Join(", ", fields.Select(field => field.Name))}";
        return Fail<FieldDefinition>(token.Column, $"the list has no field '{name}'; {names}");
    }

    private SegmentNode? ReadEmpty(FieldDefinition field)
    {
        var isNot = TryTake("not");
        if (!TryTake("empty")) return Expected(isNot ? "'empty'" : "'empty' or 'not empty'");
        return isNot ? new NotNode(new EmptyNode(field.No)) : new EmptyNode(field.No);
    }

    private SegmentNode? ReadIn(FieldDefinition field)
    {
        if (!TryTake("(")) return Expected("'(' behind 'in'");
        var values = new List<SegmentValue>();
        do
        {
            if (values.Count == SegmentFilter.MaxListValues)
                return Fail(token.Column, $"more than {SegmentFilter.MaxListValues} values behind 'in'");
            if (ReadValue(field) is not { } value) return null;
            values.Add(value);
        }
        while (TryTake(","));
        if (!TryTake(")")) return Expected("',' or ')'");
        return field.Type == FieldType.Text ? new TextInNode(field.No, [.. values.Cast<TextValue>()]) : new InNode(field.No, [.. values]);
    }

    private SegmentComparison? ReadComparison() => token.Kind != SegmentTokenKind.Sign ? null : token.Value switch
    {
        "=" => SegmentComparison.Equal,
        "!=" => SegmentComparison.NotEqual,
        "<" => SegmentComparison.Less,
        "<=" => SegmentComparison.LessOrEqual,
        ">" => SegmentComparison.Greater,
        ">=" => SegmentComparison.GreaterOrEqual,
        _ => null,
    };

    private SegmentValue? ReadValue(FieldDefinition field)
    {
        var token = this.token;
        SegmentValue? value = (field.Type, token.Kind) switch
        {
            (FieldType.Text, SegmentTokenKind.Text) => new TextValue(token.Value),
            (FieldType.Number, SegmentTokenKind.Number) => new NumberValue(decimal.Parse(token.Value, CultureInfo.InvariantCulture)),
            (FieldType.Date, SegmentTokenKind.Date) => new DateValue(token.Value),
            _ => null,
        };
        if (value is null)
            return Expected<SegmentValue>(field.Type switch
            {
                FieldType.Number => $"a number such as 12.5, as {field.Name} is a number",
                FieldType.Date => $"a date such as 2020-05-01, as {field.Name} is a date",
                _ => $"a text in quotes, as {field.Name} is a text",
            });
        if (token is { Kind: SegmentTokenKind.Text, Value: "" })
            return Fail<SegmentValue>(token.Column, $"an empty text; expected '{field.Name} is empty' or 'is not empty'");
        Advance();
        return value;
    }

    private static SegmentNode Compare(FieldDefinition field, SegmentComparison comparison, SegmentValue value) =>
        (comparison, value) switch
        {
            (SegmentComparison.Equal, TextValue text) => new TextInNode(field.No, [text]),
            (SegmentComparison.NotEqual, TextValue text) => new NotNode(new TextInNode(field.No, [text])),
            _ => new CompareNode(field.No, comparison, value),
        };

    private bool TryTake(string word)
    {
        if (!token.Is(word)) return false;
        Advance();
        return true;
    }

    private void Advance() => token = lexer.Next();

    private SegmentNode? Expected(string what) => Expected<SegmentNode>(what);

    private T? Expected<T>(string what) where T : class =>
        token.Kind == SegmentTokenKind.Wrong
            ? Fail<T>(token.Column, token.Value)
            : Fail<T>(token.Column, $"expected {what}, found {token.Shown}");

    private SegmentNode? Fail(int column, string message) => Fail<SegmentNode>(column, message);

    private T? Fail<T>(int column, string message) where T : class
    {
        error ??= new SegmentError(column, message);
        return null;
    }

    private static SegmentParse Failed(int column, string message) => new(null, new SegmentError(column, message));
}

