using System.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>Reads one template from left to right; the first error ends it.</summary>
internal sealed class TemplateReader(string text)
{
    private const int MaxFieldChars = 64;

    private readonly List<TemplateNode> nodes = [];
    private readonly StringBuilder literal = new();
    private readonly List<int> literalColumns = [];
    private TemplateError? error;
    private int at;

    public TemplateParse Read()
    {
        if (text.Length == 0) return Failed(1, "the template is empty; write the text of the message");
        if (text.Length > SmsTemplate.MaxChars)
            return Failed(SmsTemplate.MaxChars + 1, $"the template has {text.Length} characters; at most {SmsTemplate.MaxChars} may be");
        while (at < text.Length && error is null)
        {
            if (text[at] is not ('{' or '}')) ReadCharacter();
            else if (at + 1 < text.Length && text[at + 1] == text[at]) ReadEscape();
            else if (text[at] == '{') ReadPlaceholder();
            else Fail(at, "'}' without a '{' before it; write '}}' for a brace");
        }
        EndLiteral();
        if (nodes.OfType<PlaceholderNode>().Skip(SmsTemplate.MaxPlaceholders).FirstOrDefault() is { } surplus)
            Fail(surplus.Column - 1, $"more than {SmsTemplate.MaxPlaceholders} placeholders");
        if (error is null)
            error = SystemLinkRules.Check(nodes);
        return error is null ? new TemplateParse(new SmsTemplate(text, nodes), null) : new TemplateParse(null, error);
    }

    private void ReadEscape()
    {
        AddLiteral(text[at], at);
        at += 2;
    }

    private void ReadCharacter()
    {
        if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
        var start = at;
        if (!TryReadRune(allowLineFeed: true)) return;
        for (var i = start; i < at; i++) AddLiteral(text[i], start);
    }

    private void ReadPlaceholder()
    {
        var start = at++;
        var nameStart = at;
        while (at < text.Length && text[at] is not ('{' or '}' or '|'))
            if (!TryReadRune(allowLineFeed: false)) return;
        var name = text[nameStart..at].Trim();
        string? defaultText = null;
        if (at < text.Length && text[at] == '|')
        {
            var defaultStart = ++at;
            while (at < text.Length && text[at] is not ('{' or '}' or '|'))
                if (!TryReadRune(allowLineFeed: false)) return;
            defaultText = text[defaultStart..at];
        }
        if (at == text.Length) Fail(start, "'{' is not closed; write '}' behind the field name, or '{{' for a brace");
        else if (text[at] == '{') Fail(at, "'{' inside a placeholder; placeholders cannot be nested");
        else if (text[at] == '|') Fail(at, "a second '|' in the placeholder; only one default is allowed");
        else if (CheckName(name, nameStart))
        {
            at++;
            EndLiteral();
            AddPlaceholder(start, name, defaultText);
        }
    }

    private void AddPlaceholder(int start, string name, string? defaultText)
    {
        if (!name.Equals(OptOutLinkNode.Name, StringComparison.OrdinalIgnoreCase))
            nodes.Add(new PlaceholderNode(start + 1, name, defaultText));
        else if (defaultText is null)
            nodes.Add(new OptOutLinkNode(start + 1));
        else
            Fail(start, $"{{{OptOutLinkNode.Name}}} takes no default; every lead has its own link");
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
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return Fail(at, $"half a character (U+{(int)text[at]:X4}); copy the text again");
        if (TextCharacters.IsForbidden(rune) && !(allowLineFeed && rune.Value == '\n'))
        {
            var instead = TextCharacters.IsLineOrTab(rune) ? "write a blank" : "remove it";
            return Fail(at, $"the control or invisible character U+{rune.Value:X4} is not allowed; {instead}");
        }
        at += rune.Utf16SequenceLength;
        return true;
    }

    private void AddLiteral(char character, int at)
    {
        literal.Append(character);
        literalColumns.Add(at + 1);
    }

    /// <summary>Cuts the text gathered into literal and link nodes.</summary>
    private void EndLiteral()
    {
        var literal = this.literal.ToString();
        var done = 0;
        while (LinkScanner.TryFind(literal, done, out var start, out var end))
        {
            if (start > done) nodes.Add(new LiteralNode(literalColumns[done], literal[done..start]));
            nodes.Add(new UrlNode(literalColumns[start], literal[start..end]));
            done = end;
        }
        if (done < literal.Length) nodes.Add(new LiteralNode(literalColumns[done], literal[done..]));
        this.literal.Clear();
        literalColumns.Clear();
    }

    private bool Fail(int at, string message)
    {
        error ??= new TemplateError(at + 1, message);
        return false;
    }

    private static TemplateParse Failed(int column, string message) => new(null, new TemplateError(column, message));
}

