using System.Net;
using SmsWiser.Testing;
using SmsWiser.Web.Links;

namespace SmsWiser.Tests.Links;

public sealed class MissLimitTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void X38_an_address_is_refused_after_20_misses_until_two_minutes_have_passed()
    {
        var limit = new MissLimit(time);
        Miss(limit, "192.0.2.1", MissLimit.MaxMisses - 1);
        Assert.False(IsOver(limit, "192.0.2.1"));

        Miss(limit, "192.0.2.1", 1);

        Assert.True(IsOver(limit, "192.0.2.1"));
        Assert.True(IsOver(limit, "::ffff:192.0.2.1"));
        Assert.False(IsOver(limit, "192.0.2.2"));
        time.Advance(MissLimit.Period);
        Assert.True(IsOver(limit, "192.0.2.1"));
        time.Advance(MissLimit.Period);
        Assert.False(IsOver(limit, "192.0.2.1"));
    }

    [Fact]
    public void Addresses_of_one_ipv6_network_count_together()
    {
        var limit = new MissLimit(time);
        for (var i = 0; i < MissLimit.MaxMisses; i++)
            Miss(limit, $"2001:db8:1:2::{i:x}", 1);

        Assert.True(IsOver(limit, "2001:db8:1:2:ffff::1"));
        Assert.False(IsOver(limit, "2001:db8:1:3::1"));
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_are_forgotten()
    {
        var limit = new MissLimit(time);
        Miss(limit, "192.0.2.1", MissLimit.MaxMisses);
        for (var i = 0; i < 2 * MissLimit.MaxAddresses; i++)
            limit.Add(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));

        Assert.False(IsOver(limit, "192.0.2.1"));
    }

    private static bool IsOver(MissLimit limit, string address) => limit.IsOver(IPAddress.Parse(address));

    private static void Miss(MissLimit limit, string address, int times)
    {
        for (var i = 0; i < times; i++)
            limit.Add(IPAddress.Parse(address));
    }
}
