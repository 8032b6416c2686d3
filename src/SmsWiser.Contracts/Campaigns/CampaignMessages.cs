using System.Globalization;

namespace SmsWiser.Contracts.Campaigns;

/// <summary>What to send to whom.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.campaign_spec")]
public sealed record CampaignSpec
{
    /// <summary>Name shown to people, 1 to 100 characters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Sender ID: 1 to 11 characters, or a number of 3 to 15 digits.</summary>
    [Id(1)]
    public required string Sender { get; init; }

    /// <summary>Text with placeholders, for example <c>Hi {first_name|there}</c>.</summary>
    [Id(2)]
    public required string Template { get; init; }

    /// <summary><c>marketing</c> or <c>transactional</c>.</summary>
    [Id(3)]
    public required string Class { get; init; }

    /// <summary>At least one audience.</summary>
    [Id(4)]
    public required IReadOnlyList<TargetSpec> Targets { get; init; }

    /// <summary>Parts of one SMS at most; longer ones are not sent. Null for the node's bound, 10.</summary>
    [Id(5)]
    public int? MaxParts { get; init; }

    /// <summary>Nothing is delivered after, UTC; at most 31 days ahead. What is open 30 s before ends as suppressed. Null: each sendout is
    /// valid for 72 hours.</summary>
    [Id(6)]
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Hours of the recipients' local days in which it may go, as <c>11:30-13:00</c>; null for all that the law allows. The law's
    /// hours hold in any case.</summary>
    [Id(7)]
    public string? Window { get; init; }

    /// <summary>Not at weekends, and not on the holidays of the recipients' countries.</summary>
    [Id(8)]
    public bool WorkingDaysOnly { get; init; }

    /// <summary>Leads are begun evenly over so many minutes, at most 2,880; 0 = as fast as carriers take them.</summary>
    [Id(9)]
    public int SpreadMinutes { get; init; }

    /// <summary>So many leads go first; the others wait until <see cref="ICampaignGrain.ContinueAsync"/>. At most 100,000; 0 = all
    /// go.</summary>
    [Id(10)]
    public int PilotLeads { get; init; }

    /// <summary>What one sendout may cost at most, micro-units: one that could cost more fails with the reason before anything is sent.
    /// What shared lists cost counts rounded up to two significant digits. Null = as far as the balance goes.</summary>
    [Id(11)]
    public long? MaxSpendMicros { get; init; }

    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>: which marketing of this account goes first; other accounts have their turns in
    /// any case. Null for <c>normal</c>, and for transactional campaigns, which go ahead of all.</summary>
    [Id(12)]
    public string? Priority { get; init; }
}

/// <summary>When a campaign starts by itself.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.schedule_spec")]
public sealed record ScheduleSpec
{
    /// <summary>The first start by the clock of the zone, as <c>2026-12-01T11:30</c>.</summary>
    [Id(0)]
    public required string At { get; init; }

    /// <summary>TZDB id, as <c>Europe/Paris</c>, or <c>UTC</c>. Recipients' clocks play no part: for these give the campaign a
    /// window.</summary>
    [Id(1)]
    public required string Zone { get; init; }

    /// <summary>How it is repeated, after RFC 5545: <c>FREQ=DAILY;INTERVAL=2</c>, <c>FREQ=WEEKLY;BYDAY=MO,TH</c>, also with
    /// <c>UNTIL=20270131</c>; null = once. Each start is a sendout; one that comes while another is under way is left out.</summary>
    [Id(2)]
    public string? Repeat { get; init; }
}

/// <summary>One audience: an own or shared list, perhaps filtered by a saved segment or by a filter text.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.target_spec")]
public sealed record TargetSpec
{
    /// <summary>Public id of the list.</summary>
    [Id(0)]
    public required string ListId { get; init; }

    /// <summary>Public id of a saved segment of that list, or null.</summary>
    [Id(1)]
    public string? SegmentId { get; init; }

    /// <summary>Filter text, or null. Not together with a segment.</summary>
    [Id(2)]
    public string? Filter { get; init; }

    /// <summary>Name of a working file of an own list whose leads alone are meant, or null.</summary>
    [Id(3)]
    public string? WorkingSet { get; init; }
}

/// <summary>A campaign of the account that asks.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.campaign_view")]
public sealed record CampaignView
{
    /// <summary>Public id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary><c>draft</c>, <c>scheduled</c>, or the state of the latest sendout: <c>planning</c>, <c>sending</c>, <c>paused</c>,
    /// <c>sent</c>, <c>cancelled</c>, <c>failed</c>.</summary>
    [Id(2)]
    public required string State { get; init; }

    /// <summary>Why planning failed, or why the last scheduled start did not take place, or null.</summary>
    [Id(3)]
    public string? Error { get; init; }

    /// <summary>When it starts next by itself, UTC, or null.</summary>
    [Id(5)]
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>How that is repeated, or null.</summary>
    [Id(6)]
    public string? Repeat { get; init; }

    /// <summary>While it is paused: <c>person</c>, <c>no_credit</c> (goes on by itself after a top-up) or <c>suspended</c> (goes on by
    /// itself when that ends).</summary>
    [Id(4)]
    public string? PauseReason { get; init; }

    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>; null for a transactional campaign.</summary>
    [Id(7)]
    public string? Priority { get; init; }

