using System.Threading.Tasks.Sources;

namespace SmsWiser.Storage.Sqlite;

/// <summary>One transaction that waits for the writer.</summary>
/// <param name="addedAt">Timestamp at which it was brought.</param>
internal abstract class WorkItem(long addedAt)
{
    /// <summary>Timestamp at which it was brought.</summary>
    public long AddedAt { get; } = addedAt;

    /// <summary>Runs it and tells its caller. Never throws.</summary>
    public abstract void Run(Database database);
}

/// <summary>One transaction with a result. Its caller awaits <see cref="Completion"/> once, and goes on in its own context, never on the
/// writer.</summary>
/// <param name="work">What to do with the writer's connection.</param>
/// <param name="addedAt">Timestamp at which it was brought.</param>
/// <param name="cancellation">Honoured until the work starts.</param>
internal sealed class WorkItem<T>(Func<Database, T> work, long addedAt, CancellationToken cancellation)
    : WorkItem(addedAt), IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> source = new() { RunContinuationsAsynchronously = true };

    public ValueTask<T> Completion => new(this, source.Version);

    public override void Run(Database database)
    {
        T result;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            result = work(database);
        }
        catch (Exception error)
        {
            source.SetException(error);
            return;
        }
        source.SetResult(result);
    }

    T IValueTaskSource<T>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
