namespace SmsWiser.Core.Audience;

/// <summary>Leads that were added, changed or removed.</summary>
public readonly record struct LeadChanges(long Joined, long Updated, long Removed);

/// <summary>What one day (UTC) did to a list.</summary>
/// <param name="Day">The day.</param>
/// <param name="Joined">Leads added.</param>
/// <param name="Updated">Leads that got new values.</param>
/// <param name="Removed">Leads removed by the owner.</param>
/// <param name="OptedOut">Leads that left the topic.</param>
/// <param name="Size">Leads at its end.</param>
public sealed record GrowthDay(DateOnly Day, long Joined, long Updated, long Removed, long OptedOut, long Size);

/// <summary>Growth of a list over a period. Pure; any thread.</summary>
/// <param name="SizeAtStart">Leads before the period.</param>
/// <param name="Days">Days on which anything changed.</param>
public sealed record ListGrowth(long SizeAtStart, IReadOnlyList<GrowthDay> Days)
{
    /// <summary>(joined − opted out − removed) ÷ size at the start of the period; null for a list that was empty then.</summary>
    public double? Rate => SizeAtStart == 0 ? null : Days.Sum(day => day.Joined - day.OptedOut - day.Removed) / (double)SizeAtStart;

    /// <summary>Takes what the store gave apart.</summary>
    /// <param name="days">Days of the period, perhaps with one before it.</param>
    /// <param name="from">First day of the period.</param>
    public static ListGrowth Of(IReadOnlyList<GrowthDay> days, DateOnly from) =>
        new(days.LastOrDefault(day => day.Day < from)?.Size ?? 0, [.. days.Where(day => day.Day >= from)]);

    /// <summary>Adds those who left the topic, also on days on which nothing else happened.</summary>
    /// <param name="left">People by day, all within the period; a day at most once.</param>
    public ListGrowth WithOptOuts(IReadOnlyDictionary<DateOnly, long> left)
    {
        var days = new List<GrowthDay>();
        var size = SizeAtStart;
        foreach (var day in left.Keys.Union(Days.Select(known => known.Day)).Order())
        {
            var known = Days.FirstOrDefault(one => one.Day == day) ?? new(day, 0, 0, 0, 0, size);
            days.Add(known with { OptedOut = left.GetValueOrDefault(day) });
            size = known.Size;
        }
        return this with { Days = days };
    }
}
