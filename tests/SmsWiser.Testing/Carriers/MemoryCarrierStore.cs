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
            BindShares.Check(shares, known.RatePerSecond, known.Binds.Count);
            var binds = known.Binds.Select(bind => bind with
            {
                RatePerSecond = shares.First(share => share.Bind == bind.Id).RatePerSecond,
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

    public Task SaveRouteAsync(Route route, CancellationToken cancellation)
    {
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
