using Microsoft.Extensions.Logging;
using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Campaigns;

/// <summary>What happens to campaigns because time passes: sendouts whose validity is over end. One loop per node; several nodes do the
/// same work twice and no harm.</summary>
internal sealed partial class CampaignClock(ISendoutStore sendouts, TimeProvider time, ILogger<CampaignClock> log) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Signal signal = new(time, Tick);
    private volatile bool stopped;

    /// <summary>The loop.</summary>
    public async Task RunAsync()
    {
        while (!stopped)
        {
            try
            {
                await TickAsync();
            }
#pragma warning disable CA1031 // the edge of a loop: a store that fails now may answer at the next tick
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogTickFailed(error);
            }
            await signal.WaitAsync();
        }
    }

    /// <summary>Does what is due.</summary>
    public async Task TickAsync()
    {
        var now = time.GetUtcNow();
        foreach (var sendout in await sendouts.ListExpiredAsync(now, default))
            await sendouts.ExpireAsync(sendout, now, default);
    }

    /// <summary>Ends the loop after the tick at work.</summary>
    public void Stop()
    {
        stopped = true;
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    [LoggerMessage(LogLevel.Error, "The clock of the campaigns failed; trying again")]
    private partial void LogTickFailed(Exception error);
}
