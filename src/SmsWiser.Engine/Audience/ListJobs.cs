using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Time;

namespace SmsWiser.Engine.Audience;

/// <summary>What a job of a list does.</summary>
internal enum ListJobKind
{
    Count,
    Export,
    Ineligible,
}

/// <summary>One long piece of work over a list, as far as it is. Written by its loop, read by any thread.</summary>
internal sealed class ListJob(string id, ListJobKind kind, ListId list, AccountId account, long total)
{
    private long walked;
    private long result;
    private volatile string? error;
    private volatile bool isDone;

    public string Id => id;

    public ListJobKind Kind => kind;

    public ListId List => list;

    public AccountId Account => account;

    /// <summary>Leads the list had when it began.</summary>
    public long Total => total;

    /// <summary>Leads looked at.</summary>
    public long Walked { get => Interlocked.Read(ref walked); set => Interlocked.Exchange(ref walked, value); }

    /// <summary>Leads counted or written; final once done.</summary>
    public long Result { get => Interlocked.Read(ref result); set => Interlocked.Exchange(ref result, value); }

    /// <summary>Why it failed, or null.</summary>
    public string? Error => error;

    /// <summary>True when it has ended, well or not.</summary>
    public bool IsDone => isDone;

    public void End(string? reason)
    {
        error = reason;
        isDone = true;
    }
}

/// <summary>Counts and exports of this node outside of grain turns, one at a time; the last ones are remembered. One per node; any
/// thread.</summary>
internal sealed partial class ListJobs(IRandom random, ILoops loops, ILogger<ListJobs> log) : IAsyncDisposable
{
    private const int MaxWaiting = 100;
    private const int MaxRemembered = 1_000;

    private readonly Backlog backlog = new("list jobs", loops, MaxWaiting);
    private readonly ConcurrentDictionary<string, ListJob> jobs = [];
    private readonly ConcurrentQueue<string> order = [];

    /// <summary>Begins a job.</summary>
    /// <exception cref="Contracts.RefusedException"><c>overloaded</c>.</exception>
    public ListJob Start(ListJobKind kind, LeadList list, AccountId account, Func<ListJob, CancellationToken, Task> work) =>
        Start(kind, list.Id, list.Leads, account, work);

    /// <summary>Begins a job over so many leads, of one list or, with list 0, of several.</summary>
    /// <exception cref="Contracts.RefusedException"><c>overloaded</c>.</exception>
    public ListJob Start(ListJobKind kind, ListId list, long total, AccountId account, Func<ListJob, CancellationToken, Task> work)
    {
        var job = new ListJob(PublicId.New(random), kind, list, account, total);
        if (!backlog.TryAdd(cancellation => RunAsync(job, work, cancellation)))
            throw Refusal.Of(ErrorCode.Overloaded, $"{MaxWaiting} counts and exports wait already; try again later");
        jobs[job.Id] = job;
        order.Enqueue(job.Id);
        while (order.Count > MaxRemembered && order.TryDequeue(out var oldest))
            jobs.TryRemove(oldest, out _);
        return job;
    }

    /// <summary>A job of that account over that list, or null when it is not, or no longer, known to this node.</summary>
    public ListJob? Find(string id, ListJobKind kind, ListId list, AccountId account) =>
        jobs.TryGetValue(id, out var job) && job.Kind == kind && job.List == list && job.Account == account ? job : null;

    /// <summary>Completes when every job begun so far has ended.</summary>
    public Task DrainedAsync() => backlog.DrainedAsync();

    public async ValueTask DisposeAsync()
    {
        await backlog.StopAsync();
        backlog.Dispose();
    }

    private async Task RunAsync(ListJob job, Func<ListJob, CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(job, cancellation);
            job.End(null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            job.End("the node stopped");
        }
        catch (Exception error) when (error is ConditionException or ImportException)
        {
            job.End(error.Message);
        }
        catch (Exception error)
        {
            LogFailed(job.Kind, job.List.Value, error);
            job.End("it failed on an error inside the node; its operator finds it in the log");
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind} over list {ListId} failed")]
    private partial void LogFailed(ListJobKind kind, long listId, Exception error);
}
