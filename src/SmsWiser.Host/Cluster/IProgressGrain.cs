using Orleans;
using Orleans.Runtime;
using SmsWiser.Contracts.Campaigns;

namespace SmsWiser.Host.Cluster;

/// <summary>Publishes the progress of one campaign's sendout while it lasts; the key is the campaign's public id.</summary>
[Alias("smswiser.progress")]
internal interface IProgressGrain : IGrainWithStringKey
{
    /// <summary>Begins to publish, as the account sees it; nothing happens when it does already. Goes on on another node when this one
    /// dies.</summary>
    [Alias("follow")]
    Task FollowAsync(string account);
}

/// <summary>Where progress is published.</summary>
internal static class ProgressStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "progress";

    /// <summary>The stream of one campaign; its items are <see cref="CampaignProgress"/>, the last one with the state in which it
    /// ended.</summary>
    public static StreamId Of(string campaign) => StreamId.Create("campaign", campaign);
}
