using Microsoft.Extensions.Hosting;

namespace SmsWiser.Host.Cluster;

/// <summary>Starts and stops with its owner and listens to no signals: the commands of the CLI do.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
