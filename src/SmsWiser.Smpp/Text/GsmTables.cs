namespace SmsWiser.Smpp.Text;

/// <summary>
/// The code tables of 3GPP 23.038: §6.2.1 (default and extension) and Annex A (national). A base table is 128 characters in code
/// order, with U+001B where the escape code stands; the others are pairs of a code and its character.
/// </summary>
internal static class GsmTables
{
    public const string Default =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly (byte, char)[] CommonExtension =
    [
        (0x0A, '\f'), (0x14, '^'), (0x28, '{'), (0x29, '}'), (0x2F, '\\'), (0x3C, '['), (0x3D, '~'), (0x3E, ']'), (0x40, '|'), (0x65, '€'),
    ];

    private static readonly (byte, char)[] TurkishSingle =
        [(0x47, 'Ğ'), (0x49, 'İ'), (0x53, 'Ş'), (0x63, 'ç'), (0x67, 'ğ'), (0x69, 'ı'), (0x73, 'ş')];

    private static readonly (byte, char)[] SpanishSingle =
        [(0x09, 'ç'), (0x41, 'Á'), (0x49, 'Í'), (0x4F, 'Ó'), (0x55, 'Ú'), (0x61, 'á'), (0x69, 'í'), (0x6F, 'ó'), (0x75, 'ú')];

    private static readonly (byte, char)[] PortugueseSingle =
    [
        (0x05, 'ê'), (0x09, 'ç'), (0x0B, 'Ô'), (0x0C, 'ô'), (0x0E, 'Á'), (0x0F, 'á'), (0x12, 'Φ'), (0x13, 'Γ'), (0x15, 'Ω'), (0x16, 'Π'),
        (0x17, 'Ψ'), (0x18, 'Σ'), (0x19, 'Θ'), (0x1F, 'Ê'), (0x41, 'À'), (0x49, 'Í'), (0x4F, 'Ó'), (0x55, 'Ú'), (0x5B, 'Ã'), (0x5C, 'Õ'),
        (0x61, 'Â'), (0x69, 'í'), (0x6F, 'ó'), (0x75, 'ú'), (0x7B, 'ã'), (0x7C, 'õ'), (0x7F, 'â'),
    ];

    private static readonly (byte, char)[] TurkishLocking =
        [(0x04, '€'), (0x07, 'ı'), (0x0B, 'Ğ'), (0x0C, 'ğ'), (0x1C, 'Ş'), (0x1D, 'ş'), (0x40, 'İ'), (0x60, 'ç')];

    private static readonly (byte, char)[] PortugueseLocking =
    [
        (0x04, 'ê'), (0x06, 'ú'), (0x07, 'í'), (0x08, 'ó'), (0x09, 'ç'), (0x0B, 'Ô'), (0x0C, 'ô'), (0x0E, 'Á'), (0x0F, 'á'), (0x12, 'ª'),
        (0x13, 'Ç'), (0x14, 'À'), (0x15, '∞'), (0x16, '^'), (0x17, '\\'), (0x18, '€'), (0x19, 'Ó'), (0x1A, '|'), (0x1C, 'Â'), (0x1D, 'â'),
        (0x1E, 'Ê'), (0x24, 'º'), (0x40, 'Í'), (0x5B, 'Ã'), (0x5C, 'Õ'), (0x5D, 'Ú'), (0x60, '~'), (0x7B, 'ã'), (0x7C, 'õ'), (0x7D, '`'),
    ];

    /// <summary>The 128 characters without an escape under a locking shift.</summary>
    public static char[] Base(NationalLanguage language)
    {
        var table = Default.ToCharArray();
        foreach (var (code, character) in LockingChanges(language)) table[code] = character;
        return table;
    }

    /// <summary>The characters after an escape under a single shift: those of the default extension, then the national ones.</summary>
    public static IEnumerable<(byte Code, char Character, bool National)> Extension(NationalLanguage language) =>
        CommonExtension.Select(entry => (entry.Item1, entry.Item2, false))
            .Concat(SingleChanges(language).Select(entry => (entry.Item1, entry.Item2, true)));

    public static bool HasLockingShift(NationalLanguage language) => language is NationalLanguage.Turkish or NationalLanguage.Portuguese;

    public static bool HasSingleShift(NationalLanguage language) =>
        language is NationalLanguage.Turkish or NationalLanguage.Spanish or NationalLanguage.Portuguese;

    private static (byte, char)[] LockingChanges(NationalLanguage language) => language switch
    {
        NationalLanguage.None => [],
        NationalLanguage.Turkish => TurkishLocking,
        NationalLanguage.Portuguese => PortugueseLocking,
        _ => throw new ArgumentOutOfRangeException(
            nameof(language), $"{language} has no locking shift table; Turkish and Portuguese have one"),
    };

    private static (byte, char)[] SingleChanges(NationalLanguage language) => language switch
    {
        NationalLanguage.None => [],
        NationalLanguage.Turkish => TurkishSingle,
        NationalLanguage.Spanish => SpanishSingle,
        NationalLanguage.Portuguese => PortugueseSingle,
        _ => throw new ArgumentOutOfRangeException(nameof(language), $"no shift table {language}"),
    };
}

