namespace SmsWiser.Contracts.Carriers;

/// <summary>Which carriers serve which destinations; the key is <c>all</c>. For operators.</summary>
[Alias("smswiser.routes")]
public interface IRoutesGrain : IGrainWithStringKey
{
    /// <summary>All routes by prefix.</summary>
    [Alias("list")]
    Task<IReadOnlyList<RouteView>> ListAsync();

    /// <summary>Sets the carriers of a prefix in place of those it had. Chunks that wait go by it at once.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>not_found</c> (a carrier).</exception>
    [Alias("set")]
    Task SetAsync(string prefix, IReadOnlyList<RouteMember> carriers);

    /// <summary>Removes the route of a prefix.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>; <c>wrong_state</c> while messages wait for it.</exception>
    [Alias("remove")]
    Task RemoveAsync(string prefix);

    /// <summary>All carriers by name.</summary>
    [Alias("carriers")]
    Task<IReadOnlyList<CarrierView>> CarriersAsync();
}

/// <summary>A route.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.route_view")]
public sealed record RouteView
{
    /// <summary>Leading digits of the numbers; empty = all that no longer prefix matches.</summary>
    [Id(0)]
    public required string Prefix { get; init; }

    /// <summary>Its carriers by priority.</summary>
    [Id(1)]
    public required IReadOnlyList<RouteMember> Carriers { get; init; }
}

/// <summary>A carrier's place on a route.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.route_member")]
public sealed record RouteMember
{
    /// <summary>Name of the carrier.</summary>
    [Id(0)]
    public required string Carrier { get; init; }

    /// <summary>1 to 100; the lowest number serves while one of its carriers can.</summary>
    [Id(1)]
    public int Priority { get; init; } = 1;

    /// <summary>Share among carriers of equal priority, 1 to 1,000.</summary>
    [Id(2)]
    public int Weight { get; init; } = 1;
}

/// <summary>A carrier in a list.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.carrier_view")]
public sealed record CarrierView
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Host and port of its message centre.</summary>
    [Id(1)]
    public required string Address { get; init; }

    /// <summary>Parts per second over all binds; 0 = unlimited.</summary>
    [Id(2)]
    public required int RatePerSecond { get; init; }

    /// <summary>Its binds.</summary>
    [Id(3)]
    public required int Binds { get; init; }

    /// <summary>Those of them that are up.</summary>
    [Id(4)]
    public required int BindsUp { get; init; }

    /// <summary>Prefixes it is on, <c>all</c> for the empty one.</summary>
    [Id(5)]
    public required IReadOnlyList<string> Prefixes { get; init; }

    /// <summary>Since when an operator has paused it, UTC, or null.</summary>
    [Id(6)]
    public DateTimeOffset? PausedSince { get; init; }
}
