namespace SmsWiser.Smpp.Receipts;

/// <summary>How a carrier writes its message ids, separately in submit_sm_resp and in receipts.</summary>
public enum MessageIdBase : byte
{
    /// <summary>An opaque text, compared octet by octet.</summary>
    Verbatim = 0,

    /// <summary>A hexadecimal number.</summary>
    Hexadecimal = 1,

    /// <summary>A decimal number.</summary>
    Decimal = 2,
}

/// <summary>Another form of an id under which it may have been stored.</summary>
public enum MessageIdAlias : byte
{
    /// <summary>ASCII letters in upper case.</summary>
    UpperCase = 0,

    /// <summary>Without leading zeros.</summary>
    WithoutLeadingZeros = 1,

    /// <summary>A hexadecimal number in decimal.</summary>
    HexadecimalToDecimal = 2,

    /// <summary>A decimal number in hexadecimal, upper case.</summary>
    DecimalToHexadecimal = 3,

    /// <summary>A decimal number in hexadecimal, upper case, with zeros to 8 digits.</summary>
    DecimalToPaddedHexadecimal = 4,
}
