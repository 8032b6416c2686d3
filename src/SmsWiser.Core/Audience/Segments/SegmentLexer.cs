using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Cuts a condition into words.</summary>
internal sealed class SegmentLexer(string text)
{
    private int at;

    /// <summary>The words to come, without taking them.</summary>
    public SegmentToken Peek(int ahead)
    {
        var kept = at;
        var token = Next();
        for (; ahead > 0; ahead--) token = Next();
        at = kept;
        return token;
    }

    public SegmentToken Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (at == text.Length) return new SegmentToken(SegmentTokenKind.End, "", at + 1);
        var character = text[at];
        if (character is '"' or '\'') return ReadText(character);
        if (character == '[') return ReadBracketed();
        if (char.IsAsciiDigit(character == '-' && at + 1 < text.Length ? text[at + 1] : character)) return ReadNumber();
        if (IsName(character)) return Take(SegmentTokenKind.Name, NameEnd());
        if (character is '(' or ')' or ',' or '=' or '%' or '+' or '-') return Take(SegmentTokenKind.Sign, at + 1);
        var isWide = at + 1 < text.Length && text[at + 1] == '=';
        if (character is '<' or '>' || (character == '!' && isWide)) return Take(SegmentTokenKind.Sign, at + (isWide ? 2 : 1));
        return Wrong(at, $"'{character}' is not part of a condition{Hint(character)}");
    }

    private static string Hint(char character) => character switch
    {
        '&' => "; write 'and'",
        '|' => "; write 'or'",
        '!' => "; write 'not', or != for not equal",
        '“' or '”' or '„' or '‘' or '’' or '«' or '»' => "; write \" around a text",
        _ => "",
    };

    private SegmentToken ReadText(char quote)
    {
        var start = at;
        for (at++; at < text.Length; at++)
        {
            if (text[at] != quote) continue;
            if (at + 1 < text.Length && text[at + 1] == quote)
            {
                at++;
                continue;
            }
            at++;
            var value = text[(start + 1)..(at - 1)].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
            return new SegmentToken(SegmentTokenKind.Text, value, start + 1);
        }
        return Wrong(start, $"the text is not closed; write {quote} behind it");
    }

    private SegmentToken ReadBracketed()
    {
        var start = at;
        var end = text.IndexOf(']', start);
        if (end < 0) return Wrong(start, "the field name is not closed; write ] behind it");
        at = end + 1;
        return new SegmentToken(SegmentTokenKind.BracketedName, text[(start + 1)..end].Trim(), start + 1);
    }

    /// <summary>Digits, hyphens and full stops in one word are a date or a number.</summary>
    private SegmentToken ReadNumber()
    {
        var end = at + 1;
        while (end < text.Length && (IsName(text[end]) || text[end] is '.' or '-')) end++;
        var word = text[at..end];
        if (IsDate(word)) return Take(SegmentTokenKind.Date, end);
        if (word.Length == 5 && IsDate("2000-" + word)) return Take(SegmentTokenKind.YearDay, end);
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return Take(SegmentTokenKind.Number, end);
        return Wrong(
            at,
            $"'{word}' is neither a number such as 12.5 nor a date such as 2020-05-01; a field name with a first digit goes in brackets");
    }

    private int NameEnd()
    {
        var end = at + 1;
        while (end < text.Length && (IsName(text[end]) || text[end] is '.' or '-')) end++;
        return end;
    }

    private SegmentToken Take(SegmentTokenKind kind, int end)
    {
        var token = new SegmentToken(kind, text[at..end], at + 1);
        at = end;
        return token;
    }

    private SegmentToken Wrong(int at, string message)
    {
        this.at = text.Length;
        return new SegmentToken(SegmentTokenKind.Wrong, message, at + 1);
    }

    private static bool IsDate(string word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsName(char character) => char.IsLetterOrDigit(character) || character == '_';
}

