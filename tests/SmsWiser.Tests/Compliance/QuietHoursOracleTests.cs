using NodaTime;
using NodaTime.Extensions;
using SmsWiser.Core.Compliance;

namespace SmsWiser.Tests.Compliance;

/// <summary>Every minute of the days around clock changes, held against a slow judge that converts each instant by itself.</summary>
public sealed class QuietHoursOracleTests
{
    private const int NormalDays = 7;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SMSWISER_LONG") is not null;
    private static readonly Instant Begin = Instant.FromUtc(2026, 1, 1, 0, 0), End = Instant.FromUtc(2028, 1, 1, 0, 0);
    private static readonly Instant NormalWeek = Instant.FromUtc(2026, 12, 21, 0, 0);

    // Windows that clock changes cut: the law's own never open at night.
    private static readonly QuietRule[] Nightly =
    [
        Rule("all day", "mon-sun 00:00-24:00"),
        Rule("inside the gap", "mon-sun 02:10-02:50"),
        Rule("into the gap", "mon-sun 01:30-02:30"),
        Rule("out of the gap", "mon-sat 02:30-03:30", "sun 02:30-03:15"),
        Rule("at midnight", "mon-sun 00:00-00:30"),
        Rule("until midnight", "mon-sat 23:30-24:00", "sun closed", "holidays closed", "on 12-25 easter+1"),
    ];

    [Fact]
    public void Every_zone_decides_as_the_clock_on_its_wall()
    {
        var rules = Nightly.Concat(QuietRules.All).ToArray();
        var zones = Places.All.SelectMany(place => place.Zones).DistinctBy(zone => zone.Id).ToArray();
        // Zones whose clocks agree all through the two years are one, unless all shall run.
        var judged = Long ? zones : [.. zones.DistinctBy(Changes)];

        Assert.InRange(judged.Length, 50, zones.Length);
        for (var i = 0; i < judged.Length; i++)
        {
            for (var j = 0; j < rules.Length; j++)
            {
                // The short run takes every rule in turn, three to a zone; the nightly ones meet every zone.
                if (Long || j < Nightly.Length || (i + j) % 12 == 0)
                    Compare(new(1, "", [judged[i]], [rules[j]]), Stretches([judged[i]]), step: 1);
            }
        }
    }

    [Fact]
    public void Every_place_allows_what_all_its_zones_and_rules_allow()
    {
        foreach (var place in Places.All.Where(place => !place.IsUnknown))
            Compare(place, [(NormalWeek, NormalWeek + Duration.FromDays(2 * NormalDays))], Long ? 1 : 15);
    }

    /// <summary>Minute by minute from the last to the first, so that the next allowed minute is known.</summary>
    private static void Compare(Place place, IEnumerable<(Instant From, Instant To)> stretches, int step)
    {
        foreach (var (from, to) in stretches)
        {
            var hours = new QuietHours(policy: null);
            var minutes = (int)(to - from).TotalMinutes / step;
            var expected = new bool[minutes];
            for (var i = 0; i < minutes; i++)
                expected[i] = IsAllowed(place, from + Duration.FromMinutes(i * step));
            for (var i = 0; i < minutes; i++)
            {
                var at = from + Duration.FromMinutes(i * step);
                var decision = hours.Decide(place, at.ToDateTimeOffset());
                if (decision.IsAllowed != expected[i])
                    Assert.Fail($"{place.Region} {place.Zones[0].Id} {place.Rules[^1].Name} at {at}: {decision}, expected {expected[i]}");
                CheckUntil(place, decision, expected, i, from, step);
            }
        }
    }

    private static void CheckUntil(Place place, QuietDecision decision, bool[] expected, int at, Instant from, int step)
    {
        var until = decision.Until.ToInstant();
        var last = Math.Min(expected.Length - 1, (int)((until - from).TotalMinutes - 1) / step);
        // What holds until then holds at every minute before, and a first allowed moment is allowed.
        var changed = last > at && expected.AsSpan(at, last - at + 1).Contains(!decision.IsAllowed);
        var opens = decision.IsAllowed || IsAllowed(place, until) && !IsAllowed(place, until - Duration.FromMinutes(1));
        if (until <= from + Duration.FromMinutes(at * step) || changed || !opens)
            Assert.Fail($"{place.Region} {place.Zones[0].Id} {place.Rules[^1].Name} at minute {at} from {from}: {decision}");
    }

    private static bool IsAllowed(Place place, Instant at)
    {
        foreach (var zone in place.Zones)
        {
            var local = at.InZone(zone).LocalDateTime;
            foreach (var rule in place.Rules)
            {
                var window = rule.On(local.Date.ToDateOnly());
                var minute = local.Hour * 60 + local.Minute;
                if (minute < window.Opens || minute >= window.Closes)
                    return false;
            }
        }
        return true;
    }

    private static IEnumerable<(Instant From, Instant To)> Stretches(DateTimeZone[] zones)
    {
        yield return (NormalWeek, NormalWeek + Duration.FromDays(NormalDays));
        foreach (var change in zones.SelectMany(zone => zone.GetZoneIntervals(Begin, End)).Where(one => one.HasEnd && one.End < End))
            yield return (change.End - Duration.FromHours(36), change.End + Duration.FromHours(36));
    }

    private static string Changes(DateTimeZone zone) =>
        string.Join(' ', zone.GetZoneIntervals(Begin, End).Select(one => $"{one.WallOffset}{(one.HasEnd ? one.End : Instant.MaxValue)}"));

    private static QuietRule Rule(string name, params string[] lines) => QuietRuleReader.Read(
        ((string[])[$"rule {name}", "date 2026-01-01", "source a test", .. lines]).Select((line, at) => (at + 1, line)))[0];
}
