using System.Text;
using System.Text.RegularExpressions;

namespace SmsWiser.Tests.Tidy;

/// <summary>A member of a type and the lines it takes, its attributes included, its documentation not.</summary>
internal sealed record CodeMember(string Header, int FirstLine, int Lines);

/// <summary>Reads just enough C# to tell where members begin and end: blanks out comments and texts, then follows braces.</summary>
internal static partial class CodeShape
{
    /// <summary>The functions of a file. Fields with initializers (tables) are left out.</summary>
    public static List<CodeMember> Functions(string code)
    {
        var text = Blank(code);
        var members = new List<CodeMember>();
        var isType = new Stack<bool>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            var inType = isType.TryPeek(out var top) && top;
            if (text[i] == '{')
            {
                var opensType = TypeHeader().IsMatch(text[start..i]);
                if (opensType || !inType)
                {
                    isType.Push(opensType || (isType.Count == 0 && NamespaceHeader().IsMatch(text[start..i])));
                    start = i + 1;
                    continue;
                }
                var (end, expression) = (Close(text, i), IsAssigned(text[start..i]));
                if (!expression) Add(text, start, end + 1, members);
                i = expression ? text.IndexOf(';', end) is var semicolon && semicolon > 0 ? semicolon : end : end;
                if (expression) Add(text, start, i, members);
                start = i + 1;
            }
            else if (text[i] == '}')
            {
                if (isType.Count > 0) isType.Pop();
                start = i + 1;
            }
            else if (text[i] == ';' && depth == 0)
            {
                if (inType) Add(text, start, i, members);
                start = i + 1;
            }
        }
        return members;
    }

    /// <summary>Lines that are neither empty, a comment, an import nor a lone bracket.</summary>
    public static int LinesOfCode(string code) => Blank(code).Split('\n').Count(line => !NoCode().IsMatch(line));

    private static void Add(string text, int start, int end, List<CodeMember> members)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        var member = text[start..end];
        if (Initializer().IsMatch(member) || !member.Contains('(', StringComparison.Ordinal)) return;
        members.Add(new(member.Split('\n')[0].Trim(), text.AsSpan(0, start).Count('\n') + 1, member.AsSpan().Count('\n') + 1));
    }

    /// <summary>Whether what comes before a brace is an expression body or an initializer, not just a parameter with a default.</summary>
    private static bool IsAssigned(string header)
    {
        var depth = 0;
        foreach (var one in header)
        {
            depth += one switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (one == '=' && depth == 0)
                return !header.Contains("operator", StringComparison.Ordinal) || header.Contains("=>", StringComparison.Ordinal);
        }
        return false;
    }

    private static int Close(string text, int open)
    {
        for (var (i, depth) = (open, 0); i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return i;
        }
        return text.Length - 1;
    }

    /// <summary>The same text with comments, strings and characters replaced by blanks; line breaks stay.</summary>
    public static string Blank(string code)
    {
        var text = new StringBuilder(code);
        for (var i = 0; i < code.Length;)
        {
            var end = SkipQuiet(code, i);
            for (var at = i; at < end; at++)
                if (code[at] != '\n') text[at] = ' ';
            i = Math.Max(end, i + 1);
        }
        return text.ToString();
    }

    /// <summary>Where the comment or literal that starts here ends; here itself when none does.</summary>
    private static int SkipQuiet(string code, int at)
    {
        var rest = code.AsSpan(at);
        if (rest.StartsWith("//")) return at + Until(rest, "\n");
        if (rest.StartsWith("/*")) return at + 2 + Until(rest[2..], "*/") + 2;
        if (rest[0] == '#' && code[..at].Split('\n')[^1].Trim().Length == 0) return at + Until(rest, "\n");
        if (rest[0] == '\'') return at + Character().Match(code[at..Math.Min(code.Length, at + 12)]).Length;
        var prefix = rest.IndexOfAnyExcept('$', '@');
        if (prefix < 0 || rest[prefix] != '"') return at;
        var quotes = rest[prefix..].IndexOfAnyExcept('"') is var count && count < 0 ? rest.Length - prefix : count;
        if (quotes >= 3) return at + prefix + quotes + Until(rest[(prefix + quotes)..], new string('"', quotes)) + quotes;
        return SkipString(code, at + prefix + 1, rest[..prefix].Contains('$'), rest[..prefix].Contains('@'));
    }

    private static int SkipString(string code, int at, bool interpolated, bool verbatim)
    {
        for (var holes = 0; at < code.Length; at++)
        {
            if (holes > 0)
            {
                holes += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
                if (holes > 0) at = Math.Max(at, SkipQuiet(code, at) - 1);
            }
            else if (code[at] == '\\' && !verbatim) at++;
            else if (interpolated && code[at] == '{' && code[at + 1] == '{') at++;
            else if (interpolated && code[at] == '{') holes = 1;
            else if (code[at] == '"' && verbatim && at + 1 < code.Length && code[at + 1] == '"') at++;
            else if (code[at] == '"') return at + 1;
        }
        return at;
    }

    private static int Until(ReadOnlySpan<char> text, string mark) => text.IndexOf(mark) is var at && at < 0 ? text.Length : at;

    [GeneratedRegex(@"(^|\s)(class|struct|interface|record|enum|extension)\b(?![^(]*=[^(])[^;]*$")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"(^|\s)namespace\s")]
    private static partial Regex NamespaceHeader();

    [GeneratedRegex(@"^[^(=]*(?<![(=!<>])=[^=>]")]
    private static partial Regex Initializer();

    [GeneratedRegex(@"^\s*([{}()\[\];,]*|using [^(]*;)\s*$")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"^'(\\.[^']*|[^'])'")]
    private static partial Regex Character();
}
