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

    /// <summary>Number of binds, 1 to 64.</summary>
    [Id(6)]
    public required int Binds { get; init; }

    /// <summary>Window of each bind, 1 to 1,000.</summary>
    [Id(7)]
    public required int WindowSlots { get; init; }

    /// <summary>Destination prefixes it serves, in digits; an empty one matches all. This carrier goes behind those already on the
    /// prefix.</summary>
    [Id(8)]
    public required IReadOnlyList<string> Prefixes { get; init; }

    /// <summary><c>transceiver</c>, <c>transmitter</c>, <c>receiver</c>, or <c>pair</c> for so many transmitters with receivers; null: as
    /// before, at first transceivers.</summary>
    [Id(9)]
    public string? BindType { get; init; }

    /// <summary>Receivers beside the transmitters of a pair, 0 = as many as these; null: as before.</summary>
    [Id(10)]
    public int? Receivers { get; init; }
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

    /// <summary>True when nothing has waited to be sent for 5 s.</summary>
    [Id(9)]
    public bool IsIdle { get; init; }

    /// <summary>Version of the division that the granted rate is from; 0 = nothing was granted yet.</summary>
    [Id(10)]
    public long GrantVersion { get; init; }

    /// <summary>What its carrier makes of it when it divides the rate: <c>equal</c>, <c>down</c>, <c>returning</c> (back for too short a
    /// time), <c>idle</c>, <c>slowed</c> (throttled, and recovering) or <c>paused</c> (throttled for long). Null when asked of the bind
    /// itself.</summary>
    [Id(11)]
    public string? Standing { get; init; }

    /// <summary><c>transceiver</c>, <c>transmitter</c> or <c>receiver</c>; null when it never connected here.</summary>
    [Id(12)]
    public string? Type { get; init; }
}

/// <summary>A carrier as it is now.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_status")]
public sealed record CarrierStatus
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The contract: parts per second over all binds; 0 = unlimited.</summary>
    [Id(1)]
    public required int RatePerSecond { get; init; }

    /// <summary>What is divided among the binds: the contract, or less while the carrier throttles several binds. 0 = unlimited.</summary>
    [Id(2)]
    public required int EffectiveRate { get; init; }

    /// <summary>Grants in force, summed over the binds; never above the contract. 0 when unlimited.</summary>
    [Id(3)]
    public required int GrantedRate { get; init; }

    /// <summary>Its binds in order of their numbers.</summary>
    [Id(4)]
    public required IReadOnlyList<BindStatus> Binds { get; init; }

    /// <summary>Since when an operator has paused it, UTC, or null. Nothing goes over it then; its binds stay up.</summary>
    [Id(5)]
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>Why it is paused, or null.</summary>
    [Id(6)]
    public string? PauseReason { get; init; }
}

/// <summary>What a carrier lets one bind send. A later version replaces an earlier one; within a version a grant can only be
/// lowered.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.rate_grant")]
public sealed record RateGrant
{
    /// <summary>Version of the division of the account's rate; 0 = none.</summary>
    [Id(0)]
    public required long Version { get; init; }

    /// <summary>Share of this bind, parts per second; 0 = unlimited.</summary>
    [Id(1)]
    public required int RatePerSecond { get; init; }

    /// <summary>Parts per second of all binds together; 0 = unlimited.</summary>
    [Id(2)]
    public required int AccountRatePerSecond { get; init; }
}
