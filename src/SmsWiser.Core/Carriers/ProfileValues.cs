using System.Buffers.Text;
using System.Globalization;
using NodaTime;
using SmsWiser.Smpp;

namespace SmsWiser.Core.Carriers;

/// <summary>Reads values of settings; each throws <see cref="FormatException"/> with what was expected.</summary>
internal static class ProfileValues
{
    private const int MaxHosts = 8;
    private const int MaxHostLength = 253;
    private const int MaxPathLength = 1_000;
    private const string QuietForm = "give hours and a zone as 22:00-08:00 Europe/Paris";

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

    /// <summary>0, or a number within bounds.</summary>
    public static int Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (number == 0 || (number >= least && number <= most))
            ? number
            : throw new FormatException($"give 0, or {least} to {most}");

    /// <summary>A status as 0x64, not 0.</summary>
    public static uint Status(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var status) && status != 0
            ? status
            : throw new FormatException("give a status other than 0, as 0x64");

    public static string Host(string text) =>
        text.Length <= MaxHostLength && !text.Any(char.IsWhiteSpace) ? text : throw new FormatException("give one host name");

    /// <summary>A path that means the same wherever a node was started.</summary>
    public static string FilePath(string text) =>
        text.Length <= MaxPathLength && Path.IsPathFullyQualified(text)
            ? text
            : throw new FormatException($"give the whole path of a file, from the root on, of up to {MaxPathLength} characters");

    public static ReadOnlyMemory<byte> Sha256(string text)
    {
        const string prefix = "sha256:";
        var digits = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        if (digits.Length == TlsOptions.PinBytes * 2 && digits.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(digits);
        return Base64.IsValid(digits, out var length) && length == TlsOptions.PinBytes
            ? Convert.FromBase64String(digits)
            : throw new FormatException($"give the {TlsOptions.PinBytes} octets of a SHA-256 in hex or base64");
    }

    public static DateTimeZone Zone(string text) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text)
        ?? throw new FormatException("give a zone as UTC or Europe/Paris");

    /// <summary>Quiet hours, as <c>22:00-08:00 Europe/Paris</c>.</summary>
    public static CarrierQuietHours Quiet(string text)
    {
        var parts = text.Split(' ', 2);
        var hours = parts[0].Split('-');
        if (parts.Length != 2 || hours.Length != 2 || !TryMinute(hours[0], out var from) || !TryMinute(hours[1], out var to) || from == to)
            throw new FormatException(QuietForm);
        return new(from, to, DateTimeZoneProviders.Tzdb.GetZoneOrNull(parts[1]) ?? throw new FormatException(QuietForm));
    }

    private static bool TryMinute(string text, out int minute)
    {
        minute = 0;
        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        minute = (time.Hour * 60) + time.Minute;
        return true;
    }

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
