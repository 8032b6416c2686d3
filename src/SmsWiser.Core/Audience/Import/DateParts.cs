namespace SmsWiser.Core.Audience;

/// <summary>The three numbers of a written date.</summary>
internal readonly record struct DateParts(int First, int Second, int Third, byte Mark, bool YearFirst)
{
    private const int YearDigits = 4;

    /// <summary>Reads three numbers with the same mark between them (-, / or .), a four-digit one first or last; a time may follow a T or
    /// a blank.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateParts parts)
    {
        parts = default;
        var at = 0;
        if (!TryNumber(text, ref at, out var first, out var firstDigits) || at == text.Length)
            return false;
        var mark = text[at++];
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.'))
            return false;
        if (!TryNumber(text, ref at, out var second, out var secondDigits) || secondDigits > 2 || at == text.Length || text[at++] != mark)
            return false;
        if (!TryNumber(text, ref at, out var third, out var thirdDigits))
            return false;
        if (at < text.Length && text[at] is not ((byte)'T' or (byte)' '))
            return false;
        var yearFirst = firstDigits == YearDigits && thirdDigits <= 2;
        if (!yearFirst && (firstDigits > 2 || thirdDigits != YearDigits))
            return false;
        parts = new(first, second, third, mark, yearFirst);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out int number, out int digits)
    {
        var start = at;
        number = 0;
        while (at < text.Length && at - start < YearDigits && (uint)(text[at] - '0') <= 9)
            number = number * 10 + text[at++] - '0';
        digits = at - start;
        return digits > 0;
    }
}
