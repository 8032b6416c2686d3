namespace SmsWiser.Contracts.Carriers;

/// <summary>Configuration of a carrier.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_spec")]
public sealed record CarrierSpec
{
    /// <summary>Host name or address.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    [Id(1)]
    public required int Port { get; init; }

    /// <summary>SMPP system_id.</summary>
    [Id(2)]
    public required string SystemId { get; init; }

    /// <summary>SMPP password; stored sealed.</summary>
    [Id(3)]
    public required string Password { get; init; }

    /// <summary>SMPP system_type, mostly empty.</summary>
    [Id(4)]
    public required string SystemType { get; init; }

    /// <summary>Parts per second over all binds; 0 = unlimited.</summary>
    [Id(5)]
    public required int RatePerSecond { get; init; }

    /// <summary>Number of transceiver binds, 1 to 64.</summary>
    [Id(6)]
    public required int Binds { get; init; }

    /// <summary>Window of each bind, 1 to 1,000.</summary>
    [Id(7)]
    public required int WindowSlots { get; init; }

    /// <summary>Destination prefixes it serves, in digits; an empty one matches all. This carrier goes behind those already on the
    /// prefix.</summary>
    [Id(8)]
    public required IReadOnlyList<string> Prefixes { get; init; }
}

/// <summary>A bind as it is now.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.bind_status")]
public sealed record BindStatus
{
    /// <summary><c>carrier/number</c>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary><c>down</c>, <c>connecting</c>, <c>bound</c> or <c>throttled</c> (bound and paused by the carrier).</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Why it is down, for a person, or null.</summary>
    [Id(2)]
    public string? Detail { get; init; }

    /// <summary>Rate granted, parts per second; 0 = unlimited.</summary>
    [Id(3)]
    public required int GrantedRate { get; init; }

    /// <summary>Rate at present after throttling, parts per second; 0 = unlimited.</summary>
    [Id(4)]
    public required int CurrentRate { get; init; }

    /// <summary>Parts written since the node's start.</summary>
    [Id(5)]
    public required long Submitted { get; init; }

    /// <summary>ESME_RTHROTTLED answers since the node's start.</summary>
    [Id(6)]
    public required long Throttled { get; init; }

    /// <summary>Outstanding submit_sm.</summary>
    [Id(7)]
    public required int InFlight { get; init; }

    /// <summary>Window.</summary>
    [Id(8)]
    public required int WindowSlots { get; init; }
}
