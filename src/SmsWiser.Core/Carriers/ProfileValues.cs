using System.Globalization;

namespace SmsWiser.Core.Carriers;

/// <summary>Reads values of settings; each throws <see cref="FormatException"/> with what was expected.</summary>
internal static class ProfileValues
{
    private const int MaxHosts = 8;
    private const int MaxHostLength = 253;

    public static T OneOf<T>(string text, params (string Text, T Value)[] values)
    {
        foreach (var (known, value) in values)
        {
            if (known == text)
                return value;
        }
        throw new FormatException($"give {string.Join(", ", values.SkipLast(1).Select(one => one.Text))} or {values[^1].Text}");
    }

    public static byte Number(string text, int most) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"give 0 to {most}");

    /// <summary>TON and NPI, as <c>5/0</c>.</summary>
    public static AddressKind Kind(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2)
            throw new FormatException("give TON and NPI as 5/0");
        return new(Number(parts[0], 6), Number(parts[1], 18));
    }

    /// <summary>A length of time: a number with s, m, h or d.</summary>
    public static TimeSpan Span(string text, int leastSeconds, int mostSeconds)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        if (unit == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || (long)number * unit < leastSeconds || (long)number * unit > mostSeconds)
            throw new FormatException($"give {Text(leastSeconds)} to {Text(mostSeconds)}");
        return TimeSpan.FromSeconds((long)number * unit);
    }

    public static string Ascii(string text, int most) =>
        text.Length <= most && text.All(letter => letter is >= ' ' and <= '~')
            ? text
            : throw new FormatException($"give up to {most} ASCII characters");

    public static IReadOnlyList<string> Hosts(string text)
    {
        var hosts = text.Split(',', StringSplitOptions.TrimEntries);
        if (hosts.Length > MaxHosts || hosts.Any(host => host.Length is 0 or > MaxHostLength || host.Any(char.IsWhiteSpace)))
            throw new FormatException($"give up to {MaxHosts} host names or addresses, separated by commas");
        return hosts;
    }

    private static string Text(int seconds) => seconds switch
    {
        >= 86_400 when seconds % 86_400 == 0 => $"{seconds / 86_400}d",
        >= 60 when seconds % 60 == 0 => $"{seconds / 60}m",
        _ => $"{seconds}s",
    };
}
