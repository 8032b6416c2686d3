using SmsWiser.Core;
using SmsWiser.Core.Carriers;

namespace SmsWiser.Testing.Carriers;

/// <summary>Carriers and routes in memory, by the contract of the port.</summary>
public sealed class MemoryCarrierStore : ICarrierStore
{
    private readonly Lock guard = new();
    private readonly SortedDictionary<string, Carrier> carriers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Route> routes = new(StringComparer.Ordinal);

    public Task SaveAsync(Carrier carrier, CancellationToken cancellation)
    {
        lock (guard)
            carriers[carrier.Name] = carrier with { RateVersion = (carriers.GetValueOrDefault(carrier.Name)?.RateVersion ?? 0) + 1 };
        return Task.CompletedTask;
    }

    public Task<bool> DivideAsync(CarrierId carrier, long version, IReadOnlyList<BindShare> shares, CancellationToken cancellation)
    {
        lock (guard)
        {
            var known = carriers.Values.FirstOrDefault(one => one.Id == carrier && one.RateVersion == version);
            if (known is null)
                return Task.FromResult(false);
            BindShares.Check(shares, known.RatePerSecond, known.Submitters.Binds.Count);
            var binds = known.Binds.Select(bind => bind with
            {
                RatePerSecond = shares.FirstOrDefault(share => share.Bind == bind.Id).RatePerSecond,
            });
            carriers[known.Name] = known with { Binds = [.. binds], RateVersion = version + 1 };
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Carrier>> ListAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<Carrier>>([.. carriers.Values.OrderBy(carrier => carrier.Id.Value)]);
    }

    /// <summary>Whether chunks wait for a route; tests set it.</summary>
    public Func<RouteId, bool> IsWaitedFor { get; set; } = static _ => false;

    public Task<IReadOnlyList<string>> RemoveAsync(CarrierId carrier, CancellationToken cancellation)
    {
        lock (guard)
        {
            var alone = routes.Values.Where(route => route.Carriers.All(member => member.Carrier == carrier)).ToList();
            IReadOnlyList<string> waiting = [.. alone.Where(route => IsWaitedFor(route.Id)).Select(route => route.Prefix)];
            if (waiting.Count > 0)
                return Task.FromResult(waiting);
            foreach (var route in alone)
                routes.Remove(route.Prefix);
            foreach (var route in routes.Values.ToList())
                routes[route.Prefix] = route with { Carriers = [.. route.Carriers.Where(member => member.Carrier != carrier)] };
            foreach (var known in carriers.Values.Where(known => known.Id == carrier).ToList())
                carriers.Remove(known.Name);
            return Task.FromResult(waiting);
        }
    }

    public Task<bool> RemoveRouteAsync(RouteId route, CancellationToken cancellation)
    {
        lock (guard)
        {
            var known = routes.Values.FirstOrDefault(one => one.Id == route);
            return Task.FromResult(known is not null && !IsWaitedFor(route) && routes.Remove(known.Prefix));
        }
    }

    public Task SaveRouteAsync(Route route, CancellationToken cancellation)
    {
        route.Check();
        lock (guard)
            routes[route.Prefix] = route;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellation)
    {
        lock (guard)
            return Task.FromResult<IReadOnlyList<Route>>([.. routes.Values]);
    }
}
