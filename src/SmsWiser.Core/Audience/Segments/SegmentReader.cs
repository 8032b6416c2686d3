using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Reads a condition by recursive descent: or, and, not, then one condition or a parenthesis; a rank last of all.</summary>
internal sealed class SegmentReader
{
    private readonly string text;
    private readonly SegmentScope scope;
    private readonly SegmentWords words;
    private readonly SegmentFieldReader fields;
    private readonly SegmentLeadReader leads;
    private int depth;
    private bool isOpenOr;

    public SegmentReader(string text, SegmentScope scope)
    {
        (this.text, this.scope, words) = (text, scope, new SegmentWords(text));
        fields = new(words, scope);
        leads = new(words, scope);
    }

    public SegmentParse Read()
    {
        if (text.Length > SegmentFilter.MaxChars)
            return Failed(
                SegmentFilter.MaxChars + 1, $"the condition has {text.Length} characters; at most {SegmentFilter.MaxChars} may be");
        if (words.Token.Kind == SegmentTokenKind.End) return Failed(1, "the condition is empty; expected one such as city = \"Lyon\"");
        SegmentRank? rank = null;
        var root = IsRank ? new EveryNode() : ReadOr();
        if (root is not null && (IsRank || words.Token.Is("and"))) rank = ReadRank(root);
        if (words.Error is null && words.Token.Kind != SegmentTokenKind.End)
            words.Expected(rank is null ? "'and', 'or' or the end" : "the end, as 'top' and 'bottom' come last");
        return words.Error is null
            ? new SegmentParse(new SegmentFilter(text, root!, rank, leads.Questions, leads.UnnamedSamples), null)
            : new SegmentParse(null, words.Error);
    }

    private bool IsRank => IsRankAt(words.Token, 1);

    private bool IsRankAt(SegmentToken token, int next) =>
        (token.Is("top") || token.Is("bottom")) && words.Ahead(next).Kind == SegmentTokenKind.Number;

    private SegmentNode? ReadOr()
    {
        var left = ReadAnd();
        while (left is not null && words.TryTake("or"))
        {
            isOpenOr |= depth == 0;
            left = ReadAnd() is { } right ? new OrNode(left, right) : null;
        }
        return left;
    }

    private SegmentNode? ReadAnd()
    {
        var left = ReadNot();
        while (left is not null && words.Token.Is("and") && !IsRankAt(words.Ahead(1), 2))
        {
            words.Advance();
            left = ReadNot() is { } right ? new AndNode(left, right) : null;
        }
        return left;
    }

    private SegmentNode? ReadNot()
    {
        var column = words.Token.Column;
        var isNot = words.TryTake("not");
        if (!isNot && !words.Token.Is("(")) return ReadCondition();
        if (++depth > SegmentFilter.MaxDepth) return words.Fail(column, $"nested deeper than {SegmentFilter.MaxDepth} levels");
        var node = isNot ? ReadNot() is { } inner ? new NotNode(inner) : null : ReadParenthesis();
        depth--;
        return node;
    }

    private SegmentNode? ReadParenthesis()
    {
        words.Advance();
        var node = ReadOr();
        if (node is null || words.TryTake(")")) return node;
        return IsRankAt(words.Ahead(1), 2) ? MisplacedRank(words.Ahead(1)) : words.Expected("'and', 'or' or ')'");
    }

    private SegmentNode? ReadCondition() =>
        IsRank ? MisplacedRank(words.Token) : leads.IsNext ? leads.Read() : fields.Read();

    private SegmentNode? MisplacedRank(SegmentToken token) => words.Fail(
        token.Column,
        $"'{token.Value}' takes from the leads that fulfil all the rest: it comes once and last, as in … and top 100 by field");

    private SegmentRank? ReadRank(SegmentNode root)
    {
        if (root is not EveryNode) words.Advance();
        var word = words.Token;
        if (scope.FieldsOnly) return words.Fail<SegmentRank>(word.Column, SegmentLeadReader.OwnersOnly(word.Value));
        if (isOpenOr)
            return words.Fail<SegmentRank>(
                word.Column, $"'or' stands beside '{word.Value}'; put what comes before 'and {word.Value}' in parentheses");
        words.Advance();
        var count = words.Token;
        if (!int.TryParse(count.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            || most is < 1 or > SegmentRank.MaxLeads)
            return words.Fail<SegmentRank>(count.Column, $"{count.Value} leads cannot be taken; 1 to {SegmentRank.MaxLeads} can");
        words.Advance();
        if (!words.TryTake("by")) return words.Expected<SegmentRank>("'by' and a field");
        var place = words.Token.Column;
        if (fields.ReadField() is not { } field) return null;
        return field.Type == FieldType.Text
            ? words.Fail<SegmentRank>(place, $"{field.Name} is a text; leads are ranked by a number or a date")
            : new(most, field, word.Is("top"));
    }

    private static SegmentParse Failed(int column, string message) => new(null, new SegmentError(column, message));
}
