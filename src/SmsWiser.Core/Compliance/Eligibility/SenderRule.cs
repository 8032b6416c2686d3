namespace SmsWiser.Core.Compliance;

/// <summary>A country's rule about senders made of letters.</summary>
/// <param name="Country">ISO 3166-1.</param>
/// <param name="IsRegistrable">True when a sender that is registered there is accepted; false when none is.</param>
/// <param name="Date">When the rule was written down.</param>
/// <param name="Source">Where it comes from, in a phrase.</param>
public sealed record SenderRule(string Country, bool IsRegistrable, DateOnly Date, string Source)
{
    /// <summary>Name in decisions, for example <c>sender.US</c>.</summary>
    public string Name { get; } = "sender." + Country;
}

/// <summary>Every rule about senders: a dated table that is part of the program. Any thread.</summary>
public static class SenderRules
{
    /// <summary>By country.</summary>
    public static IReadOnlyDictionary<string, SenderRule> All { get; } =
        ResourceLines.Read("senders.txt").Select(line => Parse(line.No, line.Text)).ToDictionary(rule => rule.Country);

    /// <summary>The rule that forbids a sender in a country, or null.</summary>
    /// <param name="sender">As shown on the handset.</param>
    /// <param name="country">The recipient's.</param>
    /// <param name="registeredIn">Countries in which this sender is registered.</param>
    public static SenderRule? FindAgainst(string sender, string country, IReadOnlyCollection<string> registeredIn) =>
        !sender.All(char.IsAsciiDigit) && All.TryGetValue(country, out var rule)
        && !(rule.IsRegistrable && registeredIn.Contains(country))
            ? rule
            : null;

    private static SenderRule Parse(int no, string line)
    {
        var words = line.Split(' ', 5);
        if (words is not [var country, "letters", "no" or "registered", var date, var source]
            || !DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day))
            throw new FormatException($"line {no} of the sender rules cannot be read: '{line}'");
        return new(country, words[2] == "registered", day, source);
    }
}
