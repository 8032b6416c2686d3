using System.Globalization;
using System.Text;

namespace SmsWiser.Core.Inbound;

/// <summary>What Unicode form NFKC makes of letters, digits and signs in other shapes: full width, bold, circled, Arabic presentation
/// forms. The runtime's own normalization does nothing without ICU.</summary>
internal static class CompatibilityForms
{
    private static readonly Dictionary<int, string> Forms = Read();

    /// <summary>Appends the plain form of a character.</summary>
    public static void Append(StringBuilder text, Rune character)
    {
        if (character.Value >= 0x80 && Forms.TryGetValue(character.Value, out var plain))
            text.Append(plain);
        else
            text.Append(character.ToString());
    }

    private static Dictionary<int, string> Read()
    {
        using var stream = typeof(CompatibilityForms).Assembly.GetManifestResourceStream("compatibility.txt")
            ?? throw new InvalidOperationException("compatibility.txt is not in the assembly");
        using var reader = new StreamReader(stream);
        var forms = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            var parts = line.Split(' ');
            var (first, count) = (Hex(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
            for (var i = 0; i < count; i++)
                forms.Add(first + i, string.Concat(parts.Skip(2).Select(code => new Rune(Hex(code) + i).ToString())));
        }
        return forms;

        static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
