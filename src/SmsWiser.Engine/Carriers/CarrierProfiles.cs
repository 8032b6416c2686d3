using SmsWiser.Core;
using SmsWiser.Core.Carriers;

namespace SmsWiser.Engine.Carriers;

/// <summary>The profiles of all carriers, as this node last read them. Any thread.</summary>
internal sealed class CarrierProfiles
{
    private IReadOnlyDictionary<CarrierId, CarrierProfile> known = new Dictionary<CarrierId, CarrierProfile>();

    /// <summary>The profile of a carrier; one that is not known has nothing set.</summary>
    public CarrierProfile this[CarrierId carrier] => Volatile.Read(ref known).GetValueOrDefault(carrier, CarrierProfile.Default);

    /// <summary>Takes what was read.</summary>
    public void Use(IEnumerable<Carrier> carriers) =>
        Volatile.Write(ref known, carriers.ToDictionary(carrier => carrier.Id, carrier => carrier.Profile));
}
