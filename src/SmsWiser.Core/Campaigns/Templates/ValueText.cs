using System.Buffers;
using System.Text;
using SmsWiser.Smpp.Text;

namespace SmsWiser.Core.Campaigns;

/// <summary>
/// Puts a lead's value into a text. Values are imported data, so a stray tab or line break becomes a blank and other forbidden characters
/// are dropped, rather than the lead being refused for them.
/// </summary>
internal static class ValueText
{
    // '.', ':', '/', '\', '@' and the first octets of all their look-alikes (U+2000–U+2FFF, U+3000, U+A789, U+FExx, U+FFxx).
    private static readonly SearchValues<byte> Joints = SearchValues.Create([.. ".:/\\@"u8, 0xE2, 0xE3, 0xEA, 0xEF]);

    /// <summary>Whether the value could make a link where the text around it has none.</summary>
    public static bool MayJoinLink(ReadOnlySpan<byte> value) => value.ContainsAny(Joints);

    /// <summary>Appends the value without forbidden characters.</summary>
    public static void Append(ReadOnlySpan<byte> value, SmsTextBuffer buffer)
    {
        if (value.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)) AppendChecked(value, buffer);
        else buffer.AppendUtf8(value);
    }

    private static void AppendChecked(ReadOnlySpan<byte> value, SmsTextBuffer buffer)
    {
        var clean = 0;
        for (var at = 0; at < value.Length;)
        {
            Rune.DecodeFromUtf8(value[at..], out var rune, out var length);
            if (TextCharacters.IsForbidden(rune))
            {
                buffer.AppendUtf8(value[clean..at]);
                if (TextCharacters.IsLineOrTab(rune)) buffer.AppendUtf8(" "u8);
                clean = at + length;
            }
            at += length;
        }
        buffer.AppendUtf8(value[clean..]);
    }
}

