using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Ledger;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Carriers;

namespace SmsWiser.Engine.Ledger;

/// <summary>Where a number goes and what a part to it costs.</summary>
/// <param name="Route">The route; 0 = none.</param>
/// <param name="PriceMicros">Micro-units per part; 0 = unbilled.</param>
internal readonly record struct Zone(RouteId Route, long PriceMicros);

/// <summary>Finds route and price of a number in one look. The price is the highest that any carrier of the route asks for the number's
/// longest priced prefix, whichever carrier sends it in the end. Built once per plan; immutable, any thread.</summary>
internal sealed class Tariff
{
    private readonly RouteTable table;
    private readonly List<Zone> zones = [default];
    private readonly Dictionary<long, string> unpriced = [];

    /// <summary>Routes alone, for accounts that pay nothing.</summary>
    public Tariff(IEnumerable<Route> routes)
    {
        var entries = new List<Route>();
        foreach (var route in routes)
            Add(entries, route.Prefix, new(route.Id, 0));
        table = new(entries);
    }

    /// <summary>Routes with prices.</summary>
    /// <param name="routes">All routes.</param>
    /// <param name="carriers">Their carriers, for their names.</param>
    /// <param name="prices">The prices valid now, one per carrier and prefix.</param>
    public Tariff(IReadOnlyList<Route> routes, IReadOnlyList<Carrier> carriers, IReadOnlyList<Price> prices)
    {
        var byPrefix = routes.ToDictionary(route => route.Prefix);
        var byCarrier = prices.ToLookup(price => price.Carrier);
        var entries = new List<Route>();
        foreach (var prefix in byPrefix.Keys.Concat(prices.Select(price => price.Prefix)).Distinct())
        {
            if (Longest(prefix, byPrefix.Keys) is not { } routePrefix)
                continue;
            var route = byPrefix[routePrefix];
            var (price, missing) = (0L, default(CarrierId));
            foreach (var (carrier, _, _) in route.Carriers)
            {
                if (Longest(prefix, byCarrier[carrier].Select(one => one.Prefix)) is { } priced)
                    price = Math.Max(price, byCarrier[carrier].First(one => one.Prefix == priced).Micros);
                else
                    missing = carrier;
            }
            if (missing.Value != 0)
                unpriced.Add(zones.Count, Describe(prefix, carriers.FirstOrDefault(carrier => carrier.Id == missing)?.Name));
            Add(entries, prefix, new(route.Id, price));
        }
        table = new(entries);
    }

    /// <summary>The tariff of an account in the store.</summary>
    public static async Task<Tariff> LoadAsync(
        ICarrierStore carriers, ILedgerStore ledger, AccountTerms terms, DateTimeOffset at, CancellationToken cancellation)
    {
        var routes = await carriers.ListRoutesAsync(cancellation);
        if (terms.Kind == AccountKind.Unbilled)
            return new(routes);
        return new(routes, await carriers.ListAsync(cancellation), await ledger.ListPricesAsync(at, cancellation));
    }

    /// <summary>The highest price of any route; 0 when nothing is charged.</summary>
    public long HighestPriceMicros => zones.Max(zone => zone.PriceMicros);

    /// <summary>Route and price of a number; no route when none leads there.</summary>
    /// <param name="number">E.164 digits as an integer.</param>
    /// <exception cref="PlanException">A carrier of the route has no price for it.</exception>
    public Zone Find(ulong number)
    {
        var entry = table.Find(number).Value;
        if (unpriced.Count > 0 && unpriced.TryGetValue(entry, out var why))
            throw new PlanException(why);
        return zones[(int)entry];
    }

    private void Add(List<Route> entries, string prefix, Zone zone)
    {
        entries.Add(new(new(zones.Count), prefix, Array.Empty<RouteCarrier>()));
        zones.Add(zone);
    }

    private static string? Longest(string prefix, IEnumerable<string> among) =>
        among.Where(one => prefix.StartsWith(one, StringComparison.Ordinal)).MaxBy(one => one.Length);

    private static string Describe(string prefix, string? carrier)
    {
        var numbers = prefix.Length == 0 ? "all numbers" : $"numbers of prefix {prefix}";
        return $"carrier {carrier ?? "of a route"} has no price for {numbers}; ask the operator of the platform to set one";
    }
}
