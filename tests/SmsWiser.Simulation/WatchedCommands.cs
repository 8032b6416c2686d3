using SmsWiser.Contracts.Shares;
using SmsWiser.Core;
using SmsWiser.Core.Shares;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Shares;
using SmsWiser.Simulation.Campaigns;

namespace SmsWiser.Simulation;

/// <summary>Stands before the commands that promise silence on the wires, and tells the judge in the very step in which they return. Also
/// the place of the mutants that break these promises.</summary>
internal sealed class WatchedCommands(World world, Node node)
{
    public StopShare Of(ShareStop stop) => async (grant, opId, cancellation) =>
    {
        var receipt = world.Mutant == Mutant.StopEarly
            ? await StopEarlyAsync(stop, grant, opId)
            : await stop.StopAsync(grant, opId, cancellation);
        world.Judge.StopReturned();
        return receipt;
    };

    public SendoutCommands Of(Dispatcher dispatcher) => new(
        dispatcher.StartAsync,
        async sendout =>
        {
            if (world.Mutant == Mutant.PauseEarly)
                _ = world.Schedule.Start("early pause", () => PauseLaterAsync(dispatcher, sendout));
            else
                await dispatcher.PauseAsync(sendout);
            (await FindAsync(sendout)).IsHeld = true;
        },
        async sendout =>
        {
            (await FindAsync(sendout)).IsHeld = false;
            await dispatcher.ResumeAsync(sendout);
        },
        async sendout =>
        {
            await dispatcher.CancelAsync(sendout);
            (await FindAsync(sendout)).IsHeld = true;
        });

    /// <summary>The race: the caller is told once the store has decided, while the rest of the protocol is still under way.</summary>
    private async Task<StopReceipt> StopEarlyAsync(ShareStop stop, ShareGrant grant, string opId)
    {
        var committed = await node.Store.Shares.StopAsync(grant.Id, opId, world.Schedule.Time.GetUtcNow(), default);
        _ = world.Schedule.Start("early stop", () => stop.StopAsync(grant, opId, default));
        return new()
        {
            Position = committed!.Position,
            Basis = "answered",
            Latency = default,
            OnWireBefore = 0,
            InFlight = 0,
            Withheld = 0,
        };
    }

    /// <summary>As if the dispatch learned of a pause only when it looks.</summary>
    private async Task PauseLaterAsync(Dispatcher dispatcher, SendoutId sendout)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), world.Schedule.Time);
        await dispatcher.PauseAsync(sendout);
    }

    /// <summary>Without a delay, so that nothing happens in between.</summary>
    private async Task<CampaignPlan> FindAsync(SendoutId id)
    {
        var sendout = await node.Store.Sendouts.FindAsync(id, default);
        var campaign = await node.Store.Campaigns.FindAsync(sendout!.Campaign, default);
        return world.Judge.Find(campaign!.Sender);
    }
}
