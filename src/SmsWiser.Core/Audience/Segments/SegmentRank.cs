namespace SmsWiser.Core.Audience;

/// <summary>The last clause of a condition, <c>top 100 by spent_2020</c>: of the leads that fulfil the rest, those with the highest (or
/// lowest) values. A lead without a value has no rank; of equal values the lead with the lower number goes first.</summary>
/// <param name="Most">How many, 1 to <see cref="MaxLeads"/>.</param>
/// <param name="Field">A number or date field.</param>
/// <param name="Highest">True for top, false for bottom.</param>
public sealed record SegmentRank(int Most, FieldDefinition Field, bool Highest)
{
    /// <summary>Most leads that a rank may take; bounds its memory to about 24 MB.</summary>
    public const int MaxLeads = 1_000_000;
}
