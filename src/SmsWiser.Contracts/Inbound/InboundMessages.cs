namespace SmsWiser.Contracts.Inbound;

/// <summary>A message of a person, for the owner of the lead.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.inbound_row")]
public sealed record InboundRow
{
    /// <summary>Place in the inbox; later messages have higher ones.</summary>
    [Id(0)]
    public required long No { get; init; }

    /// <summary>Who wrote, as the carrier gave it: digits of a number, as a rule.</summary>
    [Id(1)]
    public required string From { get; init; }

    /// <summary>The sender that was answered.</summary>
    [Id(2)]
    public required string To { get; init; }

    /// <summary>The text.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary><c>message</c>, <c>stop</c>, <c>stop_all</c>, <c>start</c>, <c>help</c> or <c>keyword</c>.</summary>
    [Id(4)]
    public required string Kind { get; init; }

    /// <summary>The keyword or wish that was found, or null.</summary>
    [Id(5)]
    public string? Word { get; init; }

    /// <summary>True when it was taken as a stop for the person's sake and somebody should read it.</summary>
    [Id(6)]
    public required bool NeedsReview { get; init; }

    /// <summary>True when parts of it have not come.</summary>
    [Id(7)]
    public required bool IsPartial { get; init; }

    /// <summary>True when it was answered by itself.</summary>
    [Id(8)]
    public required bool IsAnswered { get; init; }

    /// <summary>When it came, UTC.</summary>
    [Id(9)]
    public required DateTimeOffset At { get; init; }
}

/// <summary>A word that an account answers by itself.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.keyword")]
public sealed record KeywordView
{
    /// <summary>The word in capital letters.</summary>
    [Id(0)]
    public required string Word { get; init; }

    /// <summary>The answer.</summary>
    [Id(1)]
    public required string Answer { get; init; }
}
