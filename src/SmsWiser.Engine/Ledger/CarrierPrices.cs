using SmsWiser.Contracts.Ledger;
using SmsWiser.Core;
using SmsWiser.Core.Ledger;

namespace SmsWiser.Engine.Ledger;

/// <summary>The price table of a carrier. Any thread.</summary>
internal sealed class CarrierPrices(ILedgerStore ledger, TimeProvider time)
{
    private const int MaxPrices = 5_000;
    private const int MaxPrefixDigits = 15;
    private const long MaxMicros = 1_000_000_000;

    /// <summary>Adds prices.</summary>
    public async Task SetAsync(CarrierId carrier, IReadOnlyList<PriceSpec> specs)
    {
        if (specs.Count is 0 or > MaxPrices)
            throw Refusal.Invalid($"{specs.Count} prices were given; give 1 to {MaxPrices}");
        var now = time.GetUtcNow();
        foreach (var spec in specs)
        {
            if (spec.Prefix.Length > MaxPrefixDigits || !spec.Prefix.All(char.IsAsciiDigit))
                throw Refusal.Invalid($"prefix '{spec.Prefix}' must be up to {MaxPrefixDigits} digits without '+'");
            if (spec.Micros is < 1 or > MaxMicros)
                throw Refusal.Invalid($"the price for prefix '{spec.Prefix}' is {spec.Micros} micro-units; give 1 to {MaxMicros}");
        }
        await ledger.SetPricesAsync(
            [.. specs.Select(spec => new Price(carrier, spec.Prefix, spec.ValidFrom ?? now, spec.Micros))], CancellationToken.None);
    }

    /// <summary>The prices valid now.</summary>
    public async Task<IReadOnlyList<PriceSpec>> ListAsync(CarrierId carrier) =>
        [.. (await ledger.ListPricesAsync(time.GetUtcNow(), CancellationToken.None)).Where(price => price.Carrier == carrier)
            .Select(price => new PriceSpec { Prefix = price.Prefix, Micros = price.Micros, ValidFrom = price.ValidFrom })];
}
