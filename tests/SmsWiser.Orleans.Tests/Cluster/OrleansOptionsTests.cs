using System.Net;
using Microsoft.Extensions.Options;
using SmsWiser.Host.Cluster;

namespace SmsWiser.Tests.Cluster;

public sealed class OrleansOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        new OrleansOptions().Validate();

        Assert.Equal((TimeSpan.FromSeconds(1), 2, 1), (new OrleansOptions().ProbeTimeout, new OrleansOptions().MissedProbes,
            new OrleansOptions().DeathVotes));
    }

    [Fact]
    public void Each_value_that_cannot_work_is_named_with_its_bound()
    {
        var options = new OrleansOptions
        {
            ClusterId = "",
            SiloPort = 0,
            GatewayPort = 70_000,
            ProbeTimeout = TimeSpan.Zero,
            MissedProbes = 0,
            DeathVotes = 0,
            MaxQueuedCallsPerGrain = 0,
            CallTimeout = TimeSpan.Zero,
            ProgressInterval = TimeSpan.Zero,
            StoredStreams = true,
        };

        var error = Assert.Throws<OptionsValidationException>(options.Validate);

        Assert.Equal(10, error.Failures.Count());
        Assert.Contains("Orleans option MissedProbes is '0'; it must be 1 to 100", error.Failures);
        Assert.Contains("Orleans option StoredStreams is 'True'; it must be false without a ConnectionString", error.Failures);
    }

    [Fact]
    public void The_environment_changes_the_defaults()
    {
        var set = new Dictionary<string, string>
        {
            ["SMSWISER__ORLEANS__CONNECTIONSTRING"] = "Host=db",
            ["SMSWISER__ORLEANS__ADVERTISEDADDRESS"] = "10.0.0.7",
            ["SMSWISER__ORLEANS__SILOPORT"] = "4000",
            ["SMSWISER__ORLEANS__STOREDSTREAMS"] = "true",
        };

        var options = OrleansOptions.FromEnvironment(set.GetValueOrDefault);

        Assert.Equal(new OrleansOptions
        {
            ConnectionString = "Host=db",
            AdvertisedAddress = IPAddress.Parse("10.0.0.7"),
            SiloPort = 4_000,
            StoredStreams = true,
        }, options);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_named()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => OrleansOptions.FromEnvironment(name => name == "SMSWISER__ORLEANS__SILOPORT" ? "x" : null));

        Assert.Equal(["SMSWISER__ORLEANS__SILOPORT is 'x'; it must be a number"], error.Failures);
    }
}
