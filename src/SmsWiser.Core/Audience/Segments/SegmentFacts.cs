namespace SmsWiser.Core.Audience;

/// <summary>What a condition needs besides the lead itself: the answers to its questions, in their order. Immutable.</summary>
internal sealed record SegmentFacts(IReadOnlyList<LeadSet> Answers)
{
    public static SegmentFacts None { get; } = new([]);
}
