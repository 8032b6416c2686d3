using System.Text.Json;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Dispatch;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Storage.Carriers;

/// <summary>Carriers, binds and routes in <c>main.db</c>.</summary>
internal sealed class SqliteCarrierStore(DatabaseFile main) : ICarrierStore
{
    public Task SaveAsync(Carrier carrier, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Save(db, carrier), cancellation);

    public Task<bool> DivideAsync(CarrierId carrier, long version, IReadOnlyList<BindShare> shares, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => Divide(db, carrier, version, shares), cancellation);

    public async Task<IReadOnlyList<Carrier>> ListAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Carriers/list_carriers").All(row => Map(db, row)), cancellation);

    public Task SaveRouteAsync(Route route, CancellationToken cancellation)
    {
        route.Check();
        return main.WriteAsync(WriteLane.Claim, db => SaveRoute(db, route), cancellation);
    }

    public Task<bool> RemoveRouteAsync(RouteId route, CancellationToken cancellation) =>
        main.WriteAsync(WriteLane.Claim, db => !IsWaitedFor(db, route.Value) && DropRoute(db, route.Value), cancellation);

    public async Task<IReadOnlyList<string>> RemoveAsync(CarrierId carrier, CancellationToken cancellation) =>
        await main.WriteAsync(WriteLane.Claim, db => Remove(db, carrier), cancellation);

    public async Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Carriers/list_routes").All(row => MapRoute(db, row)), cancellation);

    private static bool Save(Database db, Carrier carrier)
    {
        var id = db.Get("Carriers/save_carrier").Bind(carrier.Id.Value).Bind(carrier.Name).Bind(carrier.Host).Bind(carrier.Port)
            .Bind(carrier.SystemId).Bind(carrier.SealedPassword.Span).Bind(carrier.SystemType).Bind(carrier.RatePerSecond)
            .Bind(JsonSerializer.Serialize(carrier.Profile.Given)).Scalar()!.Value;
        db.Get("Carriers/drop_binds").Bind(id).Execute();
        foreach (var bind in carrier.Binds)
        {
            db.Get("Carriers/add_bind").Bind(bind.Id.Value).Bind(id).Bind(bind.No).Bind((long)bind.Kind).Bind(bind.WindowSlots)
                .Bind(bind.RatePerSecond).Execute();
        }
        return true;
    }

    private static bool Divide(Database db, CarrierId carrier, long version, IReadOnlyList<BindShare> shares)
    {
        if (db.Get("Carriers/next_rate_version").Bind(carrier.Value).Bind(version).Scalar() is not { } rate)
            return false;
        BindShares.Check(shares, rate, db.Get("Carriers/count_binds").Bind(carrier.Value).Scalar()!.Value);
        foreach (var share in shares)
        {
            if (db.Get("Carriers/set_share").Bind(share.Bind.Value).Bind(carrier.Value).Bind(share.RatePerSecond).Execute() != 1)
                throw new ArgumentException($"bind {share.Bind.Value} is none of carrier {carrier.Value}", nameof(shares));
        }
        return true;
    }

    private static bool SaveRoute(Database db, Route route)
    {
        var id = db.Get("Carriers/save_route").Bind(route.Id.Value).Bind(route.Prefix).Scalar()!.Value;
        db.Get("Carriers/drop_route_carriers").Bind(id).Execute();
        var place = 0;
        foreach (var (carrier, priority, weight) in route.Carriers)
            db.Get("Carriers/add_route_carrier").Bind(id).Bind(place++).Bind(carrier.Value).Bind(priority).Bind(weight).Execute();
        return true;
    }

    private static List<string> Remove(Database db, CarrierId carrier)
    {
        var alone = db.Get("Carriers/list_routes_alone").Bind(carrier.Value).All(row => (Id: row.Long(0), Prefix: row.Text(1)));
        var waiting = alone.Where(route => IsWaitedFor(db, route.Id)).Select(route => route.Prefix).ToList();
        if (waiting.Count > 0)
            return waiting;
        foreach (var (id, _) in alone)
            DropRoute(db, id);
        db.Get("Carriers/leave_routes").Bind(carrier.Value).Execute();
        db.Get("Carriers/drop_prices").Bind(carrier.Value).Execute();
        db.Get("Carriers/drop_binds").Bind(carrier.Value).Execute();
        db.Get("Carriers/drop_carrier").Bind(carrier.Value).Execute();
        // Its id is never used again, so no node needs to be told.
        db.Get("Dispatch/drop_pause").Bind((long)PauseScope.Carrier).Bind(carrier.Value).Execute();
        return waiting;
    }

    private static bool IsWaitedFor(Database db, long route) =>
        db.Get("Carriers/find_open_chunk").Bind(route).Scalar() is not null
        || db.Get("Carriers/find_claimed_chunk").Bind(route).Scalar() is not null
        // It may have read the route and not have come to its leads yet.
        || db.Get("Carriers/find_plan").Scalar() is not null;

    private static bool DropRoute(Database db, long route)
    {
        db.Get("Carriers/drop_route_carriers").Bind(route).Execute();
        return db.Get("Carriers/drop_route").Bind(route).Execute() == 1;
    }

    private static Carrier Map(Database db, Statement row)
    {
        var binds = db.Get("Carriers/list_binds").Bind(row.Long(0))
            .All(bind => new Bind(new(bind.Long(0)), bind.Int(1), (BindKind)bind.Int(2), bind.Int(3), bind.Int(4)));
        return new(new(row.Long(0)), row.Text(1), row.Text(2), row.Int(3), row.Text(4), row.Blob(5).ToArray(), row.Text(6), row.Int(7),
            binds)
        {
            RateVersion = row.Long(8),
            Profile = Profile(row.Text(1), row.Text(9)),
        };
    }

    /// <summary>Settings are checked before they are stored: one that cannot be read comes from a later version, or from somebody who
    /// wrote into the file.</summary>
    private static CarrierProfile Profile(string carrier, string json)
    {
        var profile = ProfileFields.Read(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [], out var problems);
        return problems.Count == 0 ? profile
            : throw new InvalidDataException($"the settings of carrier {carrier} cannot be used: {string.Join("; ", problems)}");
    }

    private static Route MapRoute(Database db, Statement row)
    {
        var carriers = db.Get("Carriers/list_route_carriers").Bind(row.Long(0))
            .All(member => new RouteCarrier(new(member.Long(0)), member.Int(1), member.Int(2)));
        return new(new(row.Long(0)), row.Text(1), carriers);
    }
}
