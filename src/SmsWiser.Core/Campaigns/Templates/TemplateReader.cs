using System.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>Reads one template from left to right; the first error ends it.</summary>
internal sealed class TemplateReader(string text)
{
    private const int MaxFieldChars = 64;

    private readonly List<TemplateNode> _nodes = [];
    private readonly StringBuilder _literal = new();
    private readonly List<int> _literalColumns = [];
    private TemplateError? _error;
    private int _at;

    public TemplateParse Read()
    {
        if (text.Length == 0) return Failed(1, "the template is empty; write the text of the message");
        if (text.Length > SmsTemplate.MaxChars)
            return Failed(SmsTemplate.MaxChars + 1, $"the template has {text.Length} characters; at most {SmsTemplate.MaxChars} may be");
        while (_at < text.Length && _error is null)
        {
            if (text[_at] is not ('{' or '}')) ReadCharacter();
            else if (_at + 1 < text.Length && text[_at + 1] == text[_at]) ReadEscape();
            else if (text[_at] == '{') ReadPlaceholder();
            else Fail(_at, "'}' without a '{' before it; write '}}' for a brace");
        }
        EndLiteral();
        if (_nodes.OfType<PlaceholderNode>().Skip(SmsTemplate.MaxPlaceholders).FirstOrDefault() is { } surplus)
            Fail(surplus.Column - 1, $"more than {SmsTemplate.MaxPlaceholders} placeholders");
        return _error is null ? new TemplateParse(new SmsTemplate(text, _nodes), null) : new TemplateParse(null, _error);
    }

    private void ReadEscape()
    {
        AddLiteral(text[_at], _at);
        _at += 2;
    }

    private void ReadCharacter()
    {
        if (text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n') _at++;
        var start = _at;
        if (!TryReadRune(allowLineFeed: true)) return;
        for (var i = start; i < _at; i++) AddLiteral(text[i], start);
    }

    private void ReadPlaceholder()
    {
        var start = _at++;
        var nameStart = _at;
        while (_at < text.Length && text[_at] is not ('{' or '}' or '|'))
            if (!TryReadRune(allowLineFeed: false)) return;
        var name = text[nameStart.._at].Trim();
        string? defaultText = null;
        if (_at < text.Length && text[_at] == '|')
        {
            var defaultStart = ++_at;
            while (_at < text.Length && text[_at] is not ('{' or '}' or '|'))
                if (!TryReadRune(allowLineFeed: false)) return;
            defaultText = text[defaultStart.._at];
        }
        if (_at == text.Length) Fail(start, "'{' is not closed; write '}' behind the field name, or '{{' for a brace");
        else if (text[_at] == '{') Fail(_at, "'{' inside a placeholder; placeholders cannot be nested");
        else if (text[_at] == '|') Fail(_at, "a second '|' in the placeholder; only one default is allowed");
        else if (CheckName(name, nameStart))
        {
            _at++;
            EndLiteral();
            _nodes.Add(new PlaceholderNode(start + 1, name, defaultText));
        }
    }

    private bool CheckName(string name, int at)
    {
        if (name.Length == 0) return Fail(at, "a field name is missing between the braces; write '{name}', or '{{' for a brace");
        if (name.Length > MaxFieldChars) return Fail(at, $"the field name has {name.Length} characters; at most {MaxFieldChars} may be");
        var wrong = name.FirstOrDefault(character => !char.IsLetterOrDigit(character) && character is not ('_' or '-' or '.' or ' '));
        if (wrong == default) return true;
        return Fail(
            text.IndexOf(wrong, at), $"'{wrong}' in a field name; write '{{field}}' or '{{field|default}}', nothing is computed");
    }

    /// <summary>Passes over one character, or fails on one that is not allowed.</summary>
    private bool TryReadRune(bool allowLineFeed)
    {
        if (!Rune.TryGetRuneAt(text, _at, out var rune))
            return Fail(_at, $"half a character (U+{(int)text[_at]:X4}); copy the text again");
        if (TextCharacters.IsForbidden(rune) && !(allowLineFeed && rune.Value == '\n'))
        {
            var instead = TextCharacters.IsLineOrTab(rune) ? "write a blank" : "remove it";
            return Fail(_at, $"the control or invisible character U+{rune.Value:X4} is not allowed; {instead}");
        }
        _at += rune.Utf16SequenceLength;
        return true;
    }

    private void AddLiteral(char character, int at)
    {
        _literal.Append(character);
        _literalColumns.Add(at + 1);
    }

    /// <summary>Cuts the text gathered into literal and link nodes.</summary>
    private void EndLiteral()
    {
        var literal = _literal.ToString();
        var done = 0;
        while (LinkScanner.TryFind(literal, done, out var start, out var end))
        {
            if (start > done) _nodes.Add(new LiteralNode(_literalColumns[done], literal[done..start]));
            _nodes.Add(new UrlNode(_literalColumns[start], literal[start..end]));
            done = end;
        }
        if (done < literal.Length) _nodes.Add(new LiteralNode(_literalColumns[done], literal[done..]));
        _literal.Clear();
        _literalColumns.Clear();
    }

    private bool Fail(int at, string message)
    {
        _error ??= new TemplateError(at + 1, message);
        return false;
    }

    private static TemplateParse Failed(int column, string message) => new(null, new TemplateError(column, message));
}
