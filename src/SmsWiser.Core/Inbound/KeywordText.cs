using System.Globalization;
using System.Text;
using SmsWiser.Core.Audience;

namespace SmsWiser.Core.Inbound;

/// <summary>Brings a message into the form in which keywords are compared. Any thread.</summary>
public static class KeywordText
{
    // A keyword is short; of a long message the beginning says what it is.
    private const int MaxCharacters = 1_000;

    /// <summary>Plain forms of all characters (NFKC), capital letters (Turkish İ and ı become I), no marks without width, single blanks, no
    /// quotes, punctuation or pictures around the message. Accents stay.</summary>
    public static string Normalize(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxCharacters)).EnumerateRunes())
        {
            if (!IsWithoutWidth(character))
                CompatibilityForms.Append(plain, character);
        }
        var composed = Compose(plain.ToString().ToUpperInvariant());
        var tidy = new StringBuilder();
        foreach (var character in composed.EnumerateRunes())
            AppendTidy(tidy, character);
        return Trim(tidy.ToString());
    }

    /// <summary>A word without the signs around it: <c>"STOP,"</c> becomes <c>STOP</c>.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && Rune.DecodeFromUtf16(text.AsSpan(start, end - start), out var first, out var length) >= 0
            && !IsPartOfWord(first))
            start += length;
        while (start < end && Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var last, out var length) >= 0
            && !IsPartOfWord(last))
            end -= length;
        return text[start..end];
    }

    private static void AppendTidy(StringBuilder tidy, Rune character)
    {
        switch (character.Value)
        {
            case 'İ' or 'ı':
                tidy.Append('I');
                break;
            case '‘' or '’' or '´' or '`' or 'ʼ':
                tidy.Append('\'');
                break;
            case '‐' or '‑' or '–' or '—':
                tidy.Append('-');
                break;
            default:
                if (!Rune.IsWhiteSpace(character) && !Rune.IsControl(character))
                    tidy.Append(character.ToString());
                else if (tidy.Length > 0 && tidy[^1] != ' ')
                    tidy.Append(' ');
                break;
        }
    }

    private static string Compose(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        if (!TextComposer.MayCompose(octets))
            return text;
        var composed = new byte[octets.Length];
        return Encoding.UTF8.GetString(composed, 0, TextComposer.Compose(octets, composed));
    }

    /// <summary>Format characters (joiners, direction marks, soft hyphens) and variation selectors.</summary>
    private static bool IsWithoutWidth(Rune character) =>
        Rune.GetUnicodeCategory(character) == UnicodeCategory.Format || character.Value is >= 0xFE00 and <= 0xFE0F;

    private static bool IsPartOfWord(Rune character) =>
        Rune.IsLetterOrDigit(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
