using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Streams;
using SmsWiser.Contracts.Campaigns;

namespace SmsWiser.Host.Cluster;

/// <summary>Whose view a progress stream shows.</summary>
[GenerateSerializer, Alias("smswiser.progress_state")]
internal sealed record ProgressState
{
    /// <summary>Client id of the campaign's account; null = not followed.</summary>
    [Id(0)]
    public string? Account { get; set; }
}

/// <summary>Asks the campaign for its counters in even steps and publishes what changed. A reminder wakes it on another node when this one
/// is gone.</summary>
internal sealed class ProgressGrain([PersistentState("follow")] IPersistentState<ProgressState> state, OrleansOptions options)
    : Grain, IProgressGrain, IRemindable
{
    private const string Reminder = "follow";

    /// <summary>The shortest period that reminders may have.</summary>
    private static readonly TimeSpan WakePeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? timer;
    private CampaignProgress? published;

    public async Task FollowAsync(string account)
    {
        if (state.State.Account != account)
        {
            state.State.Account = account;
            await state.WriteStateAsync();
        }
        await this.RegisterOrUpdateReminder(Reminder, WakePeriod, WakePeriod);
        StartTimer();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (state.State.Account is not null)
            StartTimer();
        return Task.CompletedTask;
    }

    private void StartTimer() => timer ??= this.RegisterGrainTimer(PublishAsync, new GrainTimerCreationOptions
    {
        DueTime = TimeSpan.Zero,
        Period = options.ProgressInterval,
        KeepAlive = true,
    });

    private async Task PublishAsync(CancellationToken cancellation)
    {
        var key = this.GetPrimaryKeyString();
        var progress = await GrainFactory.GetGrain<ICampaignGrain>(key).ProgressAsync(state.State.Account!);
        if (progress != published)
        {
            published = progress;
            var streams = this.GetStreamProvider(ProgressStreams.Provider);
            await streams.GetStream<CampaignProgress>(ProgressStreams.Of(key)).OnNextAsync(progress);
        }
        if (progress.State is not ("planning" or "sending" or "paused"))
            await EndAsync();
    }

    private async Task EndAsync()
    {
        timer?.Dispose();
        timer = null;
        published = null;
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        await state.ClearStateAsync();
    }
}
