namespace SmsWiser.Core.Audience;

/// <summary>Signs of comparison.</summary>
internal enum SegmentComparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>What a comparison sign makes of an order.</summary>
internal static class SegmentComparisons
{
    /// <summary>Whether the sign holds, given how the lead's value stands to the condition's: below, at or above zero.</summary>
    public static bool Holds(this SegmentComparison comparison, int order) => comparison switch
    {
        SegmentComparison.Equal => order == 0,
        SegmentComparison.NotEqual => order != 0,
        SegmentComparison.Less => order < 0,
        SegmentComparison.LessOrEqual => order <= 0,
        SegmentComparison.Greater => order > 0,
        _ => order >= 0,
    };
}
