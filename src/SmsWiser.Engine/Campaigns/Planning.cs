using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Time;
using SmsWiser.Engine.Metrics;

namespace SmsWiser.Engine.Campaigns;

/// <summary>Plans sendouts outside of grain turns, one at a time, which bounds the memory, and hands each to the dispatch. One per node;
/// any thread.</summary>
internal sealed partial class Planning(
    Planner planner, ISendoutStore sendouts, SendoutCommands dispatch, ILoops loops, TimeProvider time, ILogger<Planning> log)
    : IDisposable
{
    private const int MaxWaiting = 1_000;

    private readonly Backlog backlog = new("planning", loops, MaxWaiting);

    /// <summary>Plans a registered sendout as soon as those before it are planned.</summary>
    /// <returns>False when too many wait.</returns>
    public bool TryAdd(Sendout sendout) => backlog.TryAdd(cancellation => PlanAsync(sendout, cancellation));

    /// <summary>At node start, before anything is claimed: plans that an earlier life of the node left unfinished are dropped and made
    /// anew.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ResumeAsync(CancellationToken cancellation)
    {
        var left = (await sendouts.ListActiveAsync(DateTimeOffset.MaxValue, cancellation))
            .Where(sendout => sendout.State == SendoutState.Planning);
        var resumed = 0;
        foreach (var sendout in left)
        {
            await sendouts.DropPlanAsync(sendout.Id, cancellation);
            if (!TryAdd(sendout))
                await planner.FailAsync(
                    sendout.Id, "the node was restarted and has too many plans to make; start the campaign again", cancellation);
            resumed++;
        }
        return resumed;
    }

    /// <summary>Completes when every plan begun so far is made.</summary>
    public Task DrainedAsync() => backlog.DrainedAsync();

    /// <summary>Ends the plan at work; it stays planning in the store and is made anew at the next start.</summary>
    public Task StopAsync() => backlog.StopAsync();

    /// <summary>To be called when stopped.</summary>
    public void Dispose() => backlog.Dispose();

    private async Task PlanAsync(Sendout sendout, CancellationToken cancellation)
    {
        try
        {
            using var trace = EngineInstruments.Traces.StartActivity("plan");
            var begun = time.GetTimestamp();
            var planned = await planner.PlanAsync(sendout, progress: null, cancellation);
            EngineInstruments.Plan.Record(time.GetElapsedTime(begun).TotalSeconds);
            if (planned is null)
                return;
            LogPlanned(sendout.Id.Value, planned.State, planned.Planned, planned.Chunks);
            if (planned.State == SendoutState.Sending)
                await dispatch.StartAsync(sendout.Id);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogLeft(sendout.Id.Value);
        }
        catch (Exception error)
        {
            LogFailed(sendout.Id.Value, error);
            await FailAsync(sendout.Id, cancellation);
        }
    }

    private async Task FailAsync(SendoutId sendout, CancellationToken cancellation)
    {
        try
        {
            if (await sendouts.FindAsync(sendout, cancellation) is { State: SendoutState.Planning })
                await planner.FailAsync(
                    sendout, "planning failed on an error inside the node; its operator finds it in the log", cancellation);
        }
        catch (Exception error)
        {
            // The store does not answer: the sendout stays planning and is planned anew at the next start.
            LogFailed(sendout.Value, error);
        }
    }

    [LoggerMessage(LogLevel.Information, "sendout {SendoutId} is {State}: {Planned} leads in {Chunks} chunks")]
    private partial void LogPlanned(long sendoutId, SendoutState state, long planned, int chunks);

    [LoggerMessage(LogLevel.Information, "planning of sendout {SendoutId} ended with the node; it is planned anew at the next start")]
    private partial void LogLeft(long sendoutId);

    [LoggerMessage(LogLevel.Error, "planning of sendout {SendoutId} failed")]
    private partial void LogFailed(long sendoutId, Exception error);
}
