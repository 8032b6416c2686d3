using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using SmsWiser.Engine.Carriers;

namespace SmsWiser.Host.Cluster;

/// <summary>A bind's grain lives where the bind is held: its session and window are in that node's memory.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("smswiser.bind_placement")]
internal sealed class BindPlacement : PlacementStrategy;

/// <summary>Places bind grains: on the node that holds the bind, or, when none does, on the one with the fewest binds, this node among
/// equals.</summary>
internal sealed class BindPlacementDirector(ClusterNodes nodes) : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var able = context.GetCompatibleSilos(target);
        var answers = await nodes.AskAsync(target.GrainIdentity.Key.ToString()!);
        return answers.Where(answer => able.Contains(answer.Node))
            .OrderByDescending(answer => answer.Binds.Holds)
            .ThenBy(answer => answer.Binds.Binds)
            .ThenByDescending(answer => answer.Node.Equals(context.LocalSilo))
            .Select(answer => answer.Node)
            .FirstOrDefault() ?? throw new SiloUnavailableException("no node of the cluster can hold a bind");
    }
}

/// <summary>Gives the bind's grain class its placement here, so that the class itself is the same text for every host.</summary>
internal sealed class BindPlacementProperties : IGrainPropertiesProvider
{
    public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        if (grainClass == typeof(BindGrain))
            properties[WellKnownGrainTypeProperties.PlacementStrategy] = nameof(BindPlacement);
    }
}
