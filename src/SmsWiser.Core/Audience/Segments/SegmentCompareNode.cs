using System.Text;

namespace SmsWiser.Core.Audience;

/// <summary>Compares a field with a value. Of a missing value only "not equal" holds.</summary>
internal sealed class CompareNode(int fieldNo, SegmentComparison comparison, SegmentValue expected) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        if (value.IsEmpty || !expected.TryCompare(value, out var order)) return comparison == SegmentComparison.NotEqual;
        return comparison.Holds(order);
    }
}

/// <summary>Whether a text field is one of some texts; a missing value is none. One value is plain equality.</summary>
internal sealed class TextInNode(int fieldNo, TextValue[] expected) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        if (value.IsEmpty) return false;
        if (!Ascii.IsValid(value)) return MatchesDecoded(value);
        foreach (var one in expected)
            if (one.IsEqualAscii(value)) return true;
        return false;
    }

    private bool MatchesDecoded(ReadOnlySpan<byte> value)
    {
        Span<char> chars = stackalloc char[LeadRecord.MaxValueBytes];
        if (!Encoding.UTF8.TryGetChars(value, chars, out var length)) return false;
        foreach (var one in expected)
            if (one.IsEqual(chars[..length])) return true;
        return false;
    }
}

/// <summary>Whether a number or date field is one of some values; a missing value is none.</summary>
internal sealed class InNode(int fieldNo, SegmentValue[] expected) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        if (value.IsEmpty) return false;
        foreach (var one in expected)
            if (one.TryCompare(value, out var order) && order == 0) return true;
        return false;
    }
}

/// <summary>Whether a value lies between two, both included; a missing value does not.</summary>
internal sealed class BetweenNode(int fieldNo, SegmentValue low, SegmentValue high) : SegmentNode
{
    public override bool Matches(in LeadView lead, SegmentFacts facts)
    {
        var value = lead.Field(fieldNo);
        return !value.IsEmpty && low.TryCompare(value, out var above) && above >= 0 && high.TryCompare(value, out var below) && below <= 0;
    }
}
