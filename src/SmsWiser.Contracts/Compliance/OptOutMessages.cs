namespace SmsWiser.Contracts.Compliance;

/// <summary>A person who leaves what an account sends, or comes back to it.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.opt_out_spec")]
public sealed record OptOutSpec
{
    /// <summary>The person's number in international form, <c>+33 6 12 34 56 78</c>.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary>The sender that is meant, or null for everything that the account sends.</summary>
    [Id(1)]
    public string? Sender { get; init; }

    /// <summary>When the person said so, UTC; null = now. A consent undoes only what was said before it.</summary>
    [Id(2)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>How many people left, and came back, in one day.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.opt_out_day")]
public sealed record OptOutDayView
{
    /// <summary><c>sender</c>, <c>topic</c> or <c>account</c>.</summary>
    [Id(0)]
    public required string Scope { get; init; }

    /// <summary>The sender that was left; null for other scopes.</summary>
    [Id(1)]
    public string? Sender { get; init; }

    /// <summary>Begin of the day, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset Day { get; init; }

    /// <summary>People who left.</summary>
    [Id(3)]
    public required long Outs { get; init; }

    /// <summary>People who came back.</summary>
    [Id(4)]
    public required long Ins { get; init; }
}
