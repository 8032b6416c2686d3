using System.Globalization;
using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>A value written in a condition, ready to be held against leads' values.</summary>
internal abstract class SegmentValue
{
    /// <summary>
    /// Sets how a lead's value stands to this one: below, at or above zero. False for a value that is not of the field's type, which a
    /// well-kept list does not have; it then counts as missing.
    /// </summary>
    /// <param name="value">The lead's value, not empty.</param>
    /// <param name="order">The order.</param>
    public abstract bool TryCompare(ReadOnlySpan<byte> value, out int order);

    /// <summary>Whether this value is above another of its kind.</summary>
    public bool IsAbove(SegmentValue other) => other.TryCompare(Octets, out var order) && order > 0;

    /// <summary>The value as a lead would hold it.</summary>
    protected abstract ReadOnlySpan<byte> Octets { get; }
}

/// <summary>A number, compared as a decimal.</summary>
internal sealed class NumberValue(decimal number) : SegmentValue
{
    private readonly byte[] octets = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private readonly long? scaled = ScaledNumber.TryScale(number, out var millionths) ? millionths : null;

    protected override ReadOnlySpan<byte> Octets => octets;

    public override bool TryCompare(ReadOnlySpan<byte> value, out int order)
    {
        if (scaled is { } expected && ScaledNumber.TryRead(value, out var found))
        {
            order = found.CompareTo(expected);
            return true;
        }
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var isNumber = decimal.TryParse(value, Style, CultureInfo.InvariantCulture, out var other);
        order = isNumber ? other.CompareTo(number) : 0;
        return isNumber;
    }
}

/// <summary>A date, compared by its octets: "yyyy-MM-dd" sorts as it reads.</summary>
internal sealed class DateValue(string date) : SegmentValue
{
    private readonly byte[] octets = Encoding.ASCII.GetBytes(date);

    protected override ReadOnlySpan<byte> Octets => octets;

    public override bool TryCompare(ReadOnlySpan<byte> value, out int order)
    {
        order = value.SequenceCompareTo(octets);
        return value.Length == octets.Length;
    }
}

/// <summary>A text, compared character by character without regard to case.</summary>
internal sealed class TextValue(string text) : SegmentValue
{
    private readonly bool isAscii = Ascii.IsValid(text);

    protected override ReadOnlySpan<byte> Octets => Encoding.UTF8.GetBytes(text);

    /// <summary>Whether a lead's text, all ASCII, is this one.</summary>
    public bool IsEqualAscii(ReadOnlySpan<byte> value)
    {
        if (value.Length != text.Length) return false;
        return isAscii ? Ascii.EqualsIgnoreCase(value, text) : TryCompare(value, out var order) && order == 0;
    }

    /// <summary>Whether a lead's text, decoded, is this one.</summary>
    public bool IsEqual(ReadOnlySpan<char> value) => value.Equals(text, StringComparison.OrdinalIgnoreCase);

    public override bool TryCompare(ReadOnlySpan<byte> value, out int order)
    {
        Span<char> chars = stackalloc char[LeadRecord.MaxValueBytes];
        var isText = Encoding.UTF8.TryGetChars(value, chars, out var length);
        order = isText ? ((ReadOnlySpan<char>)chars[..length]).CompareTo(text, StringComparison.OrdinalIgnoreCase) : 0;
        return isText;
    }
}

