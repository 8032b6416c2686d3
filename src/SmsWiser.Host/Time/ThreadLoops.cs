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
        var turns = new Turns();
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

    /// <summary>A queue that its thread sleeps on without spinning: loops wait far more often than they work.</summary>
    private sealed class Turns : SynchronizationContext
    {
        private readonly object guard = new();
        private readonly Queue<(SendOrPostCallback Turn, object? State)> queue = [];
        private bool hasEnded;

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (guard)
            {
                queue.Enqueue((d, state));
                if (queue.Count == 1)
                    Monitor.Pulse(guard);
            }
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public void End()
        {
            lock (guard)
            {
                hasEnded = true;
                Monitor.Pulse(guard);
            }
        }

        public void RunUntilEnded()
        {
            while (TryTake(out var next))
                next.Turn(next.State);
        }

        private bool TryTake(out (SendOrPostCallback Turn, object? State) next)
        {
            lock (guard)
            {
                while (!queue.TryDequeue(out next))
                {
                    if (hasEnded)
                        return false;
                    Monitor.Wait(guard);
                }
                return true;
            }
        }
    }
}
