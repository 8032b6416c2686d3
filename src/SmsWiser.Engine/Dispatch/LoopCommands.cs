namespace SmsWiser.Engine.Dispatch;

/// <summary>Commands that other threads have run inside a loop, between two of its steps, in the order they came.</summary>
internal sealed class LoopCommands(TimeProvider time, TimeSpan interval) : IDisposable
{
    private readonly Lock guard = new();
    private readonly Queue<Func<Task>> waiting = [];

    /// <summary>Wakes the loop.</summary>
    public Signal Signal { get; } = new(time, interval);

    /// <summary>Has the loop run a command; completes with it, or with its exception. Any thread but the loop.</summary>
    public Task RunAsync(Func<Task> command)
    {
        var done = new TaskCompletionSource();
        lock (guard)
        {
            waiting.Enqueue(async () =>
            {
                try
                {
                    await command();
                    done.SetResult();
                }
                catch (Exception error)
                {
                    done.SetException(error);
                }
            });
        }
        Signal.Set();
        return done.Task;
    }

    /// <summary>Runs what waits. The loop.</summary>
    public async Task ServeAsync()
    {
        while (true)
        {
            Func<Task>? command;
            lock (guard)
            {
                if (!waiting.TryDequeue(out command))
                    return;
            }
            await command();
        }
    }

    public void Dispose() => Signal.Dispose();
}
