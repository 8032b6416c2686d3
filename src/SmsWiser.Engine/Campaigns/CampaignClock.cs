using Microsoft.Extensions.Logging;
using SmsWiser.Contracts;
using SmsWiser.Core.Campaigns;
using SmsWiser.Engine.Dispatch;

namespace SmsWiser.Engine.Campaigns;

/// <summary>What happens to campaigns because time passes: scheduled ones start, and sendouts whose validity is over end. One loop per
/// node; several nodes do the same work twice and no harm.</summary>
internal sealed partial class CampaignClock(
    ICampaignStore campaigns, ISendoutStore sendouts, SendoutStart start, TimeProvider time, ILogger<CampaignClock> log) : IDisposable
{
    private const int StartsPerTick = 100;
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
        foreach (var campaign in await campaigns.ListDueAsync(now, StartsPerTick, default))
            await LaunchAsync(campaign, now);
    }

    /// <summary>Starts a due campaign. Where that is refused, the start is left out and the schedule says why.</summary>
    private async Task LaunchAsync(Campaign campaign, DateTimeOffset now)
    {
        try
        {
            var sendout = await start.LaunchAsync(campaign, campaign.Schedule!.Next(now, error: null));
            LogLaunched(campaign.Id.Value, sendout.Id.Value);
        }
        catch (RefusedException refused)
        {
            LogNotLaunched(campaign.Id.Value, refused.Message);
            await campaigns.ScheduleAsync(campaign.Id, campaign.Schedule, campaign.Schedule!.Next(now, refused.Message), default);
        }
    }

    /// <summary>Ends the loop after the tick at work.</summary>
    public void Stop()
    {
        stopped = true;
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    [LoggerMessage(LogLevel.Information, "campaign {CampaignId} is due: sendout {SendoutId} begins")]
    private partial void LogLaunched(long campaignId, long sendoutId);

    [LoggerMessage(LogLevel.Warning, "campaign {CampaignId} is due and does not start: {Reason}")]
    private partial void LogNotLaunched(long campaignId, string reason);

    [LoggerMessage(LogLevel.Error, "The clock of the campaigns failed; trying again")]
    private partial void LogTickFailed(Exception error);
}
