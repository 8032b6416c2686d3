using Orleans;
using Orleans.Runtime;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;

namespace SmsWiser.Host.Cluster;

/// <summary>The live nodes of the cluster, this one included. Any thread.</summary>
internal sealed class ClusterNodes(IGrainFactory grains, ISiloStatusOracle oracle, TimeProvider time)
{
    /// <summary>Grounds on which wires are known to be quiet, the weakest first; see <see cref="StopReceipt.Basis"/>.</summary>
    private static readonly string[] Grounds = ["reset", "acknowledged", "answered"];

    /// <summary>The nodes that membership calls active.</summary>
    public IReadOnlyList<SiloAddress> Active => [.. oracle.GetApproximateSiloStatuses(onlyActive: true).Keys.Order()];

    /// <summary>Tells every node; returns when it has taken effect on all that live. One that dies meanwhile has
    /// nothing left to be told.</summary>
    public Task TellAsync(SendoutCommand command, SendoutId sendout) =>
        Task.WhenAll(Active.Select(node => UnlessGoneAsync(node, async one =>
        {
            await one.CommandAsync(command, sendout.Value);
            return one;
        })));

    /// <summary>Has the operator's pauses hold, or end, on every node that lives.</summary>
    public Task ApplyPausesAsync() => Task.WhenAll(Active.Select(node => UnlessGoneAsync(node, async one =>
    {
        await one.ApplyPausesAsync();
        return one;
    })));

    /// <summary>Stops a share on every live node; the proof is what they all account for, on the weakest of their grounds. A node that dies
    /// meanwhile has no part in it: that it is silent is for its lease to prove, not for this.</summary>
    public async Task<StopReceipt> StopShareAsync(string grant, string opId)
    {
        var called = time.GetTimestamp();
        var all = (await Task.WhenAll(Active.Select(node => UnlessGoneAsync(node, one => one.StopShareAsync(grant, opId)))))
            .OfType<StopReceipt>().ToList();
        if (all.Count == 0)
            throw new SiloUnavailableException($"no live node of the cluster could be told to stop share {grant}; ask again");
        return all[0] with
        {
            Basis = Grounds.First(ground => all.Exists(receipt => receipt.Basis == ground)),
            Latency = time.GetElapsedTime(called),
            OnWireBefore = all.Sum(receipt => receipt.OnWireBefore),
            InFlight = all.Sum(receipt => receipt.InFlight),
            Withheld = all.Max(receipt => receipt.Withheld),
        };
    }

    /// <summary>Asks every live node about a bind.</summary>
    public async Task<IEnumerable<(SiloAddress Node, BindHolding Binds)>> AskAsync(string bind)
    {
        var answers = await Task.WhenAll(Active.Select(async node => (node, await UnlessGoneAsync(node, one => one.BindsAsync(bind)))));
        return answers.Where(answer => answer.Item2 is not null).Select(answer => (answer.node, answer.Item2!));
    }

    private async Task<T?> UnlessGoneAsync<T>(SiloAddress node, Func<INodeGrain, Task<T>> call)
        where T : class
    {
        try
        {
            return await call(grains.GetGrain<INodeGrain>(node.ToParsableString()));
        }
        catch (Exception error) when (IsGone(node, error))
        {
            return null;
        }
    }

    private bool IsGone(SiloAddress node, Exception error) =>
        error is OrleansException or TimeoutException && oracle.GetApproximateSiloStatus(node).IsTerminating();
}
