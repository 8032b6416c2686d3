namespace SmsWiser.Core.Campaigns;

/// <summary>Class of the messages; selects the rules that apply.</summary>
public enum TrafficClass : byte
{
    /// <summary>Sent at most once: a part that was written and never answered ends as unknown and is not sent again.</summary>
    Marketing = 1,

    /// <summary>Caused by the person's own act; may go at night and goes ahead of marketing.</summary>
    Transactional = 2,

    /// <summary>Answers a message of the person, such as the one confirmation of an opt-out, which it may therefore pass. At most one per
    /// message; made by the node only.</summary>
    Reply = 3,
}

/// <summary>One audience of a campaign: a list, perhaps filtered.</summary>
/// <param name="List">The list targeted.</param>
/// <param name="Grant">The share that allows it; 0 for a list of the sender's own.</param>
/// <param name="Filter">Filter text, or null for the whole list.</param>
public sealed record CampaignTarget(ListId List, GrantId Grant, string? Filter);

/// <summary>What to send to whom.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="PublicId">Name outside and grain key.</param>
/// <param name="Account">The sending account.</param>
/// <param name="Name">Name shown to people, 1 to 100 characters.</param>
/// <param name="Sender">Sender ID: 1 to 11 letters, digits, blanks and <c>.-_&amp;</c>, or a number of 3 to 15 digits.</param>
/// <param name="Template">Text with placeholders.</param>
/// <param name="Class">Marketing or transactional.</param>
/// <param name="Targets">At least one audience.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Campaign(
    CampaignId Id, string PublicId, AccountId Account, string Name, string Sender, string Template, TrafficClass Class,
    IReadOnlyList<CampaignTarget> Targets, DateTimeOffset CreatedAt)
{
    /// <summary>How it goes out.</summary>
    public CampaignTerms Terms { get; init; } = CampaignTerms.Usual;

    /// <summary>When it starts by itself, or null.</summary>
    public CampaignSchedule? Schedule { get; init; }
}

/// <summary>Life of a sendout.</summary>
public enum SendoutState : byte
{
    /// <summary>The audience is being walked; nothing can be claimed yet.</summary>
    Planning = 1,

    /// <summary>Chunks are claimed and sent.</summary>
    Sending = 2,

    /// <summary>Held by a person or by the ledger; nothing is claimed, nothing goes on the wire.</summary>
    Paused = 3,

    /// <summary>Every lead has an outcome; receipts may still arrive.</summary>
    Sent = 4,

    /// <summary>Cancelled by a person; what was not on the wire ended as cancelled.</summary>
    Cancelled = 5,

    /// <summary>The plan could not be made; the reason is with it.</summary>
    Failed = 6,
}

/// <summary>Why a sendout is paused. Stored; members are never renumbered.</summary>
public enum PauseReason : byte
{
    /// <summary>A person paused it, and a person resumes it.</summary>
    Person = 0,

    /// <summary>The balance does not cover what it may cost at most; goes on by itself after a top-up.</summary>
    NoCredit = 1,

    /// <summary>Its account, or one above it, is suspended; goes on by itself when that ends.</summary>
    Suspended = 2,
}

/// <summary>One run of a campaign.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="Campaign">The campaign run.</param>
/// <param name="Account">The sending account.</param>
/// <param name="Class">Lane of its chunks.</param>
/// <param name="State">Where its life stands.</param>
/// <param name="Planned">Leads in the snapshot, duplicates removed; exact once planned, 0 before.</param>
/// <param name="Chunks">Chunks planned.</param>
/// <param name="FirstFlush">Journal row after which all its entries lie.</param>
/// <param name="Error">Why planning failed, or null.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="FinishedAt">When every lead had an outcome, UTC.</param>
public sealed record Sendout(
    SendoutId Id, CampaignId Campaign, AccountId Account, TrafficClass Class, SendoutState State, long Planned, int Chunks, long FirstFlush,
    string? Error, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Nothing is submitted with less validity left than this: the carrier needs some to deliver.</summary>
    public static readonly TimeSpan LeastValidity = TimeSpan.FromSeconds(30);

    /// <summary>How long a sendout is valid when nobody says.</summary>
    public static readonly TimeSpan UsualValidity = TimeSpan.FromHours(72);

    /// <summary>End of its validity, UTC; null for those of a version that had none.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>From this moment on nothing of it is submitted, UTC; the end of time without a validity.</summary>
    public DateTimeOffset ClosesAt => ValidUntil is { } end ? end - LeastValidity : DateTimeOffset.MaxValue;

    /// <summary>Why it is paused, while it is.</summary>
    public PauseReason PauseReason { get; init; }
}

/// <summary>Campaigns in the store. Every method is one transaction. Any thread.</summary>
public interface ICampaignStore
{
    /// <summary>Adds a campaign.</summary>
    Task AddAsync(Campaign campaign, CancellationToken cancellation);

    /// <summary>The campaign with that public id, or null.</summary>
    Task<Campaign?> FindAsync(string publicId, CancellationToken cancellation);

    /// <summary>The campaign with that inside id, or null.</summary>
    Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellation);

    /// <summary>Campaigns of an account, newest first.</summary>
    Task<IReadOnlyList<Campaign>> ListAsync(AccountId account, CancellationToken cancellation);

    /// <summary>Campaigns whose next start is due at <paramref name="at"/>, the earliest first, at most
    /// <paramref name="maxRows"/>.</summary>
    Task<IReadOnlyList<Campaign>> ListDueAsync(DateTimeOffset at, int maxRows, CancellationToken cancellation);

    /// <summary>Sets, changes or removes (null) a schedule by compare-and-set on its next start.</summary>
    /// <param name="campaign">Whose.</param>
    /// <param name="seen">The schedule as it was read; null for none.</param>
    /// <param name="schedule">The new one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when it was changed meanwhile.</returns>
    Task<bool> ScheduleAsync(CampaignId campaign, CampaignSchedule? seen, CampaignSchedule? schedule, CancellationToken cancellation);

    /// <summary>Sets the priority; the last one that is set holds.</summary>
    Task SetPriorityAsync(CampaignId campaign, CampaignPriority priority, CancellationToken cancellation);
}
