using SmsWiser.Core;
using SmsWiser.Core.Carriers;
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
        if (route.Carriers.Count == 0)
            throw new ArgumentException($"route {route.Id.Value} has no carrier; expected at least one", nameof(route));
        return main.WriteAsync(WriteLane.Claim, db => SaveRoute(db, route), cancellation);
    }

    public async Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellation) =>
        await main.ReadAsync(db => db.Get("Carriers/list_routes").All(row => MapRoute(db, row)), cancellation);

    private static bool Save(Database db, Carrier carrier)
    {
        var id = db.Get("Carriers/save_carrier").Bind(carrier.Id.Value).Bind(carrier.Name).Bind(carrier.Host).Bind(carrier.Port)
            .Bind(carrier.SystemId).Bind(carrier.SealedPassword.Span).Bind(carrier.SystemType).Bind(carrier.RatePerSecond).Scalar()!.Value;
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
        foreach (var carrier in route.Carriers)
            db.Get("Carriers/add_route_carrier").Bind(id).Bind(place++).Bind(carrier.Value).Execute();
        return true;
    }

    private static Carrier Map(Database db, Statement row)
    {
        var binds = db.Get("Carriers/list_binds").Bind(row.Long(0))
            .All(bind => new Bind(new(bind.Long(0)), bind.Int(1), (BindKind)bind.Int(2), bind.Int(3), bind.Int(4)));
        return new(new(row.Long(0)), row.Text(1), row.Text(2), row.Int(3), row.Text(4), row.Blob(5).ToArray(), row.Text(6), row.Int(7),
            binds)
        {
            RateVersion = row.Long(8),
        };
    }

    private static Route MapRoute(Database db, Statement row)
    {
        var carriers = db.Get("Carriers/list_route_carriers").Bind(row.Long(0)).All(carrier => new CarrierId(carrier.Long(0)));
        return new(new(row.Long(0)), row.Text(1), carriers);
    }
}
