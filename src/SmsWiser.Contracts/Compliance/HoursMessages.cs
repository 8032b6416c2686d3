namespace SmsWiser.Contracts.Compliance;

/// <summary>Hours in which an account lets its marketing go out, by the recipients' clocks. They narrow what the law of the recipient's
/// country or state allows and never widen it; a campaign's window narrows both.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.hours_spec")]
public sealed record HoursSpec
{
    /// <summary>Hours of Monday to Friday, as <c>09:00-19:00</c>, or <c>closed</c>.</summary>
    [Id(0)]
    public required string Weekdays { get; init; }

    /// <summary>Hours of Saturday, or <c>closed</c>; null for those of the weekdays.</summary>
    [Id(1)]
    public string? Saturday { get; init; }

    /// <summary>Hours of Sunday, or <c>closed</c>; null for those of the weekdays.</summary>
    [Id(2)]
    public string? Sunday { get; init; }

    /// <summary>Nothing goes out on what the recipient's country or state counts as holidays.</summary>
    [Id(3)]
    public bool RestOnHolidays { get; init; }

    /// <summary>More days on which nothing goes out, as <c>2026-12-24</c>; 100 at most.</summary>
    [Id(4)]
    public IReadOnlyList<string> ClosedDays { get; init; } = [];
}

/// <summary>An account's own hours as they are.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.hours_view")]
public sealed record HoursView
{
    /// <summary>Hours by day of the week, <c>monday</c> to <c>sunday</c>, as <c>09:00-19:00</c> or <c>closed</c>; null when the account has
    /// none of its own, so that the law's hold alone.</summary>
    [Id(0)]
    public IReadOnlyDictionary<string, string>? Days { get; init; }

    /// <summary>Whether nothing goes out on holidays.</summary>
    [Id(1)]
    public required bool RestOnHolidays { get; init; }

    /// <summary>More closed days.</summary>
    [Id(2)]
    public required IReadOnlyList<string> ClosedDays { get; init; }

    /// <summary>The day they were set, UTC, or null.</summary>
    [Id(3)]
    public string? SetOn { get; init; }
}
