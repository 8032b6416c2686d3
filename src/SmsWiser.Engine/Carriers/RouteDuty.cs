using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Carriers;

/// <summary>Who claims the chunks of one route on this node. The first priority with a carrier that is present serves, its carriers by
/// their weights: one that is ahead of its share waits for the others, as long as they keep up. One that does not holds them up once, and
/// no more until it has been seen to want more than its share. Dispatcher loop only.</summary>
/// <param name="route">The route.</param>
/// <param name="stocks">The carriers of this node.</param>
/// <param name="patience">How long a carrier that takes nothing holds up those ahead of it.</param>
/// <param name="time">The clock.</param>
internal sealed class RouteDuty(Route route, IEnumerable<CarrierStock> stocks, TimeSpan patience, TimeProvider time)
{
    private readonly RouteServer[] servers =
    [
        .. from member in route.Carriers
           join stock in stocks on member.Carrier equals stock.Carrier
           orderby member.Priority
           select new RouteServer(stock, member.Priority, member.Weight),
    ];

    private int totalWeight;

    public RouteId Route { get; } = route.Id;

    /// <summary>Enters the route with the carriers that serve it now.</summary>
    public void Assign()
    {
        var (isChosen, priority, skipsAway) = Choose();
        totalWeight = 0;
        foreach (var server in servers)
        {
            var serves = isChosen && server.Priority == priority && server.Stock.Presence is { IsLive: true } presence
                && !(skipsAway && presence.IsAway);
            if (serves)
            {
                totalWeight += server.Weight;
                server.Stock.Duties.Add(this);
            }
            if (serves && !server.Serves)
            {
                server.Join(LeastRatio());
                server.Lags = false;
            }
            server.Serves = serves;
        }
    }

    /// <summary>Whether a carrier that serves the route may claim from it now: it is not ahead of another, or has waited long enough for
    /// that one.</summary>
    public bool MayClaim(CarrierStock stock, long now)
    {
        var asking = Server(stock);
        var mayClaim = true;
        foreach (var other in servers)
        {
            if (!other.Serves || other.Ratio >= asking.Ratio)
                continue;
            // It asks for more than its share: it keeps up.
            asking.Lags = false;
            if (other.Lags)
                continue;
            other.BlocksSince ??= now;
            other.Lags = time.GetElapsedTime(other.BlocksSince.Value, now) >= patience;
            mayClaim &= other.Lags;
        }
        return mayClaim;
    }

    /// <summary>How many of so many chunks a carrier may take in one claim, so that it does not run far ahead.</summary>
    public int Portion(CarrierStock stock, int chunks)
    {
        var weight = Server(stock).Weight;
        return weight == totalWeight ? chunks : Math.Max(1, chunks * weight / totalWeight);
    }

    /// <summary>Notes a claim, also one that found nothing.</summary>
    public void Take(CarrierStock stock, int leads, long now)
    {
        var server = Server(stock);
        // One that does not keep up does not make up for it either.
        if (server.Lags || (server.BlocksSince is { } since && time.GetElapsedTime(since, now) >= patience))
            server.Join(LeastRatio(except: server));
        server.Ratio += (double)leads / server.Weight;
        server.BlocksSince = null;
    }

    private (bool IsChosen, int Priority, bool SkipsAway) Choose()
    {
        RouteServer? firstLive = null;
        foreach (var server in servers)
        {
            if (!server.Stock.Presence.IsAway)
            {
                // Down for a moment, with nobody above: it is waited for, but not while one that is on its way back could do the work.
                return server.Stock.Presence.IsLive || firstLive is null || HasLivePresent(server.Priority)
                    ? (true, server.Priority, true)
                    : (true, firstLive.Priority, false);
            }
            if (server.Stock.Presence.IsLive)
                firstLive ??= server;
        }
        return firstLive is null ? default : (true, firstLive.Priority, false);
    }

    private bool HasLivePresent(int priority) =>
        servers.Any(server => server.Priority == priority && server.Stock.Presence is { IsLive: true, IsAway: false });

    private double LeastRatio(RouteServer? except = null)
    {
        var least = double.MaxValue;
        foreach (var server in servers)
        {
            if (server.Serves && server != except)
                least = Math.Min(least, server.Ratio);
        }
        return least == double.MaxValue ? 0 : least;
    }

    private RouteServer Server(CarrierStock stock) => servers.First(server => server.Stock == stock);
}

/// <summary>One carrier of a route.</summary>
internal sealed class RouteServer(CarrierStock stock, int priority, int weight)
{
    public CarrierStock Stock { get; } = stock;

    public int Priority { get; } = priority;

    public int Weight { get; } = weight;

    public bool Serves { get; set; }

    /// <summary>Leads claimed, by its weight.</summary>
    public double Ratio { get; set; }

    /// <summary>Whether it took so long that nobody waits for it now.</summary>
    public bool Lags { get; set; }

    /// <summary>Since when another waits for it, or null.</summary>
    public long? BlocksSince { get; set; }

    /// <summary>Begins level with the others: what was sent without it is not made up.</summary>
    public void Join(double least) => (Ratio, BlocksSince) = (Math.Max(Ratio, least), null);
}
