using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace SmsWiser.Core.Compliance;

/// <summary>Tells the place of a number by its longest known prefix, from <c>zones.txt</c> and <c>regions.txt</c>. A trie over decimal
/// digits, built once; looking up allocates nothing. Any thread.</summary>
public static class Places
{
    private const int Digits = 10;
    private const int MaxNumberDigits = 20;

    private static readonly List<Place> ByNo = [new(0, "", [], [])];
    private static readonly int[] Next;
    private static readonly Place[] Nodes;

    static Places()
    {
        var zones = Read("zones.txt", out var zonesDate);
        var regions = Read("regions.txt", out var regionsDate);
        Date = zonesDate < regionsDate ? zonesDate : regionsDate;
        var known = new Dictionary<(string Zones, string Region), Place> { [("", "")] = ByNo[0] };
        var (next, nodes) = (new List<int>(new int[Digits]), new List<Place> { ByNo[0] });
        foreach (var prefix in zones.Keys.Union(regions.Keys).OrderBy(prefix => prefix.Length))
        {
            var key = (Longest(zones, prefix), Longest(regions, prefix));
            if (!known.TryGetValue(key, out var place))
                known.Add(key, place = Add(key.Item1, key.Item2));
            Insert(next, nodes, prefix, place);
        }
        (Next, Nodes) = ([.. next], [.. nodes]);
    }

    /// <summary>When the tables were made; the older of the two.</summary>
    public static DateOnly Date { get; }

    /// <summary>Version of the time zone data in use, for example <c>2026f</c>.</summary>
    public static string ZoneVersion => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>All places, by number.</summary>
    public static IReadOnlyList<Place> All => ByNo;

    /// <summary>The place of a number; one that <see cref="Place.IsUnknown"/> when nothing is known of it.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    public static Place Find(ulong number)
    {
        Span<byte> digits = stackalloc byte[MaxNumberDigits];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        var node = 0;
        var found = Nodes[0];
        for (var i = 0; i < length; i++)
        {
            node = Next[node * Digits + digits[i] - '0'];
            if (node == 0)
                break;
            found = Nodes[node];
        }
        return found;
    }

    private static Dictionary<string, string> Read(string name, out DateOnly date)
    {
        date = default;
        var values = new Dictionary<string, string>();
        foreach (var (no, line) in ResourceLines.Read(name))
        {
            var words = line.Split(' ');
            if (words[0] == "date")
                date = DateOnly.ParseExact(words[1], "yyyy-MM-dd");
            else
                foreach (var prefix in words[1..])
                    values.Add(prefix, words[0]);
        }
        return date == default ? throw new FormatException($"{name} has no date") : values;
    }

    private static string Longest(Dictionary<string, string> values, string prefix)
    {
        for (var length = prefix.Length; length > 0; length--)
        {
            if (values.TryGetValue(prefix[..length], out var value))
                return value;
        }
        return "";
    }

    private static Place Add(string zones, string region)
    {
        var ids = zones.Length == 0 ? [] : zones.Split('&');
        var place = new Place(
            ByNo.Count, region, [.. ids.Select(id => DateTimeZoneProviders.Tzdb[id])], region.Length == 0 ? [] : QuietRules.Of(region));
        ByNo.Add(place);
        return place;
    }

    // Prefixes come shortest first: what lies between two of them belongs to the shorter.
    private static void Insert(List<int> next, List<Place> nodes, string prefix, Place place)
    {
        var node = 0;
        foreach (var digit in prefix)
        {
            var slot = node * Digits + digit - '0';
            if (next[slot] == 0)
            {
                next[slot] = nodes.Count;
                nodes.Add(nodes[node]);
                next.AddRange(new int[Digits]);
            }
            node = next[slot];
        }
        nodes[node] = place;
    }
}
