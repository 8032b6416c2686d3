using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace SmsWiser.Actors;

/// <summary>One live grain: its turns, and its life from the first call to its end. All but what says so runs in its turns.</summary>
internal sealed class Activation : TurnQueue, IGrainContext
{
    private enum Stage { New, Starting, Active, Closing, Ending, Closed }

    private readonly CallGate gate;
    private readonly TaskCompletionSource deactivated = new();
    private AsyncServiceScope? scope;
    private DeactivationReason? reason;
    private volatile Stage stage;
    private int open;
    private long calls, runs, turnTicks, lastUse, keepUntil;
    private bool drains, draining;

    /// <summary>An activation to be built by its first call; with an observer object, one that is there already.</summary>
    public Activation(GrainHost host, GrainClass? grainClass, string key, long number, object? observer = null) : base(host.Scheduler)
    {
        (Host, Class, Key, Number, GrainInstance, lastUse) = (host, grainClass, key, number, observer, host.Now);
        gate = new(grainClass is { Reentrant: true });
        if (observer is not null) stage = Stage.Active;
    }

    public GrainHost Host { get; }
    public GrainClass? Class { get; }
    public string Key { get; }
    public long Number { get; }
    public object? GrainInstance { get; private set; }
    public IServiceProvider ActivationServices => scope?.ServiceProvider ?? Host.ServiceProvider;
    public Task Deactivated => deactivated.Task;
    public bool IsClosed => stage == Stage.Closed;
    public List<GrainTimer> Timers { get; } = [];
    public bool IsBusy => Volatile.Read(ref open) > 0;

    /// <summary>While calls run, the last made and the last begun: what the text of a time-out is told from.</summary>
    public IRequest? Outgoing { get; set; }
    public IRequest? Started { get; private set; }

    public override string ToString() => $"{Class?.Name ?? GrainInstance?.GetType().Name}/{Key}";

    public ActivationInfo Describe() =>
        new(Class?.Name ?? "", Key, Volatile.Read(ref calls), gate.Waiting, Host.Time.GetElapsedTime(0, Volatile.Read(ref turnTicks)));

    /// <summary>Takes a call, or refuses it when too many are open. Any thread.</summary>
    public void Receive(IRequest request, bool accepted = false)
    {
        request.Target = this;
        var count = Interlocked.Increment(ref open);
        var refusal = Host.Refusal(request, accepted) ?? (count <= Host.Options.MaxQueuedCallsPerGrain ? null : new LimitExceededException(
            $"{this} has {Host.Options.MaxQueuedCallsPerGrain} open calls, its limit: {request.Slot.Method} refused."));
        if (refusal is null)
        {
            Post(static state => ((IRequest)state!).Target.Admit((IRequest)state), request);
            return;
        }
        Interlocked.Decrement(ref open);
        request.Fail(refusal);
    }

    /// <summary>Runs the request now, or keeps it until it may run.</summary>
    public void Admit(IRequest request)
    {
        if (stage == Stage.Closed)
        {
            SendOn(request);
            return;
        }
        if (stage == Stage.New)
        {
            gate.Wait(request);
            stage = Stage.Starting;
            _ = StartAsync();
            return;
        }
        var interleaves = stage is Stage.Active || (stage == Stage.Closing && request.Slot.Interleave);
        if (interleaves && gate.MayRun(request)) Start(request);
        else gate.Wait(request);
    }

    /// <summary>The request has been answered; <paramref name="failed"/> is what it threw.</summary>
    public void Ended(IRequest request, Exception? failed)
    {
        gate.Ended(request);
        Release(request);
        if (!gate.IsRunning) Outgoing = Started = null;
        if (failed is InconsistentStateException) Close(new(DeactivationReasonCode.ApplicationError, failed, "The state is out of date."));
        RunWaiting();
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (Current == this) Close(deactivationReason);
        else Post(_ => Close(deactivationReason), null);
    }

    /// <summary>Ends the activation after all calls it has; none is sent on.</summary>
    public void DrainAndDeactivate(DeactivationReason why) => Post(_ => Close(why, drain: true), null);

    public void DelayDeactivation(TimeSpan time) => keepUntil = time <= TimeSpan.Zero ? 0 : Host.After(time);

