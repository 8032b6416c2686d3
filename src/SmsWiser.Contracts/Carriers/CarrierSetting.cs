namespace SmsWiser.Contracts.Carriers;

/// <summary>One setting of a carrier's profile.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_setting")]
public sealed record CarrierSetting
{
    /// <summary>Its name, as <c>window</c>.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)]
    public required string Value { get; init; }

    /// <summary>What it is when not set; null when it has to be.</summary>
    [Id(2)]
    public string? Default { get; init; }

    /// <summary>What it is for, and its bounds.</summary>
    [Id(3)]
    public required string Meaning { get; init; }
}
