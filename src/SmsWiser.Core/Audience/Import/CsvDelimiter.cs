namespace SmsWiser.Core.Audience;

/// <summary>Finds out what stands between the values of a file.</summary>
internal static class CsvDelimiter
{
    private const int Lines = 20;

    /// <summary>The delimiters tried, likeliest first.</summary>
    public static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The delimiter that stands equally often, and most often, in the first lines, outside quotes; a comma when there is
    /// none.</summary>
    public static byte Detect(ReadOnlySpan<byte> text)
    {
        var best = (byte)',';
        var bestScore = 0;
        foreach (var candidate in Candidates)
        {
            var score = Score(text, candidate);
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }
        return best;
    }

    // Equally often in all lines counts for more than often in the first.
    private static int Score(ReadOnlySpan<byte> text, byte candidate)
    {
        var (first, current, lines, even, quoted) = (-1, 0, 0, true, false);
        foreach (var c in text)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c == candidate)
                current++;
            else if (!quoted && c == '\n')
            {
                first = first < 0 ? current : first;
                even &= current == first;
                current = 0;
                if (++lines == Lines)
                    break;
            }
        }
        if (first < 0)
            first = current;
        return even ? first * 1000 : first;
    }
}
