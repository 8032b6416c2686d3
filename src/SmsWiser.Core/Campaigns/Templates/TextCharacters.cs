using System.Globalization;
using System.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>Characters that no text may carry to a handset: they hide, reorder or control.</summary>
internal static class TextCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Blanks that are not a space: tab, line feed, carriage return, line and paragraph separator.</summary>
    public static bool IsLineOrTab(Rune rune) => rune.Value is '\t' or '\n' or '\r' or 0x85 or 0x2028 or 0x2029;

    /// <summary>
    /// Control characters and invisible ones, those that turn the direction of writing among them. Not the two joiners, which Persian,
    /// Indic scripts and emoji need, nor the tags that make up flags.
    /// </summary>
    public static bool IsForbidden(Rune rune)
    {
        if (rune.Value < 0x7F) return rune.Value < 0x20;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Format => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner or (>= 0xE0020 and <= 0xE007F)),
            _ => false,
        };
    }
}
