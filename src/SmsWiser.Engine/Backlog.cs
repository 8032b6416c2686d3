using SmsWiser.Core.Time;

namespace SmsWiser.Engine;

/// <summary>Long work that grains start and do not wait for: one piece at a time, in the order it came, on a loop of its own that ends when
/// nothing is left. Any thread.</summary>
/// <param name="name">Name of the loop.</param>
/// <param name="loops">Where it runs.</param>
/// <param name="maxWaiting">Pieces that may wait; a further one is refused.</param>
internal sealed class Backlog(string name, ILoops loops, int maxWaiting) : IDisposable
{
    private readonly Lock guard = new();
    private readonly Queue<Func<CancellationToken, Task>> waiting = [];
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private bool isRunning;

    /// <summary>Adds a piece of work. It handles its own errors; one that escapes ends the loop and shows in
    /// <see cref="StopAsync"/>.</summary>
    /// <returns>False when too many wait, or the node stops.</returns>
    public bool TryAdd(Func<CancellationToken, Task> work)
    {
        lock (guard)
        {
            if (waiting.Count >= maxWaiting || stopping.IsCancellationRequested)
                return false;
            waiting.Enqueue(work);
            if (!isRunning)
            {
                isRunning = true;
                running = loops.Start(name, RunAsync);
            }
            return true;
        }
    }

    /// <summary>Completes when nothing is left to do.</summary>
    public async Task DrainedAsync()
    {
        Task current;
        lock (guard)
            current = running;
        await current;
    }

    /// <summary>Cancels the piece at work, drops those that wait and returns when the loop has ended.</summary>
    public async Task StopAsync()
    {
        lock (guard)
            waiting.Clear();
        stopping.Cancel();
        await DrainedAsync();
    }

    /// <summary>To be called when stopped.</summary>
    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (Take() is { } work)
                await work(stopping.Token);
        }
        catch
        {
            lock (guard)
                isRunning = false;
            throw;
        }
    }

    private Func<CancellationToken, Task>? Take()
    {
        lock (guard)
        {
            isRunning = waiting.TryDequeue(out var work);
            return work;
        }
    }
}
