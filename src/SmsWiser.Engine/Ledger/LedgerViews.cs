using System.Globalization;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Core.Ledger;

namespace SmsWiser.Engine.Ledger;

/// <summary>Turns balances, transfers and holds into what an account sees.</summary>
internal static class LedgerViews
{
    private const decimal Micros = 1_000_000;

    public static BalanceView Of(Balance balance) => new()
    {
        Kind = Refusal.NameOf(balance.Terms.Kind),
        AvailableMicros = balance.AvailableMicros,
        HeldMicros = balance.HeldMicros,
        UnknownMicros = balance.UnknownMicros,
        CreditLimitMicros = balance.Terms.CreditLimitMicros,
        DueAt = balance.Terms.DueAt,
        LowSince = balance.Terms.LowSince,
        Suspended = balance.Suspended == SuspensionReason.None ? null : Refusal.NameOf(balance.Suspended),
        SuspendedAbove = balance.SuspendedBy.Value != 0 && balance.SuspendedBy != balance.Terms.Account,
    };

    public static StatementLine Of(StatementEntry entry) => new()
    {
        At = entry.Transfer.At,
        Kind = Refusal.NameOf(entry.Transfer.Kind),
        ChangeMicros = entry.ChangeMicros,
        Text = Describe(entry),
        CampaignId = entry.Campaign?.PublicId,
        Charges = [.. entry.Charges.Select(Of)],
    };

    public static HoldView Of(HoldEntry entry) => new()
    {
        CampaignId = entry.Campaign.PublicId,
        Campaign = entry.Campaign.Name,
        At = entry.Hold.CreatedAt,
        AmountMicros = entry.Hold.AmountMicros,
        SettledMicros = entry.Hold.SettledMicros,
        UnknownMicros = entry.Hold.UnknownMicros,
        ReleasedMicros = entry.Hold.ReleasedMicros,
        OpenMicros = entry.Hold.OpenMicros,
        Charges = [.. entry.Charges.Select(Of)],
    };

    private static ChargeLine Of(ChargeSum sum) => new()
    {
        Kind = Refusal.NameOf(sum.Kind),
        Parts = sum.Parts,
        PriceMicros = sum.PriceMicros,
        AmountMicros = sum.AmountMicros,
    };

    /// <summary>A sentence that needs no ledger to be understood: what, for which campaign, how many parts at which price.</summary>
    private static string Describe(StatementEntry entry)
    {
        var transfer = entry.Transfer;
        var campaign = entry.Campaign is { } known ? $"campaign '{known.Name}'" : "a campaign";
        return transfer.Kind switch
        {
            TransferKind.TopUp => $"payment {transfer.Reference}",
            TransferKind.Adjust => $"correction: {transfer.Reference}",
            TransferKind.Hold when transfer.PriceMicros > 0 =>
                $"set aside for {campaign}: up to {Parts(transfer.Parts)} at {Amount(transfer.PriceMicros)}",
            TransferKind.Hold => $"set aside for {campaign}: up to {Parts(transfer.Parts)} at several prices",
            TransferKind.Release => $"rest of {campaign}, given back; it was charged {Charged(entry.Charges)}",
            TransferKind.Return => $"parts of {campaign} that no carrier ever answered, given back",
            TransferKind.LateRelease =>
                $"{Parts(transfer.Parts)} of {campaign}, refused late, at {Amount(transfer.PriceMicros)}, given back",
            _ => $"{Refusal.NameOf(transfer.Kind)} of {campaign}",
        };
    }

    private static string Charged(IReadOnlyList<ChargeSum> charges)
    {
        var prices = charges.Where(charge => charge.Kind is TransferKind.Charge or TransferKind.LateCharge)
            .GroupBy(charge => charge.PriceMicros)
            .Select(group => $"{Parts(group.Sum(charge => charge.Parts))} at {Amount(group.Key)}").ToList();
        return prices.Count == 0 ? "nothing" : string.Join(", ", prices);
    }

    private static string Parts(long count) => count == 1 ? "1 part" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} parts";

    private static string Amount(long micros) => (micros / Micros).ToString("0.00####", CultureInfo.InvariantCulture);
}
