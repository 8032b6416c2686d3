namespace SmsWiser.Core.Compliance;

/// <summary>How many marketing messages a person gets at most. A day is one of UTC; a week is that day and the six before it, so that in
/// no seven days on end there are more.</summary>
/// <param name="PerDay">Messages in a day; 0 = no cap.</param>
/// <param name="PerWeek">Messages in seven days on end; 0 = no cap.</param>
public readonly record struct FrequencyCap(int PerDay, int PerWeek)
{
    /// <summary>The highest cap: counts are kept in one octet.</summary>
    public const int Max = 100;

    /// <summary>True when nothing is capped.</summary>
    public bool IsNone => PerDay == 0 && PerWeek == 0;

    /// <summary>What is wrong with it, in a sentence; null when nothing is.</summary>
    public string? FindFault()
    {
        if (PerDay is < 0 or > Max || PerWeek is < 0 or > Max)
            return $"the caps are {PerDay} a day and {PerWeek} a week; give 0 (none) to {Max}";
        return PerDay > 0 && PerWeek > 0 && PerWeek < PerDay
            ? $"{PerWeek} a week would never let {PerDay} a day through; give as many a week at least"
            : null;
    }
}
