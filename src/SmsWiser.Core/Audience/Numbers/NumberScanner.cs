namespace SmsWiser.Core.Audience;

/// <summary>Takes the digits out of a written phone number.</summary>
internal static class NumberScanner
{
    /// <summary>Collects digits.</summary>
    /// <param name="text">The number as written.</param>
    /// <param name="digits">Gets the ASCII digits; bounds how many there may be.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="international">True when it begins with +.</param>
    public static NumberFault Scan(ReadOnlySpan<byte> text, Span<byte> digits, out int count, out bool international)
    {
        count = 0;
        international = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if ((uint)(c - '0') <= 9)
            {
                if (count == digits.Length)
                    return NumberFault.WrongLength;
                digits[count++] = c;
                continue;
            }
            switch (c)
            {
                case (byte)'(' when count > 0 && text[i..].StartsWith("(0)"u8):
                    // The trunk prefix that is left out when dialled from abroad: +44 (0)20 …
                    i += 2;
                    continue;
                case (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')' or (byte)'\t':
                    continue;
                case (byte)'+' when count == 0 && !international:
                    international = true;
                    continue;
                case (byte)'\'' when i == 0:
                    continue;
                case (byte)'E' or (byte)'e'
                    when count > 0 && i + 1 < text.Length && text[i + 1] is (byte)'+' or >= (byte)'0' and <= (byte)'9':
                    return NumberFault.Rounded;
            }
            var wide = WideBlank(text[i..]);
            if (wide == 0)
                return NumberFault.OtherCharacters;
            i += wide - 1;
        }
        return count == 0 ? NumberFault.Missing : NumberFault.None;
    }

    // No-break spaces, Unicode hyphens and the marks of text direction that copying out of documents leaves behind.
    private static int WideBlank(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\u00A0"u8))
            return 2;
        if (text.Length < 3 || text[0] != 0xE2 || text[1] != 0x80)
            return 0;
        return text[2] is 0xAF or (>= 0x8B and <= 0x95) or (>= 0xAA and <= 0xAE) or (>= 0x80 and <= 0x8A) ? 3 : 0;
    }
}
