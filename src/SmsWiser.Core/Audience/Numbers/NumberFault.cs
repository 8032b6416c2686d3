namespace SmsWiser.Core.Audience;

/// <summary>Why a text is no phone number.</summary>
public enum NumberFault : byte
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>No digits.</summary>
    Missing = 1,

    /// <summary>Something that has no place in a phone number.</summary>
    OtherCharacters = 2,

    /// <summary>A spreadsheet turned it into a rounded number such as 3.36E+10; its last digits are lost.</summary>
    Rounded = 3,

    /// <summary>A national number, and no country was given to read it in.</summary>
    CountryMissing = 4,

    /// <summary>No country has that calling code.</summary>
    UnknownCallingCode = 5,

    /// <summary>Too few or too many digits for its country.</summary>
    WrongLength = 6,
}

/// <summary>The faults in words, without the number.</summary>
public static class NumberFaults
{
    /// <summary>What is wrong and what was expected.</summary>
    public static string Describe(NumberFault fault) => fault switch
    {
        NumberFault.Missing => "no phone number",
        NumberFault.OtherCharacters => "not a phone number: only digits, +, blanks, hyphens, dots, slashes and parentheses belong in one",
        NumberFault.Rounded => "a spreadsheet has rounded the number (as in 3.36E+10); export the column as text",
        NumberFault.CountryMissing => "national number; write it with + and the calling code, or give a default country",
        NumberFault.UnknownCallingCode => "no country has this calling code",
        NumberFault.WrongLength => "too few or too many digits for its country",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "not a fault"),
    };
}
