using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>One bind: brings its session up, keeps it up, grants the writer its rate and lets a slowed rate recover, once a second. It
/// tells its carrier what changes the division of the rate, and waits for no answer. The writer and its live session outlast this
/// activation.</summary>
internal sealed partial class BindGrain(
    ICarrierStore carriers, KeyRing keys, NodeBinds binds, OpenSession open, DispatchOptions options, IRandom random, TimeProvider time,
        ILogger<BindGrain> log)
    : Grain, IBindGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Reconnect reconnect = new(random, time);
    private IGrainTimer? timer;
    private Carrier? carrier;
    private Bind? bind;
    private BindWriter? writer;
    private SessionClose? handledClose;
    private long retryAt;
    private long recoveredAt;
    private int failures;
    private ChangeNotice? changed;
    private Task watching = Task.CompletedTask;
    private (bool, bool, bool, bool) told;

    public async Task<BindStatus> ConnectAsync(RateGrant grant)
    {
        await LoadAsync();
        await GrantRateAsync(grant);
        if (changed is null)
        {
            changed = new();
            writer!.Changed = changed.Set;
            watching = WatchAsync(changed);
        }
        if (!writer!.IsBound)
            await OpenSessionAsync();
        told = Condition();
        timer ??= this.RegisterGrainTimer(SuperviseAsync,
            new GrainTimerCreationOptions { DueTime = Tick, Period = Tick, KeepAlive = true });
        return Status();
    }

    public Task<RateGrant> GrantRateAsync(RateGrant grant)
    {
        writer ??= binds.Find(this.GetPrimaryKeyString());
        writer?.GrantRate(grant.Version, grant.RatePerSecond, grant.AccountRatePerSecond);
        return Task.FromResult(new RateGrant
        {
            Version = writer?.Rate.Version ?? 0,
            RatePerSecond = writer?.Rate.Granted ?? 0,
            AccountRatePerSecond = grant.AccountRatePerSecond,
        });
    }

    public async Task DisconnectAsync()
    {
        timer?.Dispose();
        timer = null;
        await EndWatchAsync();
        writer ??= binds.Find(this.GetPrimaryKeyString());
        if (writer is null)
            return;
        writer.Unbind();
        await writer.UntilClosedAsync();
    }

    public Task<BindStatus> StatusAsync()
    {
        writer ??= binds.Find(this.GetPrimaryKeyString());
        return Task.FromResult(Status());
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => EndWatchAsync();

    /// <summary>Has a look as soon as the writer says that something changed.</summary>
    private async Task WatchAsync(ChangeNotice notice)
    {
        while (changed == notice)
        {
            await notice.WaitAsync();
            if (changed == notice && Condition() != told)
                timer?.Change(TimeSpan.Zero, Tick);
        }
    }

    private async Task EndWatchAsync()
    {
        var notice = changed;
        changed = null;
        notice?.Set();
        await watching;
    }

    private async Task TellAsync()
    {
        if (Condition() is var condition && condition == told)
            return;
        told = condition;
        await GrainFactory.GetGrain<ICarrierGrain>(carrier!.Name).BindChangedAsync();
    }

    private (bool IsBound, bool IsPaused, bool IsSlowed, bool IsIdle) Condition()
    {
        var now = time.GetTimestamp();
        return (writer!.IsBound, writer.Rate.IsPaused(now), writer.Rate.Current < writer.Rate.Granted, writer.IsIdle(now));
    }

    private async Task SuperviseAsync(CancellationToken cancellation)
    {
        if (time.GetElapsedTime(recoveredAt) >= Tick)
        {
            recoveredAt = time.GetTimestamp();
            writer!.Recover();
        }
        if (writer!.LastClose is { } ended && Reconnect.IsRenewal(ended))
        {
            // Nobody has to divide anew for a session that is followed by another at once.
            await LoadAsync();
            await OpenSessionAsync();
        }
        await TellAsync();
        if (writer!.LastClose is not { } close)
            return;
        if (!ReferenceEquals(close, handledClose))
        {
            handledClose = close;
            var wait = reconnect.After(close);
            retryAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
            LogClosed(this.GetPrimaryKeyString(), close.Detail, wait.TotalSeconds);
            return;
        }
        if (time.GetTimestamp() < retryAt)
            return;
        await LoadAsync();
        await OpenSessionAsync();
    }

    private async Task OpenSessionAsync()
    {
        var session = open(CarrierLogin.Options(carrier!, bind!.Kind, bind.WindowSlots, failures, keys, options), writer!);
        writer!.Attach(session, bind.WindowSlots, bind.Kind != BindKind.Receiver);
        session.Start();
        await writer.UntilDecidedAsync();
        if (!writer.IsBound)
        {
            failures++;
            return;
        }
        reconnect.OnBound();
        LogBound(this.GetPrimaryKeyString());
    }

    private async Task LoadAsync()
    {
        var key = this.GetPrimaryKeyString();
        foreach (var known in await carriers.ListAsync(CancellationToken.None))
        {
            foreach (var slot in known.Binds)
            {
                if (NodeBinds.NameOf(known, slot) == key)
                    (carrier, bind) = (known, slot);
            }
        }
        if (carrier is null || bind is null)
            throw Refusal.Of(ErrorCode.NotFound, $"there is no bind {key}; configure its carrier first");
        writer = await binds.OpenAsync(carrier, bind);
    }

    private BindStatus Status()
    {
        var now = time.GetTimestamp();
        var state = writer switch
        {
            null => "down",
            { IsBound: true } up => up.Rate.IsPaused(now) ? "throttled" : "bound",
            { LastClose: null, Session: not null } => "connecting",
            _ => "down",
        };
        return new()
        {
            Name = this.GetPrimaryKeyString(),
            State = state,
            Detail = writer?.LastClose?.Detail,
            GrantedRate = writer?.Rate.Granted ?? 0,
            CurrentRate = writer?.Rate.Current ?? 0,
            Submitted = writer?.Submitted ?? 0,
            Throttled = writer?.Rate.Throttled ?? 0,
            InFlight = writer?.InFlight(0, static (_, _) => true) ?? 0,
            WindowSlots = bind?.WindowSlots ?? 0,
            IsIdle = writer?.IsIdle(now) ?? false,
            GrantVersion = writer?.Rate.Version ?? 0,
            Type = bind?.Kind switch
            {
                null => null,
                BindKind.Transmitter => "transmitter",
                BindKind.Receiver => "receiver",
                _ => "transceiver",
            },
        };
    }

    [LoggerMessage(LogLevel.Information, "Bind {BindId} is up")]
    private partial void LogBound(string bindId);

    [LoggerMessage(LogLevel.Warning, "Bind {BindId} is down: {Detail} Trying again in {Seconds:F0} s")]
    private partial void LogClosed(string bindId, string detail, double seconds);
}
