using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Checks when a campaign is to start by itself. Pure; any thread.</summary>
internal static class Schedules
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(2 * 366);

    /// <summary>The schedule that was asked for.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static CampaignSchedule Check(ScheduleSpec spec, CampaignTerms terms, DateTimeOffset now)
    {
        DateTimeOffset? due;
        try
        {
            due = LocalStarts.Read(spec.At, spec.Zone, spec.Repeat).After(now);
        }
        catch (FormatException error)
        {
            throw Refusal.Invalid(error.Message);
        }
        if (due is not { } first)
            throw Refusal.Invalid($"{spec.At} {spec.Zone} has passed; give a time to come");
        if (first - now > Furthest)
            throw Refusal.Invalid($"{spec.At} {spec.Zone} is more than two years away");
        if (terms.ValidUntil - Sendout.LeastValidity <= first)
            throw Refusal.Invalid($"the campaign is valid until {terms.ValidUntil:yyyy-MM-dd HH:mm} UTC, which is before its start");
        return new(first, spec.At, spec.Zone, spec.Repeat, Error: null);
    }
}
