using System.Buffers.Binary;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// A piece of fixed text encoded once, both as GSM septets and as UTF-16BE, to be appended to many messages. Immutable; any thread.
/// </summary>
public sealed class SmsLiteral
{
    private readonly byte[]? septets;
    private readonly byte[] utf16;

    /// <summary>Encodes a text; a character outside the alphabet leaves it with UTF-16BE only.</summary>
    public SmsLiteral(string text, GsmAlphabet alphabet)
    {
        Alphabet = alphabet;
        utf16 = new byte[text.Length * 2];
        for (var i = 0; i < text.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(utf16.AsSpan(i * 2), text[i]);
        septets = Encode(text, alphabet, out var usesNational);
        UsesNational = usesNational;
    }

    /// <summary>The alphabet of <see cref="Septets"/>; the buffer it is appended to must have the same.</summary>
    public GsmAlphabet Alphabet { get; }

    /// <summary>Whether all of it is in the alphabet.</summary>
    public bool IsGsm => septets is not null;

    /// <summary>The text in unpacked septets; empty when not <see cref="IsGsm"/>.</summary>
    public ReadOnlySpan<byte> Septets => septets;

    /// <summary>The text in UTF-16BE.</summary>
    public ReadOnlySpan<byte> Utf16 => utf16;

    internal bool UsesNational { get; }

    private static byte[]? Encode(string text, GsmAlphabet alphabet, out bool usesNational)
    {
        usesNational = false;
        var septets = new List<byte>(text.Length);
        foreach (var character in text)
        {
            var code = alphabet.Code(character);
            if (code == GsmAlphabet.Missing) return null;
            if ((code & GsmAlphabet.EscapeFlag) != 0) septets.Add(GsmAlphabet.Escape);
            usesNational |= (code & GsmAlphabet.NationalFlag) != 0;
            septets.Add((byte)code);
        }
        return [.. septets];
    }
}

