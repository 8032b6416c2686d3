namespace SmsWiser.Contracts.Compliance;

/// <summary>How many marketing messages a person gets at most. Days are those of UTC; a week is a day and the six before it.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.caps_spec")]
public sealed record CapsSpec
{
    /// <summary>Messages in a day, 0 (no cap) to 100.</summary>
    [Id(0)]
    public int PerDay { get; init; }

    /// <summary>Messages in seven days on end, 0 (no cap) to 100.</summary>
    [Id(1)]
    public int PerWeek { get; init; }
}

/// <summary>Caps as they are.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.caps_view")]
public sealed record CapsView
{
    /// <summary>Messages in a day; 0 = no cap.</summary>
    [Id(0)]
    public required int PerDay { get; init; }

    /// <summary>Messages in seven days on end; 0 = no cap.</summary>
    [Id(1)]
    public required int PerWeek { get; init; }
}
