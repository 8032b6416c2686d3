using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Whether a text begins with another, without regard to case; a missing value does not.</summary>
internal sealed class StartsWithNode(int fieldNo, string text) : SegmentNode
{
    private readonly bool isAscii = Ascii.IsValid(text);

    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        if (value.IsEmpty) return false;
        if (isAscii && value.Length >= text.Length && Ascii.EqualsIgnoreCase(value[..text.Length], text)) return true;
        if (isAscii && Ascii.IsValid(value)) return false;
        Span<char> chars = stackalloc char[LeadRecord.MaxValueBytes];
        return Encoding.UTF8.TryGetChars(value, chars, out var length)
            && ((ReadOnlySpan<char>)chars[..length]).StartsWith(text, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Whether a text holds another, without regard to case; a missing value does not.</summary>
internal sealed class ContainsNode(int fieldNo, string text) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        if (value.IsEmpty) return false;
        Span<char> chars = stackalloc char[LeadRecord.MaxValueBytes];
        return Encoding.UTF8.TryGetChars(value, chars, out var length)
            && ((ReadOnlySpan<char>)chars[..length]).Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
