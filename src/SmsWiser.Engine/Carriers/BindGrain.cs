using System.Text;
using Microsoft.Extensions.Logging;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Smpp;

namespace SmsWiser.Engine.Carriers;

/// <summary>One bind: brings its session up, keeps it up, grants the writer its rate and lets a slowed rate recover, once a second. The
/// writer and its live session outlast this activation.</summary>
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
    private int granted;

    public async Task<BindStatus> ConnectAsync(int ratePerSecond)
    {
        await LoadAsync();
        granted = ratePerSecond;
        writer!.GrantRate(granted);
        if (!writer.IsBound)
            await OpenSessionAsync();
        timer ??= this.RegisterGrainTimer(SuperviseAsync,
            new GrainTimerCreationOptions { DueTime = Tick, Period = Tick, KeepAlive = true });
        return Status();
    }

    public Task GrantRateAsync(int ratePerSecond)
    {
        granted = ratePerSecond;
        writer?.GrantRate(granted);
        return Task.CompletedTask;
    }

    public async Task DisconnectAsync()
    {
        timer?.Dispose();
        timer = null;
        if (writer is null)
            return;
        writer.Unbind();
        await writer.UntilClosedAsync();
    }

    public Task<BindStatus> StatusAsync() => Task.FromResult(Status());

    private async Task SuperviseAsync(CancellationToken cancellation)
    {
        writer!.Recover();
        if (writer.LastClose is not { } close)
            return;
        if (!ReferenceEquals(close, handledClose))
        {
            handledClose = close;
            var wait = reconnect.After(close);
            retryAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
            LogClosed(this.GetPrimaryKeyString(), close.Detail, wait.TotalSeconds);
            return;
        }
        if (time.GetTimestamp() >= retryAt)
            await OpenSessionAsync();
    }

    private async Task OpenSessionAsync()
    {
        var session = open(Options(), writer!);
        writer!.Attach(session, bind!.WindowSlots);
        session.Start();
        await writer.UntilDecidedAsync();
        if (!writer.IsBound)
            return;
        reconnect.OnBound();
        LogBound(this.GetPrimaryKeyString());
    }

    private EsmeOptions Options() => new()
    {
        Host = carrier!.Host,
        Port = carrier.Port,
        SystemId = carrier.SystemId,
        Password = Encoding.UTF8.GetString(keys.OpenSecret(CarrierGrain.PasswordPlace(carrier.Name), carrier.SealedPassword.Span)),
        SystemType = carrier.SystemType,
        Type = bind!.Kind switch
        {
            BindKind.Transmitter => BindType.Transmitter,
            BindKind.Receiver => BindType.Receiver,
            _ => BindType.Transceiver,
        },
        WindowSlots = bind.WindowSlots,
        ResponseTimeout = options.ResponseTimeout,
    };

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
        };
    }

    [LoggerMessage(LogLevel.Information, "Bind {BindId} is up")]
    private partial void LogBound(string bindId);

    [LoggerMessage(LogLevel.Warning, "Bind {BindId} is down: {Detail} Trying again in {Seconds:F0} s")]
    private partial void LogClosed(string bindId, string detail, double seconds);
}
