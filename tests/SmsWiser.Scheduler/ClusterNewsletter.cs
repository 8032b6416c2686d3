using Orleans;
using SmsWiser.Contracts.Campaigns;

namespace ShoeShop;

/// <summary>The same from a program outside the cluster: the client that UseOrleansClient registers is an IGrainFactory too.</summary>
public sealed class ClusterNewsletter(IClusterClient cluster, TimeProvider time)
{
    public Task<CampaignReport> SendAsync(string account, string list, string text, CancellationToken cancellation) =>
        new Newsletter(cluster, time).SendAsync(account, list, text, cancellation);
}
