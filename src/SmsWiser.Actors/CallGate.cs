using System.Diagnostics.CodeAnalysis;

namespace SmsWiser.Actors;

/// <summary>Which of an activation's calls run and which wait, first come first served. Only for use in its turns.</summary>
internal sealed class CallGate(bool reentrant)
{
    private readonly Queue<IRequest> waiting = new();
    private readonly List<IRequest> running = [];
    private int blocking;
    private bool blockingReadOnly;

    public bool IsRunning => running.Count > 0;
    public int Waiting => waiting.Count;

    public bool MayRun(IRequest request) => Interleaves(request) || (waiting.Count == 0 && IsFree(request));

    public void Wait(IRequest request) => waiting.Enqueue(request);

    public void Started(IRequest request)
    {
        running.Add(request);
        if (Interleaves(request)) return;
        blocking++;
        blockingReadOnly = request.Slot.ReadOnly;
    }

    public void Ended(IRequest request)
    {
        running.Remove(request);
        if (!Interleaves(request)) blocking--;
    }

    /// <summary>Takes the first waiting request if it may run.</summary>
    public bool Next([NotNullWhen(true)] out IRequest? request) =>
        waiting.TryPeek(out request) && (Interleaves(request) || IsFree(request)) && waiting.TryDequeue(out request);

    /// <summary>Takes the first waiting request.</summary>
    public bool Take([NotNullWhen(true)] out IRequest? request) => waiting.TryDequeue(out request);

    /// <summary>Calls, not timers, that run or wait.</summary>
    public List<IRequest> Unanswered() => [.. running.Concat(waiting).Where(request => !request.IsDone && !request.IsTimer)];

    private bool Interleaves(IRequest request) => reentrant || request.Slot.Interleave;

    private bool IsFree(IRequest request) => blocking == 0 || (blockingReadOnly && request.Slot.ReadOnly);
}

/// <summary>Tells who waits for whom, from a call that was not answered in time.</summary>
internal static class CallPath
{
    public static string Describe(IRequest request)
    {
        var names = new List<string>();
        var seen = new HashSet<Activation>();
        if (request.Caller is { } caller)
        {
            names.Add($"{caller}.{caller.Started?.Slot.Method}");
            seen.Add(caller);
        }
        IRequest? call = request;
        while (call is not null)
        {
            names.Add($"{call.Target}.{call.Slot.Method}");
            if (!seen.Add(call.Target)) return string.Join(" waits for ", names) + " (a call cycle)";
            call = call.Target.Outgoing is { } next && (!next.IsDone || next.TimedOut) ? next : null;
        }
        return string.Join(" waits for ", names);
    }
}
