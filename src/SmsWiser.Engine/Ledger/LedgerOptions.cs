using SmsWiser.Core.Ledger;

namespace SmsWiser.Engine.Ledger;

/// <summary>Times of the ledger.</summary>
internal sealed record LedgerOptions
{
    /// <summary>How often debts and what is to be given back are looked for. Default 10 s.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When credits go back. Default: the rest of a hold 1 minute after the end of its sendout (twice the response time-out) where
    /// it cannot go at once; parts of unknown fate after 72 hours.</summary>
    public HoldTimes Holds { get; init; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(72));
}
