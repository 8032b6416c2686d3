namespace SmsWiser.Smpp.Text;

/// <summary>
/// Language of a national shift table, numbered as in the header elements 0x24 and 0x25 (3GPP 23.038 §6.2.1.2.4).
/// The Indic tables (4–13) are not offered: few handsets and carriers read them, and such texts go as UCS-2.
/// </summary>
public enum NationalLanguage : byte
{
    /// <summary>The default tables; no header element is sent.</summary>
    None = 0,

    /// <summary>Turkish, single and locking shift.</summary>
    Turkish = 1,

    /// <summary>Spanish, single shift only.</summary>
    Spanish = 2,

    /// <summary>Portuguese, single and locking shift.</summary>
    Portuguese = 3,
}
