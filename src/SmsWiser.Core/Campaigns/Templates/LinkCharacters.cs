namespace SmsWiser.Core.Campaigns;

/// <summary>Characters by their part in a link, look-alikes counted as what handsets and browsers map them to.</summary>
internal static class LinkCharacters
{
    /// <summary>The ASCII character that a look-alike stands for; any other character itself.</summary>
    public static char Fold(char character) => character switch
    {
        < '\u0080' => character,
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3002' or '\uFF61' or '\u2024' or '\uFE52' => '.',
        '\u2044' or '\u2215' or '\u29F8' => '/',
        '\u2236' or '\uA789' or '\uFE55' or '\uFE13' => ':',
        '\u2010' or '\u2011' or '\uFE63' => '-',
        '\uFE6B' => '@',
        '\u3000' => ' ',
        _ => character,
    };

    /// <summary>Whether a link ends before the character: blanks, controls, angle brackets and quotation marks.</summary>
    public static bool IsBreak(char character)
    {
        if (character < '\u0080') return character is <= ' ' or '<' or '>' or '"' or '\u007F';
        return char.IsWhiteSpace(character) || char.IsControl(character)
            || Fold(character) is '<' or '>' or '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB';
    }

    /// <summary>Whether software that reads links passes over the character: joiners, variation selectors, the grapheme joiner.</summary>
    public static bool IsIgnored(char character) =>
        character is '\u200C' or '\u200D' or '\u034F' or (>= '\uFE00' and <= '\uFE0F') or (>= '\u180B' and <= '\u180D');

    /// <summary>Whether the character may stand in a host name: letters and digits of any script with their marks, '-', '_', '.'.</summary>
    public static bool IsHost(char character)
    {
        if (character < '\u0080') return char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
        var folded = Fold(character);
        if (folded < '\u0080') return IsHost(folded);
        return char.IsLetterOrDigit(character) || char.IsSurrogate(character) || IsIgnored(character)
            || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
    }

    /// <summary>Whether the character could join a value to a link: full stop, slashes, '@', '-', ':', '_' and their look-alikes.</summary>
    public static bool CanJoin(char character) => Fold(character) is '.' or '/' or '\\' or '@' or '-' or ':' or '_';

    /// <summary>Whether the character, last in a word, is the sentence's and not the link's.</summary>
    public static bool IsClosing(char character) => Fold(character) is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or ')' or ']' or '}';
}
