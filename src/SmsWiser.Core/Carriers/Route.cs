namespace SmsWiser.Core.Carriers;

/// <summary>The carriers for a destination prefix. The longest matching prefix wins; of its carriers those of the first priority that has
/// one with a live bind share the chunks by their weights.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="Prefix">Leading digits of an E.164 number without '+'; empty matches all.</param>
/// <param name="Carriers">Its carriers, at least one, each once.</param>
public sealed record Route(RouteId Id, string Prefix, IReadOnlyList<RouteCarrier> Carriers)
{
    /// <summary>A route to carriers in order of preference.</summary>
    /// <param name="id">Inside id.</param>
    /// <param name="prefix">Leading digits of an E.164 number without '+'; empty matches all.</param>
    /// <param name="carriers">The first one serves while it can.</param>
    public Route(RouteId id, string prefix, IEnumerable<CarrierId> carriers)
        : this(id, prefix, [.. carriers.Select((carrier, i) => new RouteCarrier(carrier, i + 1, 1))])
    {
    }

    /// <summary>Checks that there is a carrier and none twice.</summary>
    /// <exception cref="ArgumentException">There is not.</exception>
    public void Check()
    {
        if (Carriers.Count == 0)
            throw new ArgumentException($"route {Id.Value} has no carrier; expected at least one");
        if (Carriers.DistinctBy(member => member.Carrier).Count() != Carriers.Count)
            throw new ArgumentException($"route {Id.Value} has a carrier twice");
    }
}

/// <summary>A carrier's place on a route.</summary>
/// <param name="Carrier">The carrier.</param>
/// <param name="Priority">1 and up; the lowest number goes first.</param>
/// <param name="Weight">Its share of the route among carriers of equal priority, 1 to 1,000.</param>
public readonly record struct RouteCarrier(CarrierId Carrier, int Priority, int Weight);
