namespace SmsWiser.Actors;

/// <summary>What a method of a grain interface is (or a timer), once per method: no call looks it up.</summary>
internal class CallSlot(string method, bool interleave, bool readOnly, bool oneWay)
{
    public readonly string Method = method;
    public readonly bool Interleave = interleave, ReadOnly = readOnly, OneWay = oneWay;
}

internal sealed class CallSlot<TGrain, TArgs, TReturn>(
    string method, bool interleave, bool readOnly, bool oneWay, Func<TGrain, TArgs, TReturn> call)
    : CallSlot(method, interleave, readOnly, oneWay)
{
    public readonly Func<TGrain, TArgs, TReturn> Call = call;
}

/// <summary>A call or a timer's turn, as an activation admits and runs it.</summary>
internal interface IRequest
{
    CallSlot Slot { get; }
    bool IsDone { get; }
    bool IsTimer => false;

    /// <summary>Host clock when it was sent.</summary>
    long Sent { get; }
    bool TimedOut { get; set; }
    Activation? Caller { get; }
    Activation Target { get; set; }

    /// <summary>Runs it in the target's turn, answers, and says so to the target.</summary>
    Task RunAsync(object grain);
    void Fail(Exception error);
}

/// <summary>A call: the promise of its answer and all it needs, in one object.</summary>
internal abstract class Request<TResult> : TaskCompletionSource<TResult>, IRequest
{
    private CancellationTokenRegistration cancellation;
    private bool started;

    public abstract CallSlot Slot { get; }
    public bool IsDone => Task.IsCompleted;
    public long Sent { get; private set; }
    public bool TimedOut { get; set; }
    public Activation? Caller { get; private set; }
    public Activation Target { get; set; } = null!; // Set by the activation that receives it, before anything reads it.

    public void Send(Activation target, CancellationToken token)
    {
        (Sent, Caller, Target) = (target.Host.Now, SynchronizationContext.Current as Activation, target);
        if (token.IsCancellationRequested)
        {
            TrySetCanceled(token);
            return;
        }
        if (Caller is { } caller) caller.Outgoing = this;
        if (token.CanBeCanceled) cancellation = token.UnsafeRegister(static state => ((Request<TResult>)state!).PostCancel(), this);
        target.Receive(this);
    }

    public async Task RunAsync(object grain)
    {
        started = true;
        Exception? failed = null;
        try { TrySetResult(await CallAsync(grain)); }
        catch (Exception error) { Fail(failed = error); }
        cancellation.Unregister();
        Target.Ended(this, failed);
    }

    public void Fail(Exception error)
    {
        cancellation.Unregister();
        var told = error is OperationCanceledException cancelled ? TrySetCanceled(cancelled.CancellationToken) : TrySetException(error);
        if (told && !Slot.OneWay) return;
        Target.Host.Report(error, Target, Slot.Method); // Nobody awaits it, or no more.
        _ = Task.Exception;
    }

    protected abstract Task<TResult> CallAsync(object grain);

    private void PostCancel() => Target.Post(static state => ((Request<TResult>)state!).CancelIfWaiting(), this);

    private void CancelIfWaiting()
    {
        if (!started) TrySetCanceled(cancellation.Token);
    }
}

/// <summary>Stands for no argument and for no result.</summary>
internal readonly struct Nothing;

internal sealed class TaskCall<TGrain, TArgs, TResult>(CallSlot<TGrain, TArgs, Task<TResult>> slot, TArgs args) : Request<TResult>
{
    public override CallSlot Slot => slot;
    protected override Task<TResult> CallAsync(object grain) => slot.Call((TGrain)grain, args);
}

internal sealed class TaskCall<TGrain, TArgs>(CallSlot<TGrain, TArgs, Task> slot, TArgs args) : Request<Nothing>
{
    public override CallSlot Slot => slot;

    protected override async Task<Nothing> CallAsync(object grain)
    {
        await slot.Call((TGrain)grain, args);
        return default;
    }
}
