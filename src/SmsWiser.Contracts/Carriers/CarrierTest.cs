namespace SmsWiser.Contracts.Carriers;

/// <summary>What to test a carrier with: one message.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_test_spec")]
public sealed record CarrierTestSpec
{
    /// <summary>Number to send to, in international form; a '+' may lead.</summary>
    [Id(0)]
    public required string To { get; init; }

    /// <summary>Sender: 1 to 11 characters, or a number. Null: the account's own, set by the carrier.</summary>
    [Id(1)]
    public string? From { get; init; }

    /// <summary>Seconds to wait for the receipt, 1 to 300.</summary>
    [Id(2)]
    public int ReceiptSeconds { get; init; } = 30;
}

/// <summary>A test of a carrier, as far as it has come.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_test")]
public sealed record CarrierTest
{
    /// <summary><c>running</c>, <c>passed</c> or <c>failed</c>.</summary>
    [Id(0)]
    public required string State { get; init; }

    /// <summary>Its steps so far: <c>connect</c>, <c>bind</c>, <c>submit</c>, <c>receipt</c>, <c>unbind</c>, <c>live binds</c>.</summary>
    [Id(1)]
    public required IReadOnlyList<CarrierTestStep> Steps { get; init; }
}

/// <summary>One step of a test.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_test_step")]
public sealed record CarrierTestStep
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Step { get; init; }

    /// <summary><c>ok</c>, <c>warning</c> or <c>failed</c>.</summary>
    [Id(1)]
    public required string Result { get; init; }

    /// <summary>How long it took.</summary>
    [Id(2)]
    public required int Milliseconds { get; init; }

    /// <summary>What happened.</summary>
    [Id(3)]
    public required string Detail { get; init; }

    /// <summary>What to change; empty when nothing.</summary>
    [Id(4)]
    public string Advice { get; init; } = "";
}