    /// <summary>What of the operator's holds it, and since when, UTC: <c>all</c>, <c>account</c>, or <c>carrier</c> while leads of it wait
    /// on a route of which all carriers are paused. Null when nothing does.</summary>
    [Id(8)]
    public IReadOnlyDictionary<string, DateTimeOffset>? PausedSince { get; init; }
}

/// <summary>Leads by outcome. <c>Planned = Open + all others</c>, always.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.outcome_totals")]
public sealed record OutcomeTotals
{
    /// <summary>Leads of the snapshot, duplicates removed.</summary>
    [Id(0)]
    public required long Planned { get; init; }

    /// <summary>Not yet answered.</summary>
    [Id(1)]
    public required long Open { get; init; }

    /// <summary>Accepted by the carrier, no final receipt yet.</summary>
    [Id(2)]
    public required long Accepted { get; init; }

    /// <summary>Delivered.</summary>
    [Id(3)]
    public required long Delivered { get; init; }

    /// <summary>Undeliverable.</summary>
    [Id(4)]
    public required long Undelivered { get; init; }

    /// <summary>Validity ended first.</summary>
    [Id(5)]
    public required long Expired { get; init; }

    /// <summary>Written and never answered.</summary>
    [Id(6)]
    public required long Unknown { get; init; }

    /// <summary>Refused by the carrier for good.</summary>
    [Id(7)]
    public required long Rejected { get; init; }

    /// <summary>Refused at every attempt.</summary>
    [Id(8)]
    public required long Failed { get; init; }

    /// <summary>Withheld: share stopped.</summary>
    [Id(9)]
    public required long Revoked { get; init; }

    /// <summary>Not eligible.</summary>
    [Id(10)]
    public required long Suppressed { get; init; }

    /// <summary>Withheld: cancelled.</summary>
    [Id(11)]
    public required long Cancelled { get; init; }
}

/// <summary>How far a sendout is. Figures over shared lists are rounded to two significant digits, below 300 to 0.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.campaign_progress")]
public sealed record CampaignProgress
{
    /// <summary>State as in <see cref="CampaignView"/>.</summary>
    [Id(0)]
    public required string State { get; init; }

    /// <summary>Leads by outcome, all targets together.</summary>
    [Id(1)]
    public required OutcomeTotals Totals { get; init; }

    /// <summary>Parts that went on the wire.</summary>
    [Id(2)]
    public required long PartsSubmitted { get; init; }

    /// <summary>True when a shared list is among the targets, so that the figures are rounded.</summary>
    [Id(3)]
    public required bool Rounded { get; init; }

    /// <summary>Of the open leads, those that wait for a moment, such as the end of quiet hours where they are.</summary>
    [Id(4)]
    public long Held { get; init; }

    /// <summary>When the first of them may go, UTC; for leads of shared lists the first moment at which at least 300 may. Null when none is
    /// held, or no moment is known.</summary>
    [Id(5)]
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>What of the operator's holds it, and since when, UTC: <c>all</c>, <c>account</c>, or <c>carrier</c> while leads of it wait
    /// on a route of which all carriers are paused. Null when nothing does.</summary>
    [Id(6)]
    public IReadOnlyDictionary<string, DateTimeOffset>? PausedSince { get; init; }
}

/// <summary>Leads of own lists that wait.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.held_view")]
public sealed record HeldView
{
    /// <summary>Why; what they end as when they still wait at the end of the validity: <c>quiet_hours</c>, <c>zone_unknown</c>.</summary>
    [Id(0)]
    public required string Reason { get; init; }

    /// <summary>When they may go, UTC; null when no moment is known.</summary>
    [Id(1)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many.</summary>
    [Id(2)]
    public required long Leads { get; init; }

    /// <summary>As people read it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Leads:N0} {Reason}{(Until is { } moment ? $" until {moment:yyyy-MM-dd HH:mm}Z" : "")}");
}

/// <summary>Report of a sendout, folded from its journal entries.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.campaign_report")]
public sealed record CampaignReport
{
    /// <summary>The campaign.</summary>
    [Id(0)]
    public required CampaignView Campaign { get; init; }

    /// <summary>Over own lists, exactly.</summary>
    [Id(1)]
    public required OutcomeTotals Own { get; init; }

    /// <summary>Over shared lists together, as text rounded to two significant digits, below 300 <c>&lt;300</c>; null without shared
    /// lists. Keys are the names of <see cref="OutcomeTotals"/> in snake case.</summary>
    [Id(2)]
    public IReadOnlyDictionary<string, string>? Shared { get; init; }

    /// <summary>Reasons of suppressed leads of own lists and how many each.</summary>
    [Id(3)]
    public required IReadOnlyDictionary<string, long> SuppressedBy { get; init; }

    /// <summary>Parts that went on the wire for own lists.</summary>
    [Id(4)]
    public required long PartsSubmitted { get; init; }

    /// <summary>When the sendout was started, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When every lead had an outcome, UTC, or null.</summary>
    [Id(6)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Open leads of own lists that wait for a moment, by reason and moment. Those of shared lists stand in
    /// <see cref="Shared"/> as <c>held</c>.</summary>
    [Id(7)]
    public IReadOnlyList<HeldView> Held { get; init; } = [];

    /// <summary>End of the sendout's validity, UTC: what is open then ends as suppressed.</summary>
    [Id(8)]
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Reasons that hold for at least 300 leads of shared lists together, rounded; other reasons are not named. Null without
    /// shared lists.</summary>
    [Id(9)]
    public IReadOnlyDictionary<string, string>? SharedSuppressedBy { get; init; }
}
