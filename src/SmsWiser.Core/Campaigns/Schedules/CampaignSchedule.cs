namespace SmsWiser.Core.Campaigns;

/// <summary>When a campaign starts by itself.</summary>
/// <param name="DueAt">The next start, UTC; null when there is none any more.</param>
/// <param name="First">The first start, by the clock of <paramref name="Zone"/>, as <c>2026-12-01T11:30</c>.</param>
/// <param name="Zone">TZDB id of the zone in which it was set, for example <c>Europe/Paris</c>.</param>
/// <param name="Rule">How it is repeated, see <see cref="RepeatRule"/>; null = once.</param>
/// <param name="Error">Why the last start did not take place, or null.</param>
public sealed record CampaignSchedule(DateTimeOffset? DueAt, string First, string Zone, string? Rule, string? Error)
{
    /// <summary>The schedule once a start was due at <paramref name="now"/> and has taken place, or has failed with an error.</summary>
    public CampaignSchedule Next(DateTimeOffset now, string? error) =>
        this with { DueAt = Rule is null ? null : LocalStarts.Read(First, Zone, Rule).After(now), Error = error };
}
