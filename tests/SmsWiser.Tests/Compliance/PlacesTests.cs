using NodaTime;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Compliance;

public sealed class PlacesTests
{
    private const int MaxTableBytes = 300 * 1024;

    [Theory]
    [InlineData(33612345678, "FR", "Europe/Paris")]
    [InlineData(40721234567, "RO", "Europe/Bucharest")]
    [InlineData(380501234567, "UA", "Europe/Kyiv")]
    [InlineData(998901234567, "UZ", "Asia/Tashkent")]
    [InlineData(919812345678, "IN", "Asia/Calcutta")]
    [InlineData(4915112345678, "DE", "Europe/Berlin")]
    [InlineData(12125550123, "US-NY", "America/New_York")]
    [InlineData(13105550123, "US-CA", "America/Los_Angeles")]
    [InlineData(12105550123, "US-TX", "America/Chicago")]
    [InlineData(14165550123, "CA", "America/Toronto")]
    [InlineData(18765550123, "JM", "America/Jamaica")]
    [InlineData(17875550123, "US-PR", "America/Puerto_Rico")]
    [InlineData(18495550123, "DO", "America/Santo_Domingo")]
    [InlineData(74012345678, "RU", "Europe/Kaliningrad")]
    [InlineData(74232345678, "RU", "Asia/Vladivostok")]
    [InlineData(77012345678, "KZ", "Asia/Almaty", "Asia/Aqtobe")]
    [InlineData(213551234567, "DZ", "Africa/Algiers")]
    [InlineData(34612345678, "ES", "Atlantic/Canary", "Europe/Madrid")]
    [InlineData(62812345678, "ID", "Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar")]
    public void Number_tells_country_or_state_and_zones(ulong number, string region, params string[] zones)
    {
        var place = Places.Find(number);

        Assert.Equal(region, place.Region);
        Assert.Equal(zones, place.ZoneIds);
        Assert.False(place.IsUnknown);
    }

    [Fact]
    public void Area_code_stands_for_every_zone_of_its_exchanges_and_of_the_code_it_lies_over()
    {
        Assert.Equal(["America/Chicago", "America/New_York"], Places.Find(18505550123).ZoneIds);
        Assert.Equal(["America/Chicago", "America/New_York"], Places.Find(14485550123).ZoneIds);
        Assert.Equal(["America/New_York"], Places.Find(16895550123).ZoneIds);
    }

    [Fact]
    public void Russian_mobile_number_may_be_in_any_zone_of_russia()
    {
        var zones = Places.Find(79123456789).ZoneIds;

        Assert.Equal(15, zones.Count);
        Assert.Contains("Europe/Kaliningrad", zones);
        Assert.Contains("Asia/Kamchatka", zones);
        Assert.DoesNotContain("Asia/Almaty", zones);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(18005550123UL)]
    [InlineData(12995550123UL)]
    [InlineData(881612345678UL)]
    [InlineData(80012345678UL)]
    [InlineData(9991234567UL)]
    public void Number_that_tells_no_zone_is_unknown(ulong number)
    {
        Assert.True(Places.Find(number).IsUnknown);
        Assert.Empty(Places.Find(number).ZoneIds);
    }

    [Fact]
    public void Every_country_with_a_calling_code_has_zones_and_a_rule()
    {
        var without = Country.All.Values.Where(country => country.CallingCode != 1
            && Places.Find((ulong)country.CallingCode * 10_000_000_000).IsUnknown).Select(country => country.Code);

        // Non-geographic codes are no countries.
        Assert.Empty(without);
    }

    [Fact]
    public void Places_are_dense_and_share_zones_and_rules()
    {
        Assert.Equal(Enumerable.Range(0, Places.All.Count), Places.All.Select(place => place.No));
        Assert.Same(Places.Find(33612345678), Places.Find(33712345678));
        Assert.Equal(Places.All.Count, Places.All.Select(place => (place.Region, string.Join('&', place.ZoneIds))).Distinct().Count());
    }

    [Fact]
    public void Tables_are_dated_and_small()
    {
        Assert.Equal(new(2026, 11, 22), Places.Date);
        Assert.Matches("^20[2-9][0-9][a-z]$", Places.ZoneVersion);
        foreach (var name in new[] { "zones.txt", "regions.txt" })
        {
            using var stream = typeof(Places).Assembly.GetManifestResourceStream(name);
            Assert.InRange(stream!.Length, 1, MaxTableBytes);
        }
    }

    [Fact]
    public void Representative_zones_of_the_source_keep_the_clocks_of_today()
    {
        // Where the source names a neighbour's zone, the table must not: offsets in hours in January and July 2027.
        (ulong Number, int January, int July)[] expected =
        [
            (213551234567, 1, 1), (218912345678, 2, 2), (50581234567, -6, -6), (211912345678, 2, 2), (375291234567, 3, 3),
            (74012345678, 2, 2), (78452345678, 4, 4),
        ];

        Assert.All(expected, one => Assert.Equal((one.January, one.July), (Hours(one.Number, 1), Hours(one.Number, 7))));

        static int Hours(ulong number, int month) => DateTimeZoneProviders.Tzdb[Assert.Single(Places.Find(number).ZoneIds)]
            .GetUtcOffset(Instant.FromUtc(2027, month, 10, 12, 0)).Seconds / 3600;
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Places.Find(12125550123);

        Assert.Equal(0, Allocations.Least(() => Places.Find(12125550123)));
    }
}
