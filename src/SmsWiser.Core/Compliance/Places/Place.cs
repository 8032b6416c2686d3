using NodaTime;

namespace SmsWiser.Core.Compliance;

/// <summary>Where the holder of a number may be, as far as the number tells: time zones and the quiet hours rules that apply. All numbers
/// with the same zones and rules share one. Immutable; any thread.</summary>
public sealed class Place
{
    internal Place(int no, string region, IReadOnlyList<DateTimeZone> zones, IReadOnlyList<QuietRule> rules)
    {
        (No, Region, Country, Zones, Rules) = (no, region, region.Split('-')[0], [.. zones], [.. rules]);
        ZoneIds = [.. zones.Select(zone => zone.Id)];
    }

    /// <summary>Dense number from 0, for tables by place; not stable between versions of the data.</summary>
    public int No { get; }

    /// <summary>Country as ISO 3166-1 (<c>FR</c>) or US state as ISO 3166-2 (<c>US-TX</c>); empty when the number tells none.</summary>
    public string Region { get; }

    /// <summary>The country of <see cref="Region"/>.</summary>
    public string Country { get; }

    /// <summary>TZDB ids of every zone the holder may be in; none when the number tells none.</summary>
    public IReadOnlyList<string> ZoneIds { get; }

    /// <summary>True when the number tells neither a zone nor a country: no hour can be called allowed.</summary>
    public bool IsUnknown => Zones.Length == 0 || Rules.Length == 0;

    internal DateTimeZone[] Zones { get; }

    /// <summary>The law's rules, the most special last.</summary>
    internal QuietRule[] Rules { get; }
}