    /// <summary>Fails calls open for too long, or ends an idle activation. Posted by the host's sweep.</summary>
    public void Sweep()
    {
        foreach (var request in gate.Unanswered().Where(request => Host.IsOverdue(request.Sent)))
        {
            request.TimedOut = true;
            request.Fail(new TimeoutException($"No answer within {Host.Options.CallTimeout}: {CallPath.Describe(request)}."));
        }
        if (stage == Stage.Active && !IsBusy && !gate.IsRunning && IsIdle) Close(new(DeactivationReasonCode.ActivationIdle, "Idle."));
    }

    /// <summary>Whether nothing has used the activation for the idle age. Any thread.</summary>
    public bool IsIdle => Class is not null && Host.Now >= Volatile.Read(ref keepUntil)
        && Host.IsOlder(Volatile.Read(ref lastUse), Host.Options.IdleAge);

    public void Abandon(Exception error) => gate.Unanswered().ForEach(request => request.Fail(error));

    public override void Run(int maxItems)
    {
        // One run in 16 and the first, which is no measure for others: two clock reads cost a tenth of a warm call.
        var (start, weight) = runs % 16 == 0 ? (Host.Time.GetTimestamp(), runs++ == 0 ? 1 : 16) : (runs++, 0);
        base.Run(maxItems);
        if (weight == 0) return;
        var turns = (Host.Time.GetTimestamp() - start) * weight;
        Interlocked.Add(ref turnTicks, turns); // The next run may have begun already.
        Class?.Count(0, turns);
    }

    private void Start(IRequest request)
    {
        gate.Started(request);
        Started = request;
        calls++;
        Class?.Count(1, 0);
        if (!request.IsTimer || request is GrainTimer { KeepAlive: true }) lastUse = Host.Now;
        _ = request.RunAsync(GrainInstance!);
    }

    private void RunWaiting()
    {
        if (draining) return;
        draining = true;
        while ((stage == Stage.Active || (stage == Stage.Closing && drains)) && gate.Next(out var request))
        {
            if (request.IsDone) Release(request);
            else Start(request);
        }
        draining = false;
        if (stage == Stage.Closing && !gate.IsRunning && !(drains && gate.Waiting > 0))
        {
            stage = Stage.Ending;
            _ = EndAsync();
        }
    }

    private void Close(DeactivationReason why, bool drain = false)
    {
        if (stage >= Stage.Closing) return;
        reason ??= why;
        if (stage == Stage.Starting) return; // Closes when started, after the calls that wait for it.
        (drains, var isNew) = (drains || drain, stage == Stage.New);
        stage = Stage.Closing;
        if (!isNew) RunWaiting();
        else EndNow();
    }

    private async Task StartAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Host.Options.CallTimeout, Host.Time);
            scope = Host.ServiceProvider.CreateAsyncScope();
            (GrainInstance, var states) = Class!.Build(this);
            foreach (var state in states) await state.ReadStateAsync(limit.Token);
            await ((IGrainBase)GrainInstance).OnActivateAsync(limit.Token);
            stage = Stage.Active;
        }
        catch (Exception error)
        {
            await DisposeAsync();
            Host.Remove(this);
            while (gate.Take(out var request))
            {
                request.Fail(error);
                Release(request);
            }
            EndNow();
            return;
        }
        if (reason is { } why) Close(why, drain: true);
        else RunWaiting();
    }

    private async Task EndAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Host.Options.CallTimeout, Host.Time);
            StopTimers();
            if (GrainInstance is IGrainBase grain) await grain.OnDeactivateAsync(reason!.Value, limit.Token);
        }
        catch (Exception error) { Host.Report(error, this, nameof(IGrainBase.OnDeactivateAsync)); }
        await DisposeAsync();
        EndNow();
    }

    private async Task DisposeAsync()
    {
        try
        {
            StopTimers();
            if (scope is { } services) await services.DisposeAsync();
        }
        catch (Exception error) { Host.Report(error, this, nameof(DisposeAsync)); }
    }

    private void StopTimers() => Timers.ToList().ForEach(timer => timer.Dispose());

    private void EndNow()
    {
        Host.Remove(this);
        stage = Stage.Closed;
        while (gate.Take(out var request)) SendOn(request);
        deactivated.TrySetResult();
    }

    private void SendOn(IRequest request)
    {
        Release(request);
        if (request.IsDone || request.IsTimer) return;
        if (Class is null) request.Fail(new OrleansException($"The reference to observer {this} was deleted."));
        else Host.Activate(Class, Key).Receive(request, accepted: true);
    }

    private void Release(IRequest request) => Interlocked.Add(ref open, request.IsTimer ? 0 : -1);
}
