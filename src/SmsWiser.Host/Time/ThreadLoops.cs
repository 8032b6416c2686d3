using System.Collections.Concurrent;
using SmsWiser.Core.Time;

namespace SmsWiser.Host.Time;

/// <summary>Gives each loop a thread of its own: what a loop awaits comes back to its thread, so no loop ever waits for the pool.</summary>
internal sealed class ThreadLoops : ILoops
{
    public Task Start(string name, Func<Task> loop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(loop, ended)) { IsBackground = true, Name = name }.Start();
        return ended.Task;
    }

    private static void Run(Func<Task> loop, TaskCompletionSource ended)
    {
        using var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        var running = loop();
        running.ContinueWith(static (_, context) => ((Turns)context!).End(), turns, TaskScheduler.Default);
        turns.RunUntilEnded();
        if (running.IsFaulted)
            ended.SetException(running.Exception.InnerExceptions);
        else if (running.IsCanceled)
            ended.SetCanceled();
        else
            ended.SetResult();
    }

    private sealed class Turns : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Turn, object? State)> queue = [];

        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                queue.Add((d, state));
            }
            catch (InvalidOperationException)
            {
                // The loop has ended; nothing is left that could wait for this turn.
            }
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public void End() => queue.CompleteAdding();

        public void RunUntilEnded()
        {
            foreach (var (turn, state) in queue.GetConsumingEnumerable())
                turn(state);
        }

        public void Dispose() => queue.Dispose();
    }
}
