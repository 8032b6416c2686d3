using System.Collections.Concurrent;
using SmsWiser.Core.Inbound;

namespace SmsWiser.Core.Carriers;

/// <summary>The shipped keywords of some languages, each set made once. Any thread.</summary>
internal static class KeywordSets
{
    private const int MaxSets = 256;
    private static readonly ConcurrentDictionary<string, Keywords> Sets = new(StringComparer.Ordinal);

    /// <summary>Reads <c>fr,es</c>.</summary>
    /// <exception cref="FormatException">There are no words of a language.</exception>
    public static Keywords Of(string text)
    {
        if (Sets.TryGetValue(text, out var known))
            return known;
        var languages = text.Split(',', StringSplitOptions.TrimEntries);
        var all = Keywords.Shipped.Languages;
        if (languages.FirstOrDefault(language => !all.Contains(language)) is { } unknown)
            throw new FormatException(
                $"there are no words of '{unknown}'; give of {string.Join(", ", all.Order(StringComparer.Ordinal))}, separated by commas");
        var made = Keywords.Shipped.In(languages);
        return Sets.Count < MaxSets ? Sets.GetOrAdd(text, made) : made;
    }
}
