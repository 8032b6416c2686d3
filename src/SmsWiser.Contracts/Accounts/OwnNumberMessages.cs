namespace SmsWiser.Contracts.Accounts;

/// <summary>A number of the account's own people, for test messages.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.own_number_view")]
public sealed record OwnNumberView
{
    /// <summary>In international form, <c>+33612345678</c>.</summary>
    [Id(0)]
    public required string Number { get; init; }

    /// <summary><c>verified</c>, or <c>pending</c> until its code is typed in.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Until when its code counts, UTC; null without one.</summary>
    [Id(2)]
    public DateTimeOffset? CodeUntil { get; init; }

    /// <summary>How often the code may still be typed in.</summary>
    [Id(3)]
    public required int TriesLeft { get; init; }
}
