namespace SmsWiser.Core.Audience;

/// <summary>What is wrong with a segment's condition, for its author.</summary>
/// <param name="Column">Where, from 1.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record SegmentError(int Column, string Message)
{
    /// <summary>Column and message in one line.</summary>
    public override string ToString() => $"column {Column}: {Message}";
}

/// <summary>Outcome of <see cref="SegmentFilter.Parse(string, SegmentScope)"/>: exactly one of the two is there.</summary>
/// <param name="Filter">The condition.</param>
/// <param name="Error">The first thing wrong with it.</param>
public sealed record SegmentParse(SegmentFilter? Filter, SegmentError? Error);
