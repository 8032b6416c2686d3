namespace SmsWiser.Smpp.Text;

/// <summary>How the characters of an SMS become octets. The value is the data_coding to submit with (SMPP 3.4 §5.2.19).</summary>
public enum SmsEncoding : byte
{
    /// <summary>GSM 7-bit, one septet per octet (3GPP 23.038 §6.2.1); 160 septets in a single SMS.</summary>
    Gsm7 = 0,

    /// <summary>UTF-16 big-endian without a byte order mark; 70 units in a single SMS.</summary>
    Ucs2 = 8,
}
