namespace SmsWiser.Core.Audience;

/// <summary>A phone number that cannot be shown by accident.</summary>
/// <param name="digits">Its E.164 digits as an integer.</param>
public readonly struct PhoneNumber(ulong digits) : IEquatable<PhoneNumber>
{
    /// <summary>Most digits of a number (ITU-T E.164).</summary>
    public const int MaxDigits = 15;

    /// <summary>The E.164 digits as an integer: for the wire and for comparing, not for showing.</summary>
    public ulong Digits { get; } = digits;

    /// <summary>Calling code and first digit, the rest hidden: <c>+33 6…</c>.</summary>
    public override string ToString()
    {
        var text = Digits.ToString();
        var codeLength = PhoneNumbers.CallingCodeLength(System.Text.Encoding.ASCII.GetBytes(text));
        return codeLength == 0 || codeLength == text.Length ? "+…" : $"+{text[..codeLength]} {text[codeLength]}…";
    }

    /// <inheritdoc/>
    public bool Equals(PhoneNumber other) => Digits == other.Digits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PhoneNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Digits.GetHashCode();

    /// <summary>Equal digits.</summary>
    public static bool operator ==(PhoneNumber left, PhoneNumber right) => left.Equals(right);

    /// <summary>Different digits.</summary>
    public static bool operator !=(PhoneNumber left, PhoneNumber right) => !left.Equals(right);
}
