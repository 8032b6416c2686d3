namespace SmsWiser.Core.Compliance;

/// <summary>The law's quiet hours, by country and state: a dated table that is part of the program. Any thread.</summary>
public static class QuietRules
{
    private const string Default = "default";

    private static readonly Dictionary<string, QuietRule> ByName =
        QuietRuleReader.Read(ResourceLines.Read("quiet-hours.txt")).ToDictionary(rule => rule.Name);

    /// <summary>Every rule, in no special order.</summary>
    public static IReadOnlyCollection<QuietRule> All => ByName.Values;

    /// <summary>All rules that a region's people stand under, the most special one last: a state's after its country's; the default where
    /// the country has none.</summary>
    /// <param name="region">Country, or US state as <c>US-TX</c>.</param>
    public static IReadOnlyList<QuietRule> Of(string region)
    {
        var country = region.Split('-')[0];
        var ofCountry = ByName.GetValueOrDefault(country) ?? ByName[Default];
        return country != region && ByName.TryGetValue(region, out var ofState) ? [ofCountry, ofState] : [ofCountry];
    }
}
