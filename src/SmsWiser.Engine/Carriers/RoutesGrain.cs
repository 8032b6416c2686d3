using SmsWiser.Contracts.Carriers;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Carriers;

/// <summary>Routes and the list of carriers, for operators.</summary>
internal sealed class RoutesGrain(ICarrierStore carriers, IIds ids, Dispatcher dispatcher, SendingPauses pauses) : Grain, IRoutesGrain
{
    private const int MaxCarriers = 16;
    private const int MaxPriority = 100;
    private const int MaxWeight = 1_000;
    private const int MaxPrefixDigits = 15;
    private const int MaxRoutes = 5_000;

    public async Task<IReadOnlyList<RouteView>> ListAsync()
    {
        var names = (await carriers.ListAsync(CancellationToken.None)).ToDictionary(carrier => carrier.Id, carrier => carrier.Name);
        var routes = await carriers.ListRoutesAsync(CancellationToken.None);
        return
        [
            .. routes.OrderBy(route => route.Prefix, StringComparer.Ordinal).Select(route => new RouteView
            {
                Prefix = route.Prefix,
                Carriers = [.. route.Carriers.Select(member => new RouteMember
                {
                    Carrier = names[member.Carrier],
                    Priority = member.Priority,
                    Weight = member.Weight,
                })],
            }),
        ];
    }

    public async Task SetAsync(string prefix, IReadOnlyList<RouteMember> members)
    {
        Check(prefix, members);
        var known = (await carriers.ListAsync(CancellationToken.None)).ToDictionary(carrier => carrier.Name, carrier => carrier.Id);
        var missing = members.Select(member => member.Carrier).Where(name => !known.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw Refusal.Of(ErrorCode.NotFound, $"there is no carrier {string.Join(", ", missing)}; configure it first");
        var routes = await carriers.ListRoutesAsync(CancellationToken.None);
        var route = routes.FirstOrDefault(one => one.Prefix == prefix);
        if (route is null && routes.Count >= MaxRoutes)
            throw Refusal.Invalid($"there are {routes.Count} routes; {MaxRoutes} are the most");
        var id = route?.Id ?? new RouteId(await ids.NextAsync(CancellationToken.None));
        await carriers.SaveRouteAsync(
            new(id, prefix, [.. members.Select(member => new RouteCarrier(known[member.Carrier], member.Priority, member.Weight))]),
            CancellationToken.None);
        await dispatcher.ReloadRoutesAsync();
    }

    public async Task RemoveAsync(string prefix)
    {
        var route = (await carriers.ListRoutesAsync(CancellationToken.None)).FirstOrDefault(one => one.Prefix == prefix)
            ?? throw Refusal.Of(ErrorCode.NotFound, $"there is no route '{prefix}'");
        if (!await carriers.RemoveRouteAsync(route.Id, CancellationToken.None))
            throw Refusal.WrongState(
                $"messages wait for route '{prefix}', or are being planned; let them go out, or cancel their campaigns");
        await dispatcher.ReloadRoutesAsync();
    }

    public async Task<IReadOnlyList<CarrierView>> CarriersAsync()
    {
        var routes = await carriers.ListRoutesAsync(CancellationToken.None);
        var paused = await pauses.OfCarriersAsync();
        var views = (await carriers.ListAsync(CancellationToken.None)).OrderBy(carrier => carrier.Name, StringComparer.Ordinal)
            .Select(carrier => ViewAsync(carrier, routes, paused.GetValueOrDefault(carrier.Id)));
        return await Task.WhenAll(views);
    }

    private async Task<CarrierView> ViewAsync(Carrier carrier, IReadOnlyList<Route> routes, SendingPause? pause)
    {
        var binds = await GrainFactory.GetGrain<ICarrierGrain>(carrier.Name).BindsAsync();
        var prefixes = routes.Where(route => route.Carriers.Any(member => member.Carrier == carrier.Id))
            .Select(route => route.Prefix.Length == 0 ? "all" : route.Prefix).Order(StringComparer.Ordinal);
        return new()
        {
            Name = carrier.Name,
            Address = $"{carrier.Host}:{carrier.Port}",
            RatePerSecond = carrier.RatePerSecond,
            Binds = carrier.Binds.Count,
            BindsUp = binds.Count(bind => bind.State is "bound" or "throttled"),
            Prefixes = [.. prefixes],
            PausedSince = pause?.Since,
        };
    }

    private static void Check(string prefix, IReadOnlyList<RouteMember> members)
    {
        if (prefix.Length > MaxPrefixDigits || !prefix.All(char.IsAsciiDigit))
            throw Refusal.Invalid($"prefix '{prefix}' must be up to {MaxPrefixDigits} digits without '+'");
        if (members.Count is 0 or > MaxCarriers)
            throw Refusal.Invalid($"{members.Count} carriers were given; give 1 to {MaxCarriers}");
        foreach (var member in members)
        {
            if (member.Priority is < 1 or > MaxPriority)
                throw Refusal.Invalid($"the priority of {member.Carrier} is {member.Priority}; give 1 to {MaxPriority}");
            if (member.Weight is < 1 or > MaxWeight)
                throw Refusal.Invalid($"the weight of {member.Carrier} is {member.Weight}; give 1 to {MaxWeight}");
        }
        if (members.DistinctBy(member => member.Carrier).Count() != members.Count)
            throw Refusal.Invalid("a carrier was given twice; give each once");
    }
}
