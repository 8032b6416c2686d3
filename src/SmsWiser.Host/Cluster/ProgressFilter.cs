using Orleans;
using SmsWiser.Contracts.Campaigns;

namespace SmsWiser.Host.Cluster;

/// <summary>Begins to publish a campaign's progress when it was started.</summary>
internal sealed class ProgressFilter(IGrainFactory grains) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.Grain is ICampaignGrain && context.MethodName == nameof(ICampaignGrain.StartAsync))
            await grains.GetGrain<IProgressGrain>(context.TargetId.Key.ToString()!).FollowAsync((string)context.Request.GetArgument(0)!);
    }
}
