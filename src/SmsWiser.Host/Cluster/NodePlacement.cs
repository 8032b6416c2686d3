using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace SmsWiser.Host.Cluster;

/// <summary>The grain lives on the silo whose address is its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NodePlacementAttribute() : PlacementAttribute(new NodePlacement());

/// <summary>The strategy of <see cref="NodePlacementAttribute"/>.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("smswiser.node_placement")]
internal sealed class NodePlacement : PlacementStrategy;

/// <summary>Finds the silo in the key.</summary>
internal sealed class NodePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var address = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return context.GetCompatibleSilos(target).Contains(address)
            ? Task.FromResult(address)
            : throw new SiloUnavailableException($"node {address} is not in the cluster");
    }
}
