using Orleans;
using Orleans.Placement;
using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Shares;

namespace SmsWiser.Host.Cluster;

/// <summary>Stands on the node that its key names and speaks to the engine there.</summary>
[NodePlacement]
internal sealed class NodeGrain(Dispatcher dispatcher, NodePauses pauses, NodeBinds binds, ShareStop stop, IShareStore shares)
    : Grain, INodeGrain
{
    public Task CommandAsync(SendoutCommand command, long sendout)
    {
        var id = new SendoutId(sendout);
        return command switch
        {
            SendoutCommand.Start => dispatcher.StartAsync(id),
            SendoutCommand.Pause => dispatcher.PauseAsync(id),
            SendoutCommand.Resume => dispatcher.ResumeAsync(id),
            SendoutCommand.Cancel => dispatcher.CancelAsync(id),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
        };
    }

    public Task ApplyPausesAsync() => pauses.ApplyAsync();

    public async Task<StopReceipt> StopShareAsync(string grant, string opId)
    {
        var found = await shares.FindAsync(grant, CancellationToken.None)
            ?? throw new InvalidOperationException($"share {grant} is to be stopped and is not in the store of this node");
        return await stop.StopAsync(found, opId, CancellationToken.None);
    }

    public Task<BindHolding> BindsAsync(string bind) =>
        Task.FromResult(new BindHolding(binds.Find(bind) is not null, dispatcher.Binds.Count));
}
