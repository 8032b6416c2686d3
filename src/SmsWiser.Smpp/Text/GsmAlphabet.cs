using System.Collections.Concurrent;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// A GSM 7-bit alphabet: the default one, or one with national shift tables (3GPP 23.038 §6.2.1 and Annex A). Septets are unpacked,
/// one per octet; characters of the extension table take two, an escape (0x1B) and a code. Immutable; any thread.
/// </summary>
public sealed class GsmAlphabet
{
    /// <summary>The escape code, first septet of a two-septet character.</summary>
    public const byte Escape = 0x1B;

    internal const ushort Missing = 0xFFFF;
    internal const ushort EscapeFlag = 0x100;
    internal const ushort NationalFlag = 0x200;

    private const int TableLength = 0x400;
    private static readonly ConcurrentDictionary<(NationalLanguage, NationalLanguage), GsmAlphabet> National = new();

    private readonly ushort[] codes = new ushort[TableLength];
    private readonly char[] basic;
    private readonly char[] extension = new char[128];
    private ushort euro = Missing;
    private ushort infinity = Missing;

    private GsmAlphabet(NationalLanguage locking, NationalLanguage single)
    {
        (LockingShift, SingleShift) = (locking, single);
        Array.Fill(codes, Missing);
        foreach (var (code, character, national) in GsmTables.Extension(single))
        {
            extension[code] = character;
            Map(character, (ushort)(EscapeFlag | (national ? NationalFlag : 0) | code));
        }
        basic = GsmTables.Base(locking);
        for (ushort code = 0; code < basic.Length; code++)
            if (code != Escape) Map(basic[code], code);
    }

    private GsmAlphabet(char most)
        : this(NationalLanguage.None, NationalLanguage.None)
    {
        Array.Fill(codes, Missing, most + 1, codes.Length - most - 1);
        euro = infinity = Missing;
    }

    /// <summary>The default alphabet with its ten extension characters.</summary>
    public static GsmAlphabet Default { get; } = new(NationalLanguage.None, NationalLanguage.None);

    /// <summary>The characters of the default alphabet that ISO 8859-1 has too, for a message centre that takes that and turns it into GSM
    /// itself.</summary>
    public static GsmAlphabet Latin1 { get; } = new(most: '\xFF');

    /// <summary>The characters of the default alphabet that ASCII has too.</summary>
    public static GsmAlphabet Ascii { get; } = new(most: '\x7F');

    /// <summary>Table that replaces the base characters; a header element must announce it in every part.</summary>
    public NationalLanguage LockingShift { get; }

    /// <summary>Table that adds to the extension; announced only in texts that use one of its own characters.</summary>
    public NationalLanguage SingleShift { get; }

    /// <summary>
    /// The alphabet with the given shift tables; one shared instance each. Spanish has no locking shift: an argument error.
    /// </summary>
    public static GsmAlphabet For(NationalLanguage lockingShift, NationalLanguage singleShift) =>
        (lockingShift, singleShift) == (NationalLanguage.None, NationalLanguage.None)
            ? Default
            : National.GetOrAdd((lockingShift, singleShift), static key => new GsmAlphabet(key.Item1, key.Item2));

    /// <summary>Whether one septet or an escaped pair stands for the character.</summary>
    public bool Contains(char character) => Code(character) != Missing;

    /// <summary>
    /// Septets as text. An escaped code without a character shows the base character of that code; a last escape is a blank.
    /// </summary>
    public string Decode(ReadOnlySpan<byte> septets)
    {
        var chars = new char[septets.Length];
        return new string(chars, 0, Decode(septets, chars));
    }

    /// <summary>Decodes into a span of at least as many characters as there are septets; returns the characters written.</summary>
    public int Decode(ReadOnlySpan<byte> septets, Span<char> chars)
    {
        var written = 0;
        for (var i = 0; i < septets.Length; i++)
        {
            if (septets[i] != Escape) chars[written++] = basic[septets[i] & 0x7F];
            else if (++i == septets.Length) chars[written++] = ' ';
            else chars[written++] = Escaped(septets[i]);
        }
        return written;
    }

    /// <summary>
    /// Code of a character: the septet, with <see cref="EscapeFlag"/> and <see cref="NationalFlag"/>, or <see cref="Missing"/>.
    /// </summary>
    internal ushort Code(char character)
    {
        if (character < TableLength) return codes[character];
        return character switch { '€' => euro, '∞' => infinity, _ => Missing };
    }

    private char Escaped(byte septet)
    {
        var code = septet & 0x7F;
        if (extension[code] != default) return extension[code];
        return code == Escape ? ' ' : basic[code];
    }

    private void Map(char character, ushort code)
    {
        if (character < TableLength) codes[character] = code;
        else if (character == '€') euro = code;
        else infinity = code;
    }
}

