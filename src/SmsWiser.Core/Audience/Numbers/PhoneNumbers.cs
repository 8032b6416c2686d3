namespace SmsWiser.Core.Audience;

/// <summary>Reads phone numbers as people write them into their one international form, ITU-T E.164. Lengths are checked per country;
/// whether a number is assigned only its carrier knows. Allocates nothing. Any thread.</summary>
public static class PhoneNumbers
{
    private const int MaxWritten = 20;

    // From this length on, digits that begin with the home calling code are taken with it ("4915112345678"), not as a national number.
    private const int CallingCodeLikely = 11;

    /// <summary>Reads a number: <c>+33 6 12…</c>, <c>0033 6…</c>, national with or without trunk prefix, bare with the calling code, with
    /// blanks, hyphens, dots, slashes, <c>(0)</c>, or the apostrophe that spreadsheets put in front.</summary>
    /// <param name="text">The number in UTF-8.</param>
    /// <param name="home">Country of national numbers; null = every number must carry its calling code.</param>
    /// <param name="digits">The E.164 digits as an integer.</param>
    /// <param name="fault">What is wrong, when it returns false.</param>
    public static bool TryNormalize(ReadOnlySpan<byte> text, Country? home, out ulong digits, out NumberFault fault)
    {
        digits = 0;
        Span<byte> written = stackalloc byte[MaxWritten];
        fault = NumberScanner.Scan(text, written, out var count, out var international);
        if (fault != NumberFault.None)
            return false;
        ReadOnlySpan<byte> number = written[..count];
        if (!international && number.StartsWith("00"u8))
        {
            number = number[2..];
            international = true;
        }
        if (international)
            return TryInternational(number, out digits, out fault);
        if (home is not null)
            return TryAtHome(number, home, out digits, out fault);
        if (number[0] == '0')
        {
            fault = NumberFault.CountryMissing;
            return false;
        }
        return TryInternational(number, out digits, out fault);
    }

    /// <summary>True when a country has the number's calling code and numbers of its length.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    public static bool IsPossible(ulong number)
    {
        Span<byte> digits = stackalloc byte[MaxWritten];
        number.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        var codeLength = CallingCodeLength(digits[..length]);
        return codeLength > 0 && length <= PhoneNumber.MaxDigits
            && Fits(CountryTable.Of((int)Parse(0, digits[..codeLength])).Lengths, digits[codeLength..length]);
    }

    /// <summary>Digits of the calling code that ASCII <paramref name="digits"/> begin with; 0 when no country has it.</summary>
    internal static int CallingCodeLength(ReadOnlySpan<byte> digits)
    {
        _ = Country.All;
        var code = 0;
        for (var length = 1; length <= 3 && length <= digits.Length; length++)
        {
            code = code * 10 + digits[length - 1] - '0';
            if (CountryTable.Of(code).Lengths != 0)
                return length;
        }
        return 0;
    }

    private static bool TryInternational(ReadOnlySpan<byte> number, out ulong digits, out NumberFault fault)
    {
        digits = 0;
        var codeLength = CallingCodeLength(number);
        if (codeLength == 0)
        {
            fault = number.Length < 3 ? NumberFault.WrongLength : NumberFault.UnknownCallingCode;
            return false;
        }
        var code = (int)Parse(0, number[..codeLength]);
        var plan = CountryTable.Of(code);
        var national = number[codeLength..];
        if (plan.TrunkZero && national.StartsWith("0"u8))
            national = national[1..];
        if (!Fits(plan.Lengths, national) && plan.Trunk is { Length: > 0 } trunk && national.StartsWith(trunk))
            national = national[trunk.Length..];
        return TryJoin(code, plan.Lengths, national, out digits, out fault);
    }

    private static bool TryAtHome(ReadOnlySpan<byte> number, Country home, out ulong digits, out NumberFault fault)
    {
        if (home.TrunkPrefix.Length > 0 && number.StartsWith(home.TrunkPrefix)
            && TryJoin(home.CallingCode, home.Lengths, number[home.TrunkPrefix.Length..], out digits, out fault))
            return true;
        var withCode = number.StartsWith(home.CallingCodeText);
        if (withCode && number.Length >= CallingCodeLikely && TryInternational(number, out digits, out fault))
            return true;
        if (TryJoin(home.CallingCode, home.Lengths, number, out digits, out fault))
            return true;
        if (withCode && TryInternational(number, out digits, out _))
            return true;
        return home.InternationalPrefix.Length > 0 && number.StartsWith(home.InternationalPrefix)
            && TryInternational(number[home.InternationalPrefix.Length..], out digits, out fault);
    }

    private static bool TryJoin(int callingCode, uint lengths, ReadOnlySpan<byte> national, out ulong digits, out NumberFault fault)
    {
        if (!Fits(lengths, national))
        {
            digits = 0;
            fault = NumberFault.WrongLength;
            return false;
        }
        digits = Parse((ulong)callingCode, national);
        fault = NumberFault.None;
        return true;
    }

    private static bool Fits(uint lengths, ReadOnlySpan<byte> national) => (lengths >> national.Length & 1) != 0;

    private static ulong Parse(ulong value, ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
            value = value * 10 + digit - '0';
        return value;
    }
}
