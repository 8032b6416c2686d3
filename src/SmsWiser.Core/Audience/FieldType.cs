namespace SmsWiser.Core.Audience;

/// <summary>
/// What the values of a lead field are, which decides how they are checked, stored and compared. Stored as a number: never renumber.
/// </summary>
public enum FieldType : byte
{
    /// <summary>Free text, stored as UTF-8 in Unicode form NFC.</summary>
    Text = 1,

    /// <summary>A decimal number, stored as invariant text without trailing zeros (<c>1234.5</c>).</summary>
    Number = 2,

    /// <summary>A calendar day, stored as <c>yyyy-MM-dd</c>.</summary>
    Date = 3,
}
