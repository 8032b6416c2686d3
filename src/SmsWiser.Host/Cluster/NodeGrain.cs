using Orleans;
using Orleans.Placement;
using SmsWiser.Core;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Host.Cluster;

/// <summary>Stands on the node that its key names and speaks to the engine there.</summary>
[NodePlacement]
internal sealed class NodeGrain(Dispatcher dispatcher, NodeBinds binds) : Grain, INodeGrain
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

    public Task<BindHolding> BindsAsync(string bind) =>
        Task.FromResult(new BindHolding(binds.Find(bind) is not null, dispatcher.Binds.Count));
}
