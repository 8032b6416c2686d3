namespace SmsWiser.Smpp.Text;

/// <summary>How the parts of one SMS say that they belong together (3GPP 23.040 §9.2.3.24.1 and §9.2.3.24.8).</summary>
public enum PartReference : byte
{
    /// <summary>A header of 6 octets with an 8-bit reference: 153 septets or 67 UTF-16 units a part.</summary>
    Byte = 0,

    /// <summary>A header of 7 octets with a 16-bit reference: 152 septets or 66 UTF-16 units a part.</summary>
    Word = 1,
}

/// <summary>A route's rules for long texts.</summary>
public sealed record PartRules
{
    /// <summary>Most parts the reference header can number.</summary>
    public const int ProtocolMaxParts = 255;

    /// <summary>8-bit references, 10 parts at most, graphemes kept whole.</summary>
    public static PartRules Default { get; } = new();

    /// <summary>Width of the reference; 8 bits by default, which leaves the most room.</summary>
    public PartReference Reference { get; init; }

    /// <summary>Most parts of one SMS, 1 to 255; 10 by default, what handsets put together. A longer text is refused, never cut.</summary>
    public int MaxParts { get; init; } = 10;

    /// <summary>
    /// Whether an emoji sequence or a letter with its combining marks stays in one part when it fits there; true by default.
    /// </summary>
    public bool KeepGraphemes { get; init; } = true;
}
