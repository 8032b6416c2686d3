using SmsWiser.Contracts.Campaigns;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Checks how a campaign is to go out. Pure; any thread.</summary>
internal static class TermsCheck
{
    private const int MaxPilot = 100_000;
    private static readonly TimeSpan MaxSpread = TimeSpan.FromHours(48);

    /// <summary>The terms that were asked for.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static CampaignTerms Check(CampaignSpec spec, TrafficClass traffic, DispatchOptions options, DateTimeOffset now)
    {
        if (spec.MaxParts is { } parts && (parts < 1 || parts > options.MaxParts))
            throw Refusal.Invalid($"at most {parts} parts were asked for; give 1 to {options.MaxParts}");
        if (spec.ValidUntil - Sendout.LeastValidity <= now)
            throw Refusal.Invalid(
                $"valid until {spec.ValidUntil:yyyy-MM-dd HH:mm} UTC leaves less than {Sendout.LeastValidity.TotalSeconds} s");
        if (spec.ValidUntil - now > QuietHours.Horizon)
            throw Refusal.Invalid($"valid until {spec.ValidUntil:yyyy-MM-dd} is more than {QuietHours.Horizon.TotalDays} days away");
        var spread = TimeSpan.FromMinutes(spec.SpreadMinutes);
        if (spread < TimeSpan.Zero || spread > MaxSpread)
            throw Refusal.Invalid($"the spread is {spec.SpreadMinutes} minutes; give 0 to {MaxSpread.TotalMinutes}");
        if (spec.PilotLeads is < 0 or > MaxPilot)
            throw Refusal.Invalid($"the pilot has {spec.PilotLeads} leads; give 0 to {MaxPilot}");
        if (spec.MaxSpendMicros is < 1 or > Billing.MaxAmountMicros)
            throw Refusal.Invalid(
                $"the maximum spend is {spec.MaxSpendMicros} micro-units; give 1 to {Billing.MaxAmountMicros}, or leave it out for none");
        return new()
        {
            MaxParts = spec.MaxParts,
            ValidUntil = spec.ValidUntil,
            Window = Window(spec, traffic),
            Spread = spread,
            PilotLeads = spec.PilotLeads,
            MaxSpendMicros = spec.MaxSpendMicros,
            Priority = spec.Priority is null ? CampaignPriority.Normal : Priority(spec.Priority, traffic),
        };
    }

    /// <summary>The priority of that name.</summary>
    /// <exception cref="Contracts.RefusedException"><c>invalid_value</c>.</exception>
    public static CampaignPriority Priority(string name, TrafficClass traffic)
    {
        if (traffic == TrafficClass.Transactional)
            throw Refusal.Invalid("a transactional campaign goes ahead of all marketing; it has no priority");
        return name switch
        {
            "low" => CampaignPriority.Low,
            "normal" => CampaignPriority.Normal,
            "high" => CampaignPriority.High,
            _ => throw Refusal.Invalid($"the priority is '{name}'; give 'low', 'normal' or 'high'"),
        };
    }

    private static SendWindow? Window(CampaignSpec spec, TrafficClass traffic)
    {
        if (spec.Window is null && !spec.WorkingDaysOnly)
            return null;
        if (traffic == TrafficClass.Transactional)
            throw Refusal.Invalid("a transactional campaign goes at once; it has no window");
        var hours = DayWindow.AllDay;
        if (spec.Window is not null && (!DayWindow.TryParse(spec.Window, out hours) || hours.IsClosed))
            throw Refusal.Invalid($"the window is '{spec.Window}'; give it as 11:30-13:00, by the recipients' clocks");
        return new(hours, spec.WorkingDaysOnly);
    }
}
