using SmsWiser.Core.Compliance;

namespace SmsWiser.Core.Campaigns;

/// <summary>Which campaigns of one account go first. Says nothing of other accounts: these take turns. Stored; members are never
/// renumbered.</summary>
public enum CampaignPriority : byte
{
    /// <summary>While nothing else of the account can go.</summary>
    Low = 1,

    /// <summary>Usual.</summary>
    Normal = 2,

    /// <summary>Ahead of the account's other marketing.</summary>
    High = 3,
}

/// <summary>How a campaign goes out, beside what it says and to whom. Immutable.</summary>
public sealed record CampaignTerms
{
    /// <summary>No terms of its own.</summary>
    public static CampaignTerms Usual { get; } = new();

    /// <summary>Parts of one SMS at most, 1 to 10; null for the node's bound. What is longer ends as
    /// <see cref="Dispatch.SuppressionReason.TooLong"/>, nothing is cut.</summary>
    public int? MaxParts { get; init; }

    /// <summary>End of the validity of all its sendouts, UTC, also told to carriers; null: each is valid for
    /// <see cref="Sendout.UsualValidity"/>.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Hours of the recipients' local days in which it may go; null for all that the law allows. It narrows the law's hours and
    /// never widens them.</summary>
    public SendWindow? Window { get; init; }

    /// <summary>Leads are begun evenly over this time from the start on, or from the opening of their hours; zero = as fast as carriers
    /// take them.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>So many leads go first, and the others wait until a person continues; 0 = all go.</summary>
    public int PilotLeads { get; init; }

    /// <summary>A sendout that could cost more does not start, micro-units; null = as far as the balance goes. Holds for each sendout of a
    /// campaign by itself. See <see cref="Ledger.MaximumSpend"/>.</summary>
    public long? MaxSpendMicros { get; init; }

    /// <summary>Its place among the marketing of its account; means nothing for transactional campaigns, which go ahead of all.</summary>
    public CampaignPriority Priority { get; init; } = CampaignPriority.Normal;

    /// <summary>End of the validity of a sendout that starts at a moment.</summary>
    public DateTimeOffset ValidityOf(DateTimeOffset start) => ValidUntil ?? start + Sendout.UsualValidity;
}

/// <summary>Hours of a local day, on all days or on working days.</summary>
/// <param name="Hours">From when until when, by the clock of the recipient.</param>
/// <param name="WorkingDaysOnly">True = not at weekends, and not on what the recipient's country or state counts as holidays.</param>
public sealed record SendWindow(DayWindow Hours, bool WorkingDaysOnly)
{
    /// <summary>As a policy that quiet hours intersect with the law's.</summary>
    public QuietPolicy ToPolicy(DateOnly date) => WorkingDaysOnly
        ? QuietPolicy.WorkingDays(date, Hours)
        : new(date, [.. Enumerable.Repeat(Hours, 7)], RestOnHolidays: false, []);
}
