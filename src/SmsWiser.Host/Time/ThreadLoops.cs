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
        var turns = new LoopTurns();
        SynchronizationContext.SetSynchronizationContext(turns);
        var running = loop();
        running.ContinueWith(static (_, ending) => ((LoopTurns)ending!).End(), turns, TaskScheduler.Default);
        turns.Run();
        if (running.IsFaulted)
            ended.SetException(running.Exception.InnerExceptions);
        else if (running.IsCanceled)
            ended.SetCanceled();
        else
            ended.SetResult();
    }
}
