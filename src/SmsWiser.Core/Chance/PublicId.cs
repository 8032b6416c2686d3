namespace SmsWiser.Core.Chance;

/// <summary>Random names shown outside: unguessable, without meaning, safe to read aloud and to put into a URL.</summary>
public static class PublicId
{
    /// <summary>Characters of a client id.</summary>
    public const int ClientIdLength = 8;

    /// <summary>Characters of every other public id: 26 × 5 bits ≥ 128 bits.</summary>
    public const int Length = 26;

    internal const string Crockford = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new public id of <see cref="Length"/> Crockford base-32 characters. Any thread.</summary>
    public static string New(IRandom random) => Make(random, Length);

    /// <summary>A new client id of <see cref="ClientIdLength"/> upper-case Crockford base-32 characters. Any thread.</summary>
    public static string NewClientId(IRandom random) => Make(random, ClientIdLength).ToUpperInvariant();

    /// <summary>Whether a text has the form of a public id. Any thread.</summary>
    public static bool Is(string text) => text.Length == Length && text.All(digit => Crockford.Contains(digit, StringComparison.Ordinal));

    /// <summary>Reads a client id as people type it: any case, blanks and hyphens ignored, <c>O</c> as 0, <c>I</c> and <c>L</c> as
    /// 1.</summary>
    /// <returns>The canonical form, or null when the text is not a client id.</returns>
    public static string? NormalizeClientId(string text)
    {
        Span<char> digits = stackalloc char[ClientIdLength];
        var length = 0;
        foreach (var typed in text)
        {
            if (typed is ' ' or '-')
                continue;
            var digit = char.ToLowerInvariant(typed) switch { 'o' => '0', 'i' or 'l' => '1', var c => c };
            if (length == digits.Length || !Crockford.Contains(digit, StringComparison.Ordinal))
                return null;
            digits[length++] = char.ToUpperInvariant(digit);
        }
        return length == digits.Length ? new string(digits) : null;
    }

    private static string Make(IRandom random, int length)
    {
        Span<byte> octets = stackalloc byte[length];
        random.Fill(octets);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
            text[i] = Crockford[octets[i] & 31];
        return new string(text);
    }
}
