using SmsWiser.Core.Time;

namespace SmsWiser.Host;

/// <summary>Runs each loop on a dedicated background thread; its continuations come back to that thread.</summary>
internal sealed class ThreadLoops : ILoops
{
    public Task Start(string name, Func<Task> loop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new LoopContext();
        var thread = new Thread(() => context.Run(loop, ended)) { Name = name, IsBackground = true };
        thread.Start();
        return ended.Task;
    }

    private sealed class LoopContext : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
        private bool over;

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (posted)
            {
                if (!over)
                {
                    posted.Enqueue((d, state));
                    Monitor.Pulse(posted);
                    return;
                }
            }
            ThreadPool.QueueUserWorkItem(static work => work.d(work.state), (d, state), preferLocal: false);
        }

        public void Run(Func<Task> loop, TaskCompletionSource ended)
        {
            SetSynchronizationContext(this);
            var running = Begin(loop);
            running.ContinueWith(
                _ => Post(static _ => { }, null),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (!running.IsCompleted)
                RunNext();
            DrainAndClose();
            ended.SetFromTask(running);
        }

        private static async Task Begin(Func<Task> loop) => await loop();

        private void RunNext()
        {
            (SendOrPostCallback Callback, object? State) work;
            lock (posted)
            {
                while (posted.Count == 0)
                    Monitor.Wait(posted);
                work = posted.Dequeue();
            }
            work.Callback(work.State);
        }

        private void DrainAndClose()
        {
            while (true)
            {
                lock (posted)
                {
                    if (posted.Count == 0)
                    {
                        over = true;
                        return;
                    }
                }
                RunNext();
            }
        }
    }
}
