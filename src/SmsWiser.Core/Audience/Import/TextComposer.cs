using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>
/// Composes text to Unicode form NFC: a letter and the mark behind it become the one letter that a keyboard would have typed, so that "é"
/// out of a Mac's file is one GSM 7-bit character and not two of UCS-2. Marks in an unusual order are left as they are. The runtime's own
/// normalization does nothing without ICU.
/// </summary>
internal static class TextComposer
{
    // The first octet of U+0300 in UTF-8; below it nothing composes with what stands before.
    private const byte FirstMark = 0xCC;
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28;
    private static readonly Dictionary<(int Base, int Mark), int> Pairs = Read();

    /// <summary>True when the text may need composing.</summary>
    public static bool MayCompose(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange(FirstMark, (byte)0xFF) >= 0;

    /// <summary>Composes UTF-8 into <paramref name="destination"/>, which is at least as long.</summary>
    /// <returns>Octets of the result, never more than the text has.</returns>
    public static int Compose(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var length = 0;
        var last = 0;
        var lastAt = 0;
        while (Rune.DecodeFromUtf8(text, out var rune, out var consumed) == OperationStatus.Done)
        {
            text = text[consumed..];
            var composed = length == 0 ? 0 : Pair(last, rune.Value);
            if (composed == 0)
                (composed, lastAt) = (rune.Value, length);
            last = composed;
            length = lastAt + new Rune(composed).EncodeToUtf8(destination[lastAt..]);
        }
        return length;
    }

    private static int Pair(int first, int second)
    {
        if (Pairs.TryGetValue((first, second), out var composed))
            return composed;
        if ((uint)(first - LeadBase) < Leads && (uint)(second - VowelBase) < Vowels)
            return HangulBase + ((first - LeadBase) * Vowels + second - VowelBase) * Trails;
        var syllable = first - HangulBase;
        var withoutTrail = (uint)syllable < Leads * Vowels * Trails && syllable % Trails == 0;
        return withoutTrail && (uint)(second - TrailBase - 1) < Trails - 1 ? first + second - TrailBase : 0;
    }

    private static Dictionary<(int Base, int Mark), int> Read()
    {
        using var stream = typeof(TextComposer).Assembly.GetManifestResourceStream("compositions.txt")
            ?? throw new InvalidOperationException("compositions.txt is not in the assembly");
        using var reader = new StreamReader(stream);
        var pairs = new Dictionary<(int, int), int>();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            var parts = line.Split(' ');
            pairs.Add((Hex(parts[0]), Hex(parts[1])), Hex(parts[2]));
        }
        return pairs;

        static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
