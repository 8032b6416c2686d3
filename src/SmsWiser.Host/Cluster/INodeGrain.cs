using Orleans;
using Orleans.Concurrency;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Host.Cluster;

/// <summary>One node of the cluster; the key is its silo address. Carries what the control plane decided to every node's data plane; the
/// store holds the decision already.</summary>
[Alias("smswiser.node")]
internal interface INodeGrain : IGrainWithStringKey
{
    /// <summary>Tells the node's dispatch about a sendout; returns once it has taken effect there.</summary>
    [AlwaysInterleave]
    [Alias("command")]
    Task CommandAsync(SendoutCommand command, long sendout);

    /// <summary>Has the operator's pauses hold on the node, or end, as the store says; returns once they do.</summary>
    [AlwaysInterleave]
    [Alias("apply_pauses")]
    Task ApplyPausesAsync();

    /// <summary>Stops a share as far as this node goes: its gate is shut, and what it had on the wire is answered.</summary>
    /// <param name="grant">Public id of the grant.</param>
    /// <param name="opId">Id of the request; every node gets the same one.</param>
    /// <returns>What of it this node accounts for.</returns>
    [AlwaysInterleave]
    [Alias("stop_share")]
    Task<StopReceipt> StopShareAsync(string grant, string opId);

    /// <summary>Whether the node holds the bind, and how many it holds in all.</summary>
    [AlwaysInterleave]
    [Alias("binds")]
    Task<BindHolding> BindsAsync(string bind);
}

/// <summary>What the dispatch is told.</summary>
[GenerateSerializer, Alias("smswiser.sendout_command")]
internal enum SendoutCommand
{
    Start = 1,
    Pause = 2,
    Resume = 3,
    Cancel = 4,
}

/// <summary>A node's answer about its binds.</summary>
/// <param name="Holds">The bind asked for is here.</param>
/// <param name="Binds">Binds that are here in all.</param>
[GenerateSerializer, Immutable, Alias("smswiser.bind_holding")]
internal sealed record BindHolding([property: Id(0)] bool Holds, [property: Id(1)] int Binds);
