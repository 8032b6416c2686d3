using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using SmsWiser.Engine.Carriers;

namespace SmsWiser.Host.Cluster;

/// <summary>A bind's grain lives where the bind is held: its session and window are in that node's memory.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("smswiser.bind_placement")]
internal sealed class BindPlacement : PlacementStrategy;

/// <summary>Places bind grains: on the node that holds the bind, or, when none does, on the one with the fewest binds, this node among
/// equals. Any thread.</summary>
internal sealed class BindPlacementDirector(ClusterNodes nodes) : IPlacementDirector
{
    private readonly Lock guard = new();

    // Where binds were sent from here; one just sent is not yet held there, and several are sent at once.
    private readonly Dictionary<string, SiloAddress> sent = [];

    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var bind = target.GrainIdentity.Key.ToString()!;
        var able = context.GetCompatibleSilos(target);
        var answers = (await nodes.AskAsync(bind)).Where(answer => able.Contains(answer.Node)).ToList();
        if (answers.Count == 0)
            throw new SiloUnavailableException("no node of the cluster can hold a bind");
        lock (guard)
        {
            sent.Remove(bind);
            return sent[bind] = answers.Find(answer => answer.Binds.Holds).Node ?? answers
                .OrderBy(answer => Math.Max(answer.Binds.Binds, sent.Values.Count(answer.Node.Equals)))
                .ThenByDescending(answer => answer.Node.Equals(context.LocalSilo))
                .First().Node;
        }
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
