using Orleans;
using Orleans.Runtime;
using SmsWiser.Core;

namespace SmsWiser.Host.Cluster;

/// <summary>The live nodes of the cluster, this one included. Any thread.</summary>
internal sealed class ClusterNodes(IGrainFactory grains, ISiloStatusOracle oracle)
{
    /// <summary>The nodes that membership calls active.</summary>
    public IReadOnlyList<SiloAddress> Active => [.. oracle.GetApproximateSiloStatuses(onlyActive: true).Keys.Order()];

    /// <summary>Tells every node; returns when it has taken effect on all that live. A node that dies meanwhile sends no more and counts as
    /// told.</summary>
    public Task TellAsync(SendoutCommand command, SendoutId sendout) =>
        Task.WhenAll(Active.Select(node => TellAsync(node, command, sendout)));

    /// <summary>Asks every live node about a bind.</summary>
    public async Task<IEnumerable<(SiloAddress Node, BindHolding Binds)>> AskAsync(string bind)
    {
        var answers = await Task.WhenAll(Active.Select(async node => (node, await AskAsync(node, bind))));
        return answers.Where(answer => answer.Item2 is not null).Select(answer => (answer.node, answer.Item2!));
    }

    private async Task TellAsync(SiloAddress node, SendoutCommand command, SendoutId sendout)
    {
        try
        {
            await Grain(node).CommandAsync(command, sendout.Value);
        }
        catch (Exception error) when (IsGone(node, error))
        {
        }
    }

    private async Task<BindHolding?> AskAsync(SiloAddress node, string bind)
    {
        try
        {
            return await Grain(node).BindsAsync(bind);
        }
        catch (Exception error) when (IsGone(node, error))
        {
            return null;
        }
    }

    private bool IsGone(SiloAddress node, Exception error) =>
        error is OrleansException or TimeoutException && oracle.GetApproximateSiloStatus(node).IsTerminating();

    private INodeGrain Grain(SiloAddress node) => grains.GetGrain<INodeGrain>(node.ToParsableString());
}
