namespace SmsWiser.Core.Carriers;

/// <summary>An SMSC account.</summary>
/// <param name="Id">Inside id.</param>
/// <param name="Name">Unique name, 1 to 40 characters; grain key.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port, 1 to 65,535.</param>
/// <param name="SystemId">SMPP system_id.</param>
/// <param name="SealedPassword">SMPP password sealed under the master key.</param>
/// <param name="SystemType">SMPP system_type, mostly empty.</param>
/// <param name="RatePerSecond">Parts per second over all its binds; 0 = unlimited.</param>
/// <param name="Binds">Its binds, in order of their numbers.</param>
public sealed record Carrier(
    CarrierId Id, string Name, string Host, int Port, string SystemId, ReadOnlyMemory<byte> SealedPassword, string SystemType,
    int RatePerSecond,
    IReadOnlyList<Bind> Binds)
{
    /// <summary>Version of the division of the rate: the binds' shares change only with it. From 1; set by the store.</summary>
    public long RateVersion { get; init; }

    /// <summary>The carrier with those of its binds that submit: the rate is theirs.</summary>
    public Carrier Submitters => this with { Binds = [.. Binds.Where(bind => bind.Kind != BindKind.Receiver)] };

    /// <summary>How it wants to be spoken to.</summary>
    public CarrierProfile Profile { get; init; } = CarrierProfile.Default;

    /// <summary>What a carrier's password is sealed for: the place of <c>KeyRing.SealSecret</c>.</summary>
    public static string PasswordPlace(string carrier) => $"carrier/{carrier}";
}

/// <summary>One configured SMPP session slot of a carrier.</summary>
/// <param name="Id">Inside id; its text is the grain key.</param>
/// <param name="No">Number within the carrier, from 1.</param>
/// <param name="Kind">Transceiver, transmitter or receiver.</param>
/// <param name="WindowSlots">Outstanding submit_sm at most, 1 to 1,000.</param>
/// <param name="RatePerSecond">Share of the carrier's rate, parts per second: no more is in force on the bind; 0 = unlimited, and
/// for receivers.</param>
public sealed record Bind(BindId Id, int No, BindKind Kind, int WindowSlots, int RatePerSecond);

/// <summary>A bind's share in a new division.</summary>
/// <param name="Bind">The bind.</param>
/// <param name="RatePerSecond">Parts per second, at least 1.</param>
public readonly record struct BindShare(BindId Bind, int RatePerSecond);

/// <summary>What a bind may do, SMPP 3.4 §2.2.</summary>
public enum BindKind : byte
{
    /// <summary>bind_transceiver: submits and receives.</summary>
    Transceiver = 1,

    /// <summary>bind_transmitter: submits.</summary>
    Transmitter = 2,

    /// <summary>bind_receiver: receives receipts and inbound messages.</summary>
    Receiver = 3,
}

/// <summary>Carriers, binds and routes in the store. Every method is one transaction. Any thread.</summary>
public interface ICarrierStore
{
    /// <summary>Adds a carrier with its binds, or replaces the one of that name with its binds; the version of the division goes up by
    /// one.</summary>
    Task SaveAsync(Carrier carrier, CancellationToken cancellation);

    /// <summary>Divides a carrier's rate anew. False, and nothing changed, when the division is no longer of the version that the caller
    /// knew; else the version went up by one.</summary>
    /// <exception cref="ArgumentException">The shares are not one, at least 1, for each bind of the carrier that submits, or their sum is
    /// above its rate.</exception>
    Task<bool> DivideAsync(CarrierId carrier, long version, IReadOnlyList<BindShare> shares, CancellationToken cancellation);

    /// <summary>All carriers in order of their ids.</summary>
    Task<IReadOnlyList<Carrier>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes a carrier with its binds and prices, and takes it off its routes; a route that nobody else serves goes too.
    /// Returns the prefixes of those among these that chunks still wait for, all of them while any sendout is being planned: unless there
    /// are none, nothing was changed.</summary>
    Task<IReadOnlyList<string>> RemoveAsync(CarrierId carrier, CancellationToken cancellation);

    /// <summary>Adds a route, or replaces the one of that prefix.</summary>
    /// <exception cref="ArgumentException">It has no carrier, or a carrier twice.</exception>
    Task SaveRouteAsync(Route route, CancellationToken cancellation);

    /// <summary>Removes a route. False, and nothing changed, while chunks wait for it or any sendout is being planned.</summary>
    Task<bool> RemoveRouteAsync(RouteId route, CancellationToken cancellation);

    /// <summary>All routes in order of their ids, the carriers of each by priority.</summary>
    Task<IReadOnlyList<Route>> ListRoutesAsync(CancellationToken cancellation);
}
