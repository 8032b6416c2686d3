using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace SmsWiser.Host.Cluster;

/// <summary>How this node takes part in an Orleans cluster. <see cref="Validate"/> runs before anything is started.</summary>
internal sealed record OrleansOptions
{
    private const string Prefix = "SMSWISER__ORLEANS__";

    /// <summary>PostgreSQL with Orleans' tables (<c>Migrations/Orleans</c> of the storage project). Null: this node is alone, and
    /// membership, grain state and reminders are in its memory.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Nodes with the same name form one cluster. Default <c>smswiser</c>.</summary>
    public string ClusterId { get; init; } = "smswiser";

    /// <summary>Grain state and reminders belong to this name and outlive clusters. Default <c>smswiser</c>.</summary>
    public string ServiceId { get; init; } = "smswiser";

    /// <summary>Where the other nodes reach this one. Default loopback.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port between nodes. Default 11111.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>TCP port for clients; 0 = none. Default 30000.</summary>
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>How long a node may take to answer a probe. 1 s instead of Orleans' 5 s: nodes stand in one network, and until a dead node
    /// is declared dead, calls to its grains hang; with the two values below fail-over takes about a second instead of 6 to
    /// 11 s.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Probes in a row that a node may miss. 2 instead of Orleans' 3: a wrong verdict is cheap here, for the store decides all
    /// that matters and an evicted node starts again and recovers.</summary>
    public int MissedProbes { get; init; } = 2;

    /// <summary>Nodes that must agree on a death. 1 instead of Orleans' 2: a cluster of two or three nodes has no second witness when one
    /// is gone.</summary>
    public int DeathVotes { get; init; } = 1;

    /// <summary>Calls that may wait for one grain; a further one is refused with a LimitExceededException. Orleans' own default is no
    /// bound; 1,000 is also the embedded host's.</summary>
    public int MaxQueuedCallsPerGrain { get; init; } = 1_000;

    /// <summary>A call without an answer for so long fails. Default 60 s, like in the embedded host: a stop or a cancel waits for
    /// carriers.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True: progress streams go through PostgreSQL and outlive a node; false: through the nodes' memory, which loses what was
    /// under way when a node ends. Default false: the next figure replaces a lost one.</summary>
    public bool StoredStreams { get; init; }

    /// <summary>How often the progress of a sendout is published. Default 500 ms.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The defaults, changed by <c>SMSWISER__ORLEANS__CONNECTIONSTRING</c>, <c>…CLUSTERID</c>, <c>…SERVICEID</c>,
    /// <c>…ADVERTISEDADDRESS</c>, <c>…SILOPORT</c>, <c>…GATEWAYPORT</c> and <c>…STOREDSTREAMS</c>.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be read.</exception>
    public static OrleansOptions FromEnvironment(Func<string, string?> read)
    {
        var options = new OrleansOptions();
        return options with
        {
            ConnectionString = Text("CONNECTIONSTRING"),
            ClusterId = Text("CLUSTERID") ?? options.ClusterId,
            ServiceId = Text("SERVICEID") ?? options.ServiceId,
            AdvertisedAddress = Value<IPAddress>("ADVERTISEDADDRESS", IPAddress.TryParse, "an IP address") ?? options.AdvertisedAddress,
            SiloPort = Value<int?>("SILOPORT", TryPort, "a number") ?? options.SiloPort,
            GatewayPort = Value<int?>("GATEWAYPORT", TryPort, "a number") ?? options.GatewayPort,
            StoredStreams = Value<bool?>("STOREDSTREAMS", TryFlag, "true or false") ?? options.StoredStreams,
        };

        string? Text(string name) => read(Prefix + name) is { Length: > 0 } text ? text : null;

        T? Value<T>(string name, Reader<T> reader, string wanted) => Text(name) is not { } text
            ? default
            : reader(text, out var value) ? value : throw Invalid([$"{Prefix}{name} is '{text}'; it must be {wanted}"]);
    }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="OptionsValidationException">With one sentence per value: option, value, bound.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(ClusterId.Length is > 0 and <= 150, nameof(ClusterId), ClusterId, "1 to 150 characters");
        Check(ServiceId.Length is > 0 and <= 150, nameof(ServiceId), ServiceId, "1 to 150 characters");
        Check(SiloPort is > 0 and <= 65_535, nameof(SiloPort), SiloPort, "1 to 65535");
        Check(GatewayPort is >= 0 and <= 65_535 && GatewayPort != SiloPort, nameof(GatewayPort), GatewayPort,
            "0 to 65535 and not the silo's port");
        Check(ProbeTimeout >= TimeSpan.FromMilliseconds(100) && ProbeTimeout <= TimeSpan.FromMinutes(1), nameof(ProbeTimeout), ProbeTimeout,
            "100 ms to 1 min");
        Check(MissedProbes is >= 1 and <= 100, nameof(MissedProbes), MissedProbes, "1 to 100");
        Check(DeathVotes is >= 1 and <= 100, nameof(DeathVotes), DeathVotes, "1 to 100");
        Check(MaxQueuedCallsPerGrain >= 1, nameof(MaxQueuedCallsPerGrain), MaxQueuedCallsPerGrain, "1 or more");
        Check(CallTimeout >= TimeSpan.FromSeconds(1), nameof(CallTimeout), CallTimeout, "1 s or more");
        Check(ProgressInterval >= TimeSpan.FromMilliseconds(50), nameof(ProgressInterval), ProgressInterval, "50 ms or more");
        Check(!StoredStreams || ConnectionString is not null, nameof(StoredStreams), StoredStreams, "false without a ConnectionString");
        if (faults.Count > 0)
            throw Invalid(faults);

        void Check(bool holds, string option, object value, string bound)
        {
            if (!holds)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"Orleans option {option} is '{value}'; it must be {bound}"));
        }
    }

    private delegate bool Reader<T>(string text, out T? value);

    private static bool TryPort(string text, out int? port)
    {
        port = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return port is not null;
    }

    private static bool TryFlag(string text, out bool? flag)
    {
        flag = bool.TryParse(text, out var value) ? value : null;
        return flag is not null;
    }

    private static OptionsValidationException Invalid(IEnumerable<string> faults) =>
        new(nameof(OrleansOptions), typeof(OrleansOptions), faults);
}
