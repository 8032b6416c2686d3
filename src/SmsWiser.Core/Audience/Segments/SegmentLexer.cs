using System.Globalization;

namespace SmsWiser.Core.Audience;

/// <summary>Cuts a condition into words.</summary>
internal sealed class SegmentLexer(string text)
{
    private int _at;

    public SegmentToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new SegmentToken(SegmentTokenKind.End, "", _at + 1);
        var character = text[_at];
        if (character is '"' or '\'') return ReadText(character);
        if (character == '[') return ReadBracketed();
        if (char.IsAsciiDigit(character == '-' && _at + 1 < text.Length ? text[_at + 1] : character)) return ReadNumber();
        if (IsName(character)) return Take(SegmentTokenKind.Name, NameEnd());
        if (character is '(' or ')' or ',' or '=') return Take(SegmentTokenKind.Sign, _at + 1);
        var isWide = _at + 1 < text.Length && text[_at + 1] == '=';
        if (character is '<' or '>' || (character == '!' && isWide)) return Take(SegmentTokenKind.Sign, _at + (isWide ? 2 : 1));
        return Wrong(_at, $"'{character}' is not part of a condition");
    }

    private SegmentToken ReadText(char quote)
    {
        var start = _at;
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != quote) continue;
            if (_at + 1 < text.Length && text[_at + 1] == quote)
            {
                _at++;
                continue;
            }
            _at++;
            var value = text[(start + 1)..(_at - 1)].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
            return new SegmentToken(SegmentTokenKind.Text, value, start + 1);
        }
        return Wrong(start, $"the text is not closed; write {quote} behind it");
    }

    private SegmentToken ReadBracketed()
    {
        var start = _at;
        var end = text.IndexOf(']', start);
        if (end < 0) return Wrong(start, "the field name is not closed; write ] behind it");
        _at = end + 1;
        return new SegmentToken(SegmentTokenKind.BracketedName, text[(start + 1)..end].Trim(), start + 1);
    }

    /// <summary>Digits, hyphens and full stops in one word are a date or a number.</summary>
    private SegmentToken ReadNumber()
    {
        var end = _at + 1;
        while (end < text.Length && (IsName(text[end]) || text[end] is '.' or '-')) end++;
        var word = text[_at..end];
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return Take(SegmentTokenKind.Date, end);
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return Take(SegmentTokenKind.Number, end);
        return Wrong(
            _at,
            $"'{word}' is neither a number such as 12.5 nor a date such as 2020-05-01; a field name with a first digit goes in brackets");
    }

    private int NameEnd()
    {
        var end = _at + 1;
        while (end < text.Length && (IsName(text[end]) || text[end] is '.' or '-')) end++;
        return end;
    }

    private SegmentToken Take(SegmentTokenKind kind, int end)
    {
        var token = new SegmentToken(kind, text[_at..end], _at + 1);
        _at = end;
        return token;
    }

    private SegmentToken Wrong(int at, string message)
    {
        _at = text.Length;
        return new SegmentToken(SegmentTokenKind.Wrong, message, at + 1);
    }

    private static bool IsName(char character) => char.IsLetterOrDigit(character) || character == '_';
}
