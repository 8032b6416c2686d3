using System.CommandLine;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Host.Accounts;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Campaigns;

/// <summary>The options that say how a campaign goes out.</summary>
internal sealed class TermsOptions
{
    private readonly Option<int?> maxParts = new("--max-parts") { Description = "Longer texts are not sent; 1 to 10." };
    private readonly Option<DateTimeOffset?> validUntil = new("--valid-until")
    {
        Description = "Nothing is delivered after, such as 2026-12-01T18:00Z; without it each sendout is valid for 72 hours.",
    };

    private readonly Option<string?> window = new("--window")
    {
        Description = "Only in these hours of the recipients' local days, such as 11:30-13:00, as far as the law allows them.",
    };

    private readonly Option<bool> workingDays = new("--working-days") { Description = "Not at weekends and on the recipients' holidays." };
    private readonly Option<int> spread = new("--spread") { Description = "Begin the leads evenly over so many minutes." };
    private readonly Option<int> pilot = new("--pilot") { Description = "So many leads first; the others wait for 'campaigns continue'." };

    private readonly Option<decimal?> maxSpend = new("--max-spend")
    {
        Description = "A sendout that could cost more does not start; units of the platform's currency.",
    };

    private readonly Option<string?> priority = new("--priority")
    {
        Description = "low, normal or high: which marketing of the account goes first (default: normal).",
    };

    public IReadOnlyList<Symbol> All => [maxParts, validUntil, window, workingDays, spread, pilot, maxSpend, priority];

    public CampaignSpec AddTo(CommandRun run, CampaignSpec spec) => spec with
    {
        MaxParts = run.Get(maxParts),
        ValidUntil = run.Get(validUntil),
        Window = run.Get(window),
        WorkingDaysOnly = run.Get(workingDays),
        SpreadMinutes = run.Get(spread),
        PilotLeads = run.Get(pilot),
        MaxSpendMicros = run.Get(maxSpend) is { } amount ? CreditsCommand.InMicros(amount) : null,
        Priority = run.Get(priority),
    };
}
