using System.Text;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// Typographic characters that cost a text its GSM alphabet, and what says the same in it: quotation marks, dashes, the ellipsis, special
/// blanks, full-width ASCII, ligatures. Letters are never replaced. Any thread.
/// </summary>
public static class GsmSubstitutes
{
    /// <summary>What may stand for a character, "" for an invisible one to leave out; null when nothing says the same.</summary>
    public static string? Find(Rune character) => character.Value switch
    {
        0x2018 or 0x2019 or 0x201A or 0x201B or 0x2032 or 0x2039 or 0x203A or 0x60 or 0xB4 or 0x2BC => "'",
        0x201C or 0x201D or 0x201E or 0x201F or 0x2033 or 0xAB or 0xBB => "\"",
        (>= 0x2010 and <= 0x2015) or 0x2212 or 0x2022 or 0xB7 => "-",
        0x2026 => "...",
        '\t' or 0xA0 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => " ",
        0xAD or 0x200B or 0x2060 or 0xFEFF => "",
        >= 0xFF01 and <= 0xFF5E => ((char)(character.Value - 0xFEE0)).ToString(),
        0xFB00 => "ff",
        0xFB01 => "fi",
        0xFB02 => "fl",
        0xFB03 => "ffi",
        0xFB04 => "ffl",
        _ => null,
    };

    /// <summary>
    /// Replaces what the alphabet lacks when the whole text then fits it; otherwise the text as it is, since replacing only some characters
    /// would save nothing.
    /// </summary>
    public static string Apply(string text, GsmAlphabet alphabet)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isKept = rune.IsBmp && alphabet.Contains((char)rune.Value);
            var substitute = isKept ? ((char)rune.Value).ToString() : Find(rune);
            if (substitute is null || substitute.Any(character => !alphabet.Contains(character))) return text;
            result.Append(substitute);
        }
        return result.ToString();
    }
}
