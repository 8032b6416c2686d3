using System.Buffers.Binary;
using System.Text;

namespace SmsWiser.Smpp.Text;

/// <summary>
/// Gathers the text of one SMS as octets ready for the wire: GSM septets as long as every character so far is in the alphabet, then all
/// of it as UTF-16BE. Made once and reused with <see cref="Reset"/>; appending allocates nothing. One user at a time.
/// When a piece does not fit, <see cref="IsTooLong"/> stays set until <see cref="Reset"/> and the text must not be sent.
/// </summary>
/// <param name="alphabet">The GSM alphabet of the route.</param>
/// <param name="maxBytes">Most octets of one text; 4,096 hold 26 parts, more than any handset takes.</param>
public sealed class SmsTextBuffer(GsmAlphabet alphabet, int maxBytes = SmsTextBuffer.DefaultMaxBytes)
{
    /// <summary>Octets kept for a text when nothing else is asked for.</summary>
    public const int DefaultMaxBytes = 4_096;

    private readonly byte[] bytes = new byte[maxBytes];
    private int length;
    private int escapes;
    private bool usesNational;

    /// <summary>The GSM alphabet of the text.</summary>
    public GsmAlphabet Alphabet { get; } = alphabet;

    /// <summary>What the octets are. Never goes back to GSM before <see cref="Reset"/>.</summary>
    public SmsEncoding Encoding { get; private set; }

    /// <summary>Whether a piece did not fit, so that the text is cut; such a text must not be sent.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The text so far; valid until the next append or reset.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Length in what a part is measured in: septets or UTF-16 units.</summary>
    public int Units => Encoding == SmsEncoding.Gsm7 ? length : length / 2;

    /// <summary>Locking shift to announce in the header of every part.</summary>
    public NationalLanguage LockingShift => Encoding == SmsEncoding.Gsm7 ? Alphabet.LockingShift : NationalLanguage.None;

    /// <summary>
    /// Single shift to announce in the header of every part. Beside a locking shift always, else when one of its characters is used.
    /// </summary>
    public NationalLanguage SingleShift =>
        Encoding == SmsEncoding.Gsm7 && (usesNational || LockingShift != NationalLanguage.None)
            ? Alphabet.SingleShift
            : NationalLanguage.None;

    /// <summary>Empties the buffer for the next text.</summary>
    public void Reset()
    {
        (length, escapes, usesNational, IsTooLong) = (0, 0, false, false);
        Encoding = SmsEncoding.Gsm7;
    }

    /// <summary>Appends a piece encoded before. Its alphabet must be this buffer's (argument error).</summary>
    public void Append(SmsLiteral literal)
    {
        if (!ReferenceEquals(literal.Alphabet, Alphabet)) ThrowOtherAlphabet();
        if (Encoding == SmsEncoding.Gsm7 && !literal.IsGsm && !TryWiden()) return;
        var piece = Encoding == SmsEncoding.Gsm7 ? literal.Septets : literal.Utf16;
        if (!HasRoom(piece.Length)) return;
        piece.CopyTo(bytes.AsSpan(length));
        if (Encoding == SmsEncoding.Gsm7)
        {
            escapes += literal.Septets.Length - literal.Utf16.Length / 2;
            usesNational |= literal.UsesNational;
        }
        length += piece.Length;
    }

    /// <summary>Appends UTF-8. An octet that is not UTF-8 becomes U+FFFD.</summary>
    public void AppendUtf8(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length && !IsTooLong;)
        {
            if (text[at] < 0x80)
            {
                AppendChar((char)text[at++]);
                continue;
            }
            Rune.DecodeFromUtf8(text[at..], out var rune, out var consumed);
            AppendRune(rune);
            at += consumed;
        }
    }

    /// <summary>Appends UTF-16. A lone surrogate becomes U+FFFD.</summary>
    public void AppendChars(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length && !IsTooLong;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var consumed);
            AppendRune(rune);
            at += consumed;
        }
    }

    /// <summary>The text for a person to read.</summary>
    public string ReadText() =>
        Encoding == SmsEncoding.Gsm7 ? Alphabet.Decode(Bytes) : System.Text.Encoding.BigEndianUnicode.GetString(Bytes);

    /// <summary>Copies the text's UTF-16 units into a span of at least <see cref="Units"/> characters; returns how many it wrote.</summary>
    public int CopyChars(Span<char> chars)
    {
        if (Encoding == SmsEncoding.Gsm7) return Alphabet.Decode(Bytes, chars);
        for (var i = 0; i < Units; i++) chars[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i * 2));
        return Units;
    }

    /// <summary>UTF-16 units that the text so far has or would have.</summary>
    public int CharCount => Encoding == SmsEncoding.Gsm7 ? length - escapes : length / 2;

    private void AppendRune(Rune rune)
    {
        if (rune.IsBmp)
        {
            AppendChar((char)rune.Value);
            return;
        }
        Span<char> pair = stackalloc char[2];
        rune.EncodeToUtf16(pair);
        AppendChar(pair[0]);
        AppendChar(pair[1]);
    }

    private void AppendChar(char character)
    {
        if (Encoding == SmsEncoding.Gsm7)
        {
            var code = Alphabet.Code(character);
            if (code != GsmAlphabet.Missing)
            {
                AppendCode(code);
                return;
            }
            if (!TryWiden()) return;
        }
        if (!HasRoom(2)) return;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(length), character);
        length += 2;
    }

    private void AppendCode(ushort code)
    {
        var isEscaped = code >= GsmAlphabet.EscapeFlag;
        if (!HasRoom(isEscaped ? 2 : 1)) return;
        if (isEscaped)
        {
            bytes[length++] = GsmAlphabet.Escape;
            escapes++;
            usesNational |= (code & GsmAlphabet.NationalFlag) != 0;
        }
        bytes[length++] = (byte)code;
    }

    /// <summary>Re-encodes the septets as UTF-16BE in place, from the end: a character never needs less room there than it has.</summary>
    private bool TryWiden()
    {
        var chars = CharCount;
        if (!HasRoom(chars * 2 - length)) return false;
        Span<char> one = stackalloc char[1];
        var source = length;
        for (var i = chars - 1; i >= 0; i--)
        {
            var width = source >= 2 && bytes[source - 2] == GsmAlphabet.Escape ? 2 : 1;
            source -= width;
            Alphabet.Decode(bytes.AsSpan(source, width), one);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), one[0]);
        }
        (length, escapes, Encoding) = (chars * 2, 0, SmsEncoding.Ucs2);
        return true;
    }

    private bool HasRoom(int octets)
    {
        if (octets <= bytes.Length - length) return true;
        IsTooLong = true;
        return false;
    }

    private static void ThrowOtherAlphabet() =>
        throw new ArgumentException("the literal was encoded for another GSM alphabet than the buffer's");
}

